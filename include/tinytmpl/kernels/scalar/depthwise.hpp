// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/requantize.hpp>

/// Depthwise convolutions of 3 x 3, channel by channel along a row. Each column is read once: it is the last one of a window, the
/// middle one of the next, the first of one more, whose sums wait.
namespace tinytmpl::kernels::depthwise {

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
  const bool constant = short_products::is_constant(k.multipliers[c]);
  std::int32_t sum = 0;
  for (int column = 0; column < 3; ++column)
    for (int row = 0; row < 3; ++row) {
      const std::int8_t w = constant ? std::int8_t{0} : k.weights[(3 * row + column) * channels + c];
      words[1 + column] |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(w)) << (row == 0 ? 0 : 8 + 8 * row);
      sum += w;
    }
  const std::int32_t bias = constant ? 0 : (k.biases ? k.biases[c] : 0) - k.zero_point[0] * sum;
  short_products::pack<negatives>(words, words + 4, bias, k.multipliers[c], k);
}

/// computes  the channels of [stream, end) of one row of outputs, from three rows
/// in place  the output may lie over one of them: a column is read before the outputs that lie over it are written
template <Path path, Negatives negatives>
constexpr void convolve(const std::uint32_t* stream, const std::int8_t* const* rows, std::int8_t* out,
                        const std::uint32_t* end, Row row) {
  for (int channel = 0; stream != end; ++channel, stream += channel_words(negatives)) {
    std::int32_t weights[3][3];
    for (int column = 0; column < 3; ++column)
      for (int i = 0; i < 3; ++i)
        weights[column][i] = static_cast<std::int8_t>(stream[1 + column] >> (i == 0 ? 0 : 8 + 8 * i));
    std::int8_t* next = out + channel;
    const auto write = [&](std::int32_t sum) {
      *next = short_products::requantize<negatives>(static_cast<std::uint32_t>(sum), stream + 4, row.outputs);
      next += row.pitch;
    };
    const auto start = static_cast<std::int32_t>(stream[0]);
    const std::int8_t *x0 = rows[0] + channel, *x1 = rows[1] + channel, *x2 = rows[2] + channel;
    const std::int8_t* const behind = x0 + row.reach;
    const auto step = [&] { x0 += row.pitch, x1 += row.pitch, x2 += row.pitch; };
    const auto products = [&](const std::int32_t(&w)[3]) { return w[0] * *x0 + w[1] * *x1 + w[2] * *x2; };
    const auto outside = [&](const std::int32_t(&w)[3]) { return row.zero_point * (w[0] + w[1] + w[2]); };

    std::int32_t first = start, second = start;  // sums of the window that begins last, and of the one before
    if (path.left) first += outside(weights[0]);
    else first += products(weights[0]), step();
    if constexpr (path.stride == 1) {
      second = first + products(weights[1]), first = start + products(weights[0]), step();
      while (x0 != behind) {
        const std::int32_t sum = second + products(weights[2]);
        second = first + products(weights[1]), first = start + products(weights[0]), step();
        write(sum);
      }
      if (path.right) write(second + outside(weights[2]));
    } else {
      while (x0 != behind) {
        second = first + products(weights[1]), step();
        const std::int32_t sum = second + products(weights[2]);
        first = start + products(weights[0]), step();
        write(sum);
      }
      if (path.right) write(first + products(weights[1]) + outside(weights[2]));
    }
  }
}

}  // namespace tinytmpl::kernels::depthwise
