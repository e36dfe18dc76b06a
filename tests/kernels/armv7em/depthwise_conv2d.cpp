// SPDX-License-Identifier: BSL-1.0
#include "compare.hpp"

namespace {

using namespace support;
using namespace tinytmpl::core;

/// 3 x 3 over rows of all widths, with one shift for all channels or one for each.
constexpr Geometry any(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const int stride = random.between(1, 2);
  const Sliding cols{3, stride, 1, random.below(4 - stride)};  // the first step at stride 2 would touch the edge
  const RowShape out{random.of(random.between(1, 6), random.between(7, 30)), random.between(1, 9)};
  const RowShape in{maximum(1, cols.start(out.w - 1) + 3 - random.below(3)), out.c};
  Geometry g = windowed(random, Op::depthwise_conv2d, in, out, 3, cols);
  g.numbers.least_shift = 3, g.numbers.most_shift = random.of(9, 10, 15);
  return g;
}
static_assert(kernels::armv7em::common_shift(any(1).numbers) == 10 ||
              kernels::armv7em::common_shift(any(2).numbers) == 10);

constexpr auto compare_depthwise = []<Geometry g>(Random& random) {
  const int shift = kernels::armv7em::common_shift(g.numbers);
  const auto numbers = promised(random, g, 9, shift > 0 ? shift - 7 : 1, shift > 0 ? shift - 1 : 15);
  compare<g>(random, numbers.constants);
};

/// The output over each of the rows that it reads.
constexpr auto compare_in_place = []<Geometry g>(Random& random) {
  if constexpr (g.out.size() <= g.in[0].size()) {
    const int shift = kernels::armv7em::common_shift(g.numbers);
    const auto numbers = promised(random, g, 9, shift > 0 ? shift - 7 : 1, shift > 0 ? shift - 1 : 15);
    const Rows rows = random_rows(random, 3, g.in[0].size());
    const std::vector<const std::int8_t*> in{rows[0].data(), rows[1].data(), rows[2].data()};
    const auto wanted = run_kernel<portable, g>(in, numbers.constants);
    for (std::size_t over = 0; over < 3; ++over)
      require_bytes(run_kernel_over<armv7em, g>(in, over, numbers.constants), wanted,
                    static_cast<const char*>(__PRETTY_FUNCTION__));
  }
};

}  // namespace

TEST_CASE("rows of all widths") { for_each_geometry<any, 40>(60, compare_depthwise); }
TEST_CASE("in place") { for_each_geometry<any, 40>(20, compare_in_place); }
TEST_CASE("depthwise convolutions by float32") {
  for_each_geometry<as_onnx<any>, 16>(60, compare_depthwise);
  for_each_geometry<as_onnx<any>, 16>(20, compare_in_place);
}
