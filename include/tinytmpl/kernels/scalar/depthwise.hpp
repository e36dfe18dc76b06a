// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/requantize.hpp>

/// Depthwise convolutions of 3 x 3, channel by channel along a row. Each column is read once: it is the last one of a window, the
/// middle one of the next, the first of one more, whose sums wait.
namespace tinytmpl::kernels::scalar::depthwise {

using short_products::Negatives;

/// Where a row's windows lie: `left` and `right` say whether the first and the last reach beyond the image by a column.
struct Path {
  int stride = 1;
  bool left = false, right = false;

  friend constexpr bool operator==(const Path&, const Path&) = default;
};

/// What a call is told besides the channels.
struct Row {
  int reach;       // bytes from a channel's first element to behind the last one that is read
  int pitch;       // from one column to the next, in and out
  int zero_point;  // of the input
  short_products::Outputs outputs;
};

/// A channel, packed:  start; three words, one of each column, with the weights of the rows in bytes 0, 2 and 3; the rest of what
/// short_products::pack gives.
constexpr int channel_words(Negatives negatives) { return 4 + short_products::words(negatives); }

template <Negatives negatives>
constexpr void pack_channel(std::uint32_t* words, const Constants& k, int c, int channels) {
  const bool constant = short_products::gives_constant(k.multipliers[c]);
  std::int32_t sum = 0;
  for (int column = 0; column < 3; ++column)
    for (int row = 0; row < 3; ++row) {
      const std::int8_t w = constant ? std::int8_t{0} : k.weights[(3 * row + column) * channels + c];
      words[1 + column] |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(w)) << (row == 0 ? 0 : 8 + 8 * row);
      sum += w;
    }
  const std::int32_t bias = constant ? 0 : k.folded_bias(c, sum);
  short_products::pack<negatives>(words, words + 4, bias, k.multipliers[c], k);
}

/// A column of weights, or of inputs: those of the three rows.
struct Column {
  std::int32_t row0, row1, row2;

  constexpr std::int32_t sum() const { return row0 + row1 + row2; }
};
[[gnu::always_inline]] constexpr Column unpacked(std::uint32_t word) {
  return {static_cast<std::int8_t>(word), static_cast<std::int8_t>(word >> 16), static_cast<std::int32_t>(word) >> 24};
}
/// sum + w * x, in this order.
template <class Core>
[[gnu::always_inline]] constexpr std::int32_t add_products(std::int32_t sum, const Column& w, const Column& x) {
  sum += w.row0 * x.row0;
  Core::keep_order(sum);
  sum += w.row1 * x.row1;
  Core::keep_order(sum);
  sum += w.row2 * x.row2;
  Core::keep_order(sum);
  return sum;
}

// For RISC-V, GCC moves instructions so far apart that it runs out of registers. Clang does not, nor does it know the attribute.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes"
/// computes  the channels of [stream, end) of one row of outputs, from three rows
/// in place  the output may lie over one of them: a column is read before the outputs that lie over it are written
template <Path path, Negatives negatives, class Core, FlashAccess flash>
[[gnu::optimize("no-schedule-insns")]] constexpr void convolve(const std::uint32_t* stream,
                                                               const std::int8_t* const* rows, std::int8_t* out,
                                                               const std::uint32_t* end, Row row) {
  for (int channel = 0; stream != end; ++channel, stream += channel_words(negatives)) {
    const Column w0 = unpacked(load<flash>(stream + 1)), w1 = unpacked(load<flash>(stream + 2)),
                 w2 = unpacked(load<flash>(stream + 3));
    std::int8_t* next = out + channel;
    const short_products::Requantizer<negatives, flash> requantize(stream + 4, row.outputs);
    const auto store = [&](std::int32_t sum) __attribute__((always_inline)) {
      *next = static_cast<std::int8_t>(requantize(static_cast<std::uint32_t>(sum)));
      next += row.pitch;
    };
    const auto start = static_cast<std::int32_t>(load<flash>(stream));
    const std::int8_t *x0 = rows[0] + channel, *x1 = rows[1] + channel, *x2 = rows[2] + channel;
    const std::int8_t* const behind = x0 + row.reach;
    const auto column = [&]() __attribute__((always_inline)) {
      const Column x{*x0, *x1, *x2};
      x0 += row.pitch, x1 += row.pitch, x2 += row.pitch;
      return x;
    };

    std::int32_t first = start, second = start;  // sums of the window that begins last, and of the one before
    if (path.left) first += row.zero_point * w0.sum();
    else first = add_products<Core>(start, w0, column());
    if constexpr (path.stride == 1) {
      const auto shift = [&](const Column& x) __attribute__((always_inline)) {
        second = add_products<Core>(first, w1, x), first = add_products<Core>(start, w0, x);
      };
      shift(column());
      while (x0 != behind) {
        const Column x = column();
        const std::int32_t sum = add_products<Core>(second, w2, x);
        shift(x);
        store(sum);
      }
      if (path.right) store(second + row.zero_point * w2.sum());
    } else {
      while (x0 != behind) {
        second = add_products<Core>(first, w1, column());
        const Column x = column();
        const std::int32_t sum = add_products<Core>(second, w2, x);
        first = add_products<Core>(start, w0, x);
        store(sum);
      }
      if (path.right) store(add_products<Core>(first, w1, column()) + row.zero_point * w2.sum());
    }
  }
}
#pragma GCC diagnostic pop

}  // namespace tinytmpl::kernels::scalar::depthwise
