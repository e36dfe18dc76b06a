// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/requantize.hpp>

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
constexpr void convolve_portable(const std::uint32_t* stream, const std::int8_t* const* rows, std::int8_t* out,
                                 const std::uint32_t* end, Row row) {
  for (int c = 0; stream != end; ++c, stream += channel_words(negatives)) {
    const auto products = [&](int column, auto element) {
      const auto weight = [&](int i) {
        return static_cast<std::int8_t>(stream[1 + column] >> (i == 0 ? 0 : 8 + 8 * i));
      };
      return static_cast<std::uint32_t>(weight(0) * element(0) + weight(1) * element(1) + weight(2) * element(2));
    };
    const auto outside = [&](int) { return row.zero_point; };
    std::int8_t* next = out + c;
    const auto write = [&](std::uint32_t sum) {
      *next = short_products::requantize<negatives>(sum, stream + 4, row.outputs);
      next += row.pitch;
    };
    const std::uint32_t start = stream[0];
    int at = c;  // the next column
    const auto inside = [&](int i) { return rows[i][at]; };
    std::uint32_t first = start, second = start;  // the sums of the window that begins last, and of the one before
    if (path.left) first += products(0, outside);
    if (path.stride == 1) {
      if (!path.left) first += products(0, inside), at += row.pitch;
      second = first + products(1, inside), first = start + products(0, inside), at += row.pitch;
      for (; at != c + row.reach; at += row.pitch) {
        const std::uint32_t sum = second + products(2, inside);
        second = first + products(1, inside), first = start + products(0, inside);
        write(sum);
      }
      if (path.right) write(second + products(2, outside));
    } else {
      if (!path.left) first += products(0, inside), at += row.pitch;
      for (; at != c + row.reach; at += row.pitch) {
        second = first + products(1, inside), at += row.pitch;
        const std::uint32_t sum = second + products(2, inside);
        first = start + products(0, inside);
        write(sum);
      }
      if (path.right) write(first + products(1, inside) + products(2, outside));
    }
  }
}

}  // namespace tinytmpl::kernels::depthwise
