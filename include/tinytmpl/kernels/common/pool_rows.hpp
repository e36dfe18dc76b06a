// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/portable/pooling.hpp>

/// Pools, pixel by pixel.
namespace tinytmpl::kernels::common::pools {

/// An output may lie over inputs of pixels to the right of it, so many of them: it is kept back until they have been read.
constexpr int delay(const Geometry& g) { return g.cols.stride > 0 ? g.cols.before / g.cols.stride : 0; }
/// Where outputs are kept back.
constexpr int scratch_bytes(const Geometry& g) { return delay(g) == 0 ? 0 : (delay(g) + 1) * g.out.c; }

/// Of the numbers, whether a maximum must be clamped; means always are.
constexpr Geometry keep_clamp(Geometry g) {
  const bool saturates = g.op != Op::max_pool || g.numbers.saturates;
  g.numbers = {.saturates = saturates};
  return g;
}

/// Calls `pool(out, x)` for all pixels of a row.
template <Geometry g>
[[gnu::always_inline]] constexpr void for_each_pixel(const Band& band, auto pool) {
  constexpr int late = delay(g), bytes = scratch_bytes(g);
  std::int8_t* out = band.out[0];
  if constexpr (late == 0) {
    for (int x = 0; x < g.out.w; ++x, out += g.out.c) pool(out, x);
  } else {
    std::int8_t *slot = band.scratch, *const end = band.scratch + bytes;
    for (int x = 0; x < g.out.w + late; ++x) {
      if (x < g.out.w) pool(slot, x);
      slot += g.out.c;
      if (slot == end) slot = band.scratch;  // now the oldest
      if (x < late) continue;
      copy(out, slot, g.out.c);
      out += g.out.c;
    }
  }
}

}  // namespace tinytmpl::kernels::common::pools
