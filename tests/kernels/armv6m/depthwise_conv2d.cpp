// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/armv6m.hpp>

#include <support/kernel_pair.hpp>

namespace {

using namespace support;
using kernels::armv6m, kernels::portable;

constexpr Geometry depthwise(int w, int channels, int stride, int before, bool after, bool clamps_below) {
  Geometry g;
  g.op = Op::depthwise_conv2d, g.operand_count = 1, g.kernel_h = 3, g.stride_h = stride;
  g.cols = {3, stride, 1, before};
  g.in[0] = {w, channels};
  g.out = {(w + before + (after ? 1 : 0) - 3) / stride + 1, channels};
  g.has_bias = true;
  g.numbers.clamps_below = clamps_below;
  return kernels::specialized<armv6m>(g);
}

/// Number `seed` of many: rows of all widths.
constexpr Geometry any(std::uint64_t seed) {
  Random random(seed);
  const int stride = random.between(1, 2), before = random.below(2), out_w = random.of(1, random.between(2, 14));
  const bool after = random.one_in(2);
  const int unread = stride == 2 && !after ? random.below(2) : 0;
  const int w = max((out_w - 1) * stride + 3 - before - (after ? 1 : 0) + unread, stride == 1 ? 2 - before : 1);
  return depthwise(w, random.between(1, 9), stride, before, after, random.one_in(2));
}

/// `over`: the input row over which the output is written, or -1.
void compare(std::uint64_t seed, int over, const Geometry& g, const AnyKernel& ours, const AnyKernel& portable,
             const std::string& where) {
  Random random(seed);
  const RandomConstants k(random, g, 9);
  const Rows rows = random_rows(random, 3, g.in[0].size());
  std::vector<const std::int8_t*> in;
  for (const auto& row : rows) in.push_back(random.one_in(5) ? nullptr : row.data());
  const auto wanted = run_band(portable, in, k.constants, 0, 1, {});
  const auto row = static_cast<std::size_t>(over);
  if (over < 0) require_bytes(run_band(ours, in, k.constants, 0, 1, {}), wanted, where);
  else if (in[row]) require_bytes(run_over(ours, in, row, k.constants), wanted, where);
}
template <Geometry g>
void compare(std::uint64_t seed, int over) {
  static_assert(std::is_same_v<typename kernels::Needs<armv6m, g>::Chosen, armv6m>);
  compare(seed, over, g, kernel_of<armv6m, g>(), kernel_of<portable, g>(),
          "seed " + std::to_string(seed) + ", over row " + std::to_string(over) + " of " +
              static_cast<const char*>(__PRETTY_FUNCTION__));
}
template <Geometry... g>
void compare_all() {
  for (int seed = 1; seed <= 100; ++seed)
    (compare<g>(static_cast<std::uint64_t>(seed), g.out.size() <= g.in[0].size() ? seed % 4 - 1 : -1), ...);
}

}  // namespace

TEST_CASE("stride 1, with all paddings") {
  compare_all<depthwise(5, 4, 1, 1, true, true), depthwise(1, 3, 1, 1, true, false), depthwise(2, 1, 1, 1, true, true),
              depthwise(3, 5, 1, 0, false, true), depthwise(9, 2, 1, 0, false, false),
              depthwise(2, 3, 1, 0, true, true), depthwise(2, 3, 1, 1, false, true),
              depthwise(7, 2, 1, 1, false, false)>();
}
TEST_CASE("stride 2, with all paddings") {
  compare_all<depthwise(6, 4, 2, 0, true, true), depthwise(7, 3, 2, 1, true, false), depthwise(1, 2, 2, 1, true, true),
              depthwise(7, 1, 2, 0, false, true), depthwise(8, 2, 2, 0, false, false),
              depthwise(2, 5, 2, 0, true, true), depthwise(6, 3, 2, 1, false, true),
              depthwise(3, 2, 2, 0, false, false)>();
}
TEST_CASE("rows of all widths") {
  []<std::size_t... seed>(std::index_sequence<seed...>) {
    compare_all<any(first_geometry + seed)...>();
  }(std::make_index_sequence<24>{});
}
