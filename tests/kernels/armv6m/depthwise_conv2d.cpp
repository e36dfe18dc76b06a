// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/armv6m.hpp>

#include <support/depthwise_3x3.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;
using namespace support::depthwise_3x3;
using targets::armv6m;

/// Number `seed` of many: rows of all widths.
constexpr Row any(std::uint64_t seed) {
  Random random(seed);
  const int stride = random.between(1, 2), before = random.below(2), out_w = random.of(1, random.between(2, 14));
  const bool after = random.one_in(2);
  const int unread = stride == 2 && !after ? random.below(2) : 0;
  const int w = maximum((out_w - 1) * stride + 3 - before - (after ? 1 : 0) + unread, stride == 1 ? 2 - before : 1);
  return {w, random.between(1, 9), stride, before, after, random.one_in(2)};
}

}  // namespace

TEST_CASE("stride 1, with all paddings") { compare_stride_1<armv6m>(); }
TEST_CASE("stride 2, with all paddings") { compare_stride_2<armv6m>(); }
TEST_CASE("rows of all widths") {
  []<std::size_t... seed>(std::index_sequence<seed...>) {
    compare_all<armv6m, any(first_geometry + seed)...>();
  }(std::make_index_sequence<24>{});
}
