// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/common/pool_rows.hpp>
#include <tinytmpl/kernels/common/reasons.hpp>

namespace tinytmpl::kernels::scalar {

namespace pools {

/// Divides sums of up to 256 elements by their number, rounding half away from zero, as rounded_mean does, by a product:
/// (|sum| + count / 2) * inverse < 2^32, and inverse is too large by less than what could be seen.
class Divider {
 public:
  constexpr explicit Divider(int count)
      : half(count / 2), inverse(count > 0 ? (1u << 24) / static_cast<unsigned>(count) + 1 : 0) {}
  constexpr std::int32_t operator()(std::int32_t sum) const {
    const auto magnitude = static_cast<std::uint32_t>(sum < 0 ? -sum : sum) + static_cast<std::uint32_t>(half);
    const auto mean = static_cast<std::int32_t>((magnitude * inverse) >> 24);
    return sum < 0 ? -mean : mean;
  }

 private:
  int half;
  std::uint32_t inverse;
};

/// Where the taps of a pixel are, so far as they lie on the image.
template <Geometry g>
struct Taps {
  RowsOf<g> rows;
  int offset, columns;  // of the first one in its row; in each row
};

/// All taps of a pixel, all channels.
template <Geometry g>
[[gnu::noinline]] constexpr void pool_all(std::int8_t* out, const Taps<g>& taps, const Constants& k) {
  constexpr int columns = g.cols.size, count = g.kernel_h * columns;
  const Divider divide(count);
  const std::int32_t lowest = k.lowest, highest = k.highest;
  [&]<int... i>(std::integer_sequence<int, i...>) {
    const std::int8_t* const tap[] = {taps.rows[i / columns] + taps.offset +
                                      i % columns * g.cols.dilation * g.in[0].c...};
    for (int c = 0; c < g.out.c; ++c) {
      std::int32_t result = tap[0][c];
      if constexpr (g.op == Op::max_pool) ((result = maximum<std::int32_t>(result, tap[i][c])), ...);
      else result = divide((0 + ... + tap[i][c]));
      if (!g.numbers.saturates || g.op == Op::average_pool) result = bounded(result, lowest, highest);
      out[c] = static_cast<std::int8_t>(result);
    }
  }(std::make_integer_sequence<int, count>{});
}
/// `count` of them.
template <Geometry g>
[[gnu::noinline]] constexpr void pool_some(std::int8_t* out, const Taps<g>& taps, int count, const Constants& k) {
  const Divider divide(count);
  for (int c = 0; c < g.out.c; ++c) {
    std::int32_t most = -128, sum = 0;
    for (int i = 0; i < g.kernel_h; ++i) {
      const std::int8_t* in = taps.rows[i];
      if (!in) continue;
      in += taps.offset + c;
      for (int j = taps.columns; j > 0; --j, in += g.cols.dilation * g.in[0].c) {
        if constexpr (g.op == Op::max_pool) most = maximum<std::int32_t>(most, *in);
        else sum += *in;
      }
    }
    out[c] = k.clamped(g.op == Op::max_pool ? most : divide(sum));
  }
}

}  // namespace pools

/// computes  a pool, pixel by pixel
/// in place  the output may lie over any one of the input rows
struct PoolOfPixels : KernelFor<Op::max_pool, Op::average_pool> {
  static constexpr const char* name = "pool, pixel by pixel";
  static constexpr const char* refuses(const Geometry& g) {
    if (g.cols.stride == 0) return common::reasons::no_stride;
    if (g.op == Op::average_pool && g.rounding == Rounding::onnx) return common::reasons::half_to_even;
    return g.kernel_h * g.cols.size <= 256 ? nullptr : common::reasons::many_taps;
  }
  static constexpr Geometry keeps(const Geometry& g) { return common::pools::keep_clamp(g); }
  static constexpr int scratch_bytes(const Geometry& g) { return common::pools::scratch_bytes(g); }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    int rows = 0;
    for (int i = 0; i < g.kernel_h; ++i) rows += rows_of<g>(band)[i] != nullptr;
    common::pools::for_each_pixel<g>(band, [&](std::int8_t* out, int x) {
      const Range columns = g.cols.taps(x, g.in[0].w);
      const pools::Taps<g> taps{rows_of<g>(band), (g.cols.start(x) + columns.begin * g.cols.dilation) * g.in[0].c,
                                columns.end - columns.begin};
      constexpr int all = g.kernel_h * g.cols.size;
      const int count = rows * taps.columns;
      if constexpr (all <= 9) {
        if (count == all) return pools::pool_all<g>(out, taps, k);
      }
      pools::pool_some<g>(out, taps, count, k);
    });
  }
};

}  // namespace tinytmpl::kernels::scalar
