// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/float32/row.hpp>

/// Which outputs of a row of float32 are computed together.
namespace tinytmpl::kernels::common::reals {

/// The outputs whose windows lie on the image, but for rows outside it.
constexpr Range whole_windows(const Geometry& g) {
  const int end = divide_down(g.in[0].w - g.cols.reach() + g.cols.before, g.cols.stride) + 1;
  const int first = minimum(divide_up(g.cols.before, g.cols.stride), g.out.w);
  return {first, bounded(end, first, g.out.w)};
}

/// Into how large blocks `count` outputs are divided, of up to `most`, so that few are computed twice.
constexpr int block_size(int count, int most) { return count < 2 ? 1 : divide_up(count, divide_up(count, most)); }

/// Calls `compute.operator()<count>(x)` for `count` outputs from column `x` on, until all are computed: for up to `most` whole windows
/// at once, and each of the others alone.
template <Geometry g, int most>
[[gnu::always_inline]] inline void for_each_block(auto compute) {
  constexpr Range whole = whole_windows(g);
  constexpr int count = block_size(whole.end - whole.begin, most);
  for (int x = 0; x < whole.begin; ++x) compute.template operator()<1>(x);
  for (int x = whole.begin; x < whole.end; x += count)
    compute.template operator()<count>(minimum(x, whole.end - count));
  for (int x = whole.end; x < g.out.w; ++x) compute.template operator()<1>(x);
}

}  // namespace tinytmpl::kernels::common::reals
