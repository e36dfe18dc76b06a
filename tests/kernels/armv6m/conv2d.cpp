// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/armv6m.hpp>

#include <support/windowed.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;
using targets::armv6m, targets::portable;

/// A dense layer, or a window of one column.
constexpr Geometry dense(std::uint64_t seed) {
  Random random(seed);
  const RowShape in{random.of(1, 1, random.between(1, 6)), random.of(random.between(1, 30), random.between(31, 90))};
  const int before = random.below(2), size = in.w + before + random.below(2);
  return conv2d(in, {1, random.between(1, 37)}, random.between(1, 3), {size, 1, 1, before}, random.one_in(2),
                !random.one_in(4));
}

void compare(std::uint64_t seed, const Geometry& g, const AnyKernel& ours, const AnyKernel& portable,
             const char* where) {
  Random random(seed);
  const RandomConstants k(random, g, g.kernel_h * g.cols.size * g.filter_c);
  const Rows rows = random_rows(random, g.kernel_h, g.in[0].size());
  std::vector<const std::int8_t*> in;
  for (const auto& row : rows) in.push_back(random.one_in(6) ? nullptr : row.data());
  require_bytes(run_band(ours, in, k.constants, 0, 1, {}), run_band(portable, in, k.constants, 0, 1, {}),
                "seed " + std::to_string(seed) + " of " + where);
}
template <Geometry g>
void compare(std::uint64_t seed) {
  static_assert(has_own<armv6m, g>);
  compare(seed, g, kernel_of<armv6m, g>(), kernel_of<portable, g>(), static_cast<const char*>(__PRETTY_FUNCTION__));
}
template <Geometry... g>
void compare_all(int data_sets) {
  for (int seed = 1; seed <= data_sets; ++seed) (compare<g>(static_cast<std::uint64_t>(seed)), ...);
}

}  // namespace

TEST_CASE("all numbers of pixels that are computed together") {
  []<int... w>(std::integer_sequence<int, w...>) {
    compare_all<conv2d({w + 2, 5}, {w + 2, 2}, 1, {}, w % 2 == 0)...>(100);
  }(std::make_integer_sequence<int, 9>{});
}

TEST_CASE("windows, strides, channels of all kinds") {
  []<std::size_t... seed>(std::index_sequence<seed...>) {
    compare_all<any_conv2d(first_geometry + seed)...>(50);
  }(std::make_index_sequence<24>{});
}

TEST_CASE("dense layers of all kinds") {
  []<std::size_t... seed>(std::index_sequence<seed...>) {
    compare_all<dense(first_geometry + seed)...>(10);
  }(std::make_index_sequence<16>{});
}

TEST_CASE("dense layers of more inputs than are taken at once") {
  compare_all<conv2d({2, 65}, {1, 9}, 1, {2, 1, 1, 0}, true), conv2d({3, 43}, {1, 34}, 2, {3, 1, 1, 0}, false)>(50);
}
