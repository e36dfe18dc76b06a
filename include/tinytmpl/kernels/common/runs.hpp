// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/arithmetic.hpp>

/// Rows of two operands, one of which may be smaller: in runs along which each goes on by an element, or stays.
namespace tinytmpl::kernels::common::runs {

/// Which operands go on within a run: 1, or 0.
template <int left, int right>
struct Steps {};

/// Elements of a run: the row, or a pixel's channels.
template <Geometry g>
constexpr int run_length = [] {
  for (const RowShape& shape : {g.in[0], g.in[1]})
    if (shape != g.out && shape.size() != 1 && g.out.c != 1) return g.out.c;
  return g.out.size();
}();

/// Calls `combine(out, left, right, count, Steps)` for the runs of a row.
template <Geometry g>
[[gnu::always_inline]] constexpr void for_each_run(const Band& band, auto combine) {
  constexpr RowShape x = g.in[0], y = g.in[1];
  constexpr bool whole = run_length<g> == g.out.size();
  constexpr Steps<(whole ? x.size() : x.c) == 1 ? 0 : 1, (whole ? y.size() : y.c) == 1 ? 0 : 1> steps;
  const std::int8_t *left = band.in[0].row(), *right = band.in[1].row();
  std::int8_t* out = band.out[0];
  for (int i = 0; i < g.out.size() / run_length<g>; ++i, out += run_length<g>) {
    combine(out, left, right, run_length<g>, steps);
    left += x.w == 1 ? 0 : x.c, right += y.w == 1 ? 0 : y.c;
  }
}

}  // namespace tinytmpl::kernels::common::runs
