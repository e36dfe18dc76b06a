// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/portable/pooling.hpp>

/// Pools, pixel by pixel.
namespace tinytmpl::kernels::pools {

/// An output may lie over inputs of pixels to the right of it, so many of them: it is kept back until they have been read.
template <Geometry g>
constexpr int delay = g.cols.stride > 0 ? g.cols.before / g.cols.stride : 0;
/// Where outputs are kept back.
template <Geometry g>
constexpr int scratch_bytes = delay<g> == 0 ? 0 : (delay<g> + 1) * g.out.c;

/// Calls `pool(out, x)` for all pixels of a row.
template <Geometry g>
[[gnu::always_inline]] constexpr void for_each_pixel(const Band& band, auto pool) {
  std::int8_t* out = band.out[0];
  if constexpr (delay<g> == 0) {
    for (int x = 0; x < g.out.w; ++x, out += g.out.c) pool(out, x);
  } else {
    std::int8_t *slot = band.scratch, *const end = band.scratch + scratch_bytes<g>;
    for (int x = 0; x < g.out.w + delay<g>; ++x) {
      if (x < g.out.w) pool(slot, x);
      slot += g.out.c;
      if (slot == end) slot = band.scratch;  // now the oldest
      if (x < delay<g>) continue;
      copy(out, slot, g.out.c);
      out += g.out.c;
    }
  }
}

}  // namespace tinytmpl::kernels::pools
