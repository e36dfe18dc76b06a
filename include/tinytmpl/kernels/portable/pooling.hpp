// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/channel_buffer.hpp>

namespace tinytmpl::kernels::portable {

/// sum / count, rounded half away from zero; 0 of nothing.
constexpr std::int32_t rounded_mean(std::int32_t sum, int count) {
  if (count == 0) return 0;
  return sum > 0 ? (sum + count / 2) / count : (sum - count / 2) / count;
}

/// The same rounded half up.
constexpr std::int32_t mean_rounded_up(std::int32_t sum, int count) {
  return count == 0 ? 0 : rounded_mean(sum + 128 * count, count) - 128;
}

/// The same rounded half to even.
constexpr std::int32_t mean_rounded_to_even(std::int32_t sum, int count) {
  if (count == 0) return 0;
  const std::int32_t size = sum < 0 ? -sum : sum, whole = size / count, rest = 2 * (size - whole * count);
  const std::int32_t rounded = whole + (rest > count || (rest == count && whole % 2 != 0) ? 1 : 0);
  return sum < 0 ? -rounded : rounded;
}

/// The mean of a pool's taps, in the units of its input. ONNX Runtime adds the zero point before it rounds.
///
/// source   ONNX Runtime contrib_ops/cpu/quantization/qlinear_pool.cc
template <auto g>
constexpr std::int32_t mean_of_taps(std::int32_t sum, int count) {
  if (g.as_uint8) return mean_rounded_up(sum, count);
  return g.rounding == Rounding::onnx ? mean_rounded_to_even(sum, count) : rounded_mean(sum, count);
}

/// computes  the maximum, or the rounded mean, of the taps that lie on the image; as TFLite's kernel of uint8 computes it, half up; as
///           ONNX Runtime half to even
/// in place  the output may lie over any one of the input rows
struct Pool : KernelFor<Op::max_pool, Op::average_pool> {
  static constexpr const char* name = "pool";
  static constexpr bool knows_uint8 = true;
  static constexpr int scratch_bytes(const Geometry& g) { return ChannelBuffer::bytes(g); }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    ChannelBuffer buffer{band.scratch};
    for (int c = 0; c < g.out.c; ++c) {
      for (int x = 0; x < g.out.w; ++x) {
        const Range taps = g.cols.taps(x, g.in[0].w);
        std::int32_t most = -128, sum = 0;
        int count = 0;
        for (int i = 0; i < g.kernel_h; ++i) {
          const std::int8_t* row = rows_of<g>(band)[i];
          if (!row) continue;
          for (int j = taps.begin; j < taps.end; ++j, ++count) {
            const std::int32_t q = row[(g.cols.start(x) + j * g.cols.dilation) * g.in[0].c + c];
            most = maximum(most, q);
            sum += q;
          }
        }
        if (g.op == Op::average_pool) most = mean_of_taps<g>(sum, count);
        buffer.set(x, k.clamped(most));
      }
      buffer.store(g.out, band.out[0], c);
    }
  }
};

}  // namespace tinytmpl::kernels::portable
