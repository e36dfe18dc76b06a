// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>
#include <utility>

#include <tinytmpl/kernels/zve32x/requantize.hpp>
#include <tinytmpl/kernels/zve32x/strip.hpp>

namespace tinytmpl::kernels::zve32x {

/// Depthwise convolutions with channels along the vectors.
/// How many pixels side by side make a vector: windows a column apart read columns that lie side by side, too. Then each pixel has its
/// copy of the constants.
constexpr int pixels_of_vector(const Geometry& g) {
  return g.cols.stride == 1 ? maximum(1, least_vlen / 4 / g.out.c) : 1;
}
template <Geometry g>
using DepthwiseRows = ChannelRows<g.out.c, g.kernel_h * g.cols.size, pixels_of_vector(g)>;

/// Pixels whose windows lie on the image, without the first, which wait.
constexpr Range inner_pixels(const Geometry& g) {
  const int room = g.in[0].w + g.cols.before - g.cols.reach();
  return {g.cols.before, room < 0 ? 0 : minimum(g.out.w, room / g.cols.stride + 1)};
}

/// The size of the memory where outputs wait; it holds vectors.
constexpr int delayed_bytes(const Geometry& g) { return g.cols.before * g.out.c * pixels_of_vector(g); }

/// A row's outputs of some channels on their way to memory that may lie over the inputs: the last `before` vectors of them wait until
/// the windows of the next ones, which begin so many columns further left, have been read.
template <Geometry g>
class Delayed {
 public:
  static constexpr int bytes = delayed_bytes(g);

  Delayed(std::int8_t* memory, std::int8_t* row, size_t channels) : waiting(memory), out(row), n(channels) {}

  /// Puts the next pixels. `full` tells at compile time that so many vectors wait that one must be written.
  [[gnu::always_inline]] void put(auto vector, int pixels, auto full) {
    if constexpr (g.cols.before == 0) {
      vse8(out, vector, lanes(pixels));
      out += pixels * g.out.c;
    } else {
      if (full || count >= g.cols.before) store(count);
      vse8(place(count), vector, lanes(pixels));
      sizes[count++ % g.cols.before] = pixels;
    }
  }
  void put_rest() {
    if constexpr (g.cols.before > 0)
      for (int i = maximum(0, count - g.cols.before); i < count; ++i) store(i);
  }

 private:
  std::int8_t *waiting, *out;
  size_t n;
  int count = 0, sizes[maximum(1, g.cols.before)] = {};

  size_t lanes(int pixels) const { return n * static_cast<size_t>(pixels); }
  std::int8_t* place(int i) const { return waiting + i % g.cols.before * (bytes / g.cols.before); }
  [[gnu::always_inline]] void store(int i) {
    const int pixels = sizes[i % g.cols.before];
    vse8(out, vle8<4>(place(i), lanes(pixels)), lanes(pixels));
    out += pixels * g.out.c;
  }
};

/// computes  `n` channels from `c` on of a row, where the image allows `pixels` of them in a vector
/// cost      for a tap of two vectors 10 instructions, of one 7, at the border some 9
template <Geometry g, int pixels>
inline void convolve_channels(const Band& band, const Constants& k, size_t c, size_t n) {
  constexpr int ratio = 4;
  using Rows = DepthwiseRows<g>;
  const Channels<Rows> channels(k.packed, c);
  const Limits limits(k);
  Delayed<g> out(band.scratch + g.out.c, band.out[0] + c, n);
  const int rows = not_known(g.kernel_h);  // registers are too few for what would be loaded ahead

  /// Vectors of `count` pixels from `x` on, `inner` ones or at the border.
  const auto put_vectors = [&]<int count, int... vector>(
                               auto inner, int x, std::integral_constant<int, count>,
                               std::integer_sequence<int, vector...>) __attribute__((always_inline)) {
    const size_t lanes = n * count;
    const auto add_up = [&](auto... sum) __attribute__((always_inline)) {
      const std::int8_t* weights = channels.weights();
      for (int i = 0; i < rows; ++i) {
        const auto activations = [&, in = rows_of<g>(band)[i]](int j, int v) __attribute__((always_inline)) {
          const int column = g.cols.start(x + v * count) + j * g.cols.dilation;
          const bool there = inner || (in && column >= 0 && column < g.in[0].w);
          return vsext(vle8<ratio>(there ? in + column * g.in[0].c + c : band.scratch, lanes), lanes);
        };
        for (int j = 0; j < g.cols.size; ++j, weights += Rows::row) {
          const auto w = vsext(vle8<ratio>(weights, lanes), lanes);
          ((sum = vwmacc(sum, activations(j, vector), w, lanes)), ...);
        }
      }
      const auto put = [&](auto bytes) __attribute__((always_inline)) { out.put(bytes, count, inner); };
      requantize<ratio, scaling(g)>(channels, limits, lanes, put, sum...);
    };
    const auto starts = vle32<ratio>(channels.starts(), lanes);
    add_up((static_cast<void>(vector), starts)...);
    return count * static_cast<int>(sizeof...(vector));
  };

  bool inside = true;
  for (int i = 0; i < g.kernel_h; ++i) inside = inside && rows_of<g>(band)[i];
  constexpr Range inner = inner_pixels(g);
  constexpr std::integral_constant<int, pixels> many;
  for (int x = 0; x < g.out.w;) {
    const int room = inside && x >= inner.begin ? inner.end - x : 0;
    if (room >= 2 * pixels) x += put_vectors(std::true_type{}, x, many, std::integer_sequence<int, 0, 1>{});
    else if (room >= pixels) x += put_vectors(std::true_type{}, x, many, std::integer_sequence<int, 0>{});
    else x += put_vectors(std::false_type{}, x, std::integral_constant<int, 1>{}, std::integer_sequence<int, 0>{});
  }
  out.put_rest();
}

/// computes  a depthwise convolution, some channels after the others
/// in place  the output may lie over any one of the input rows
struct DepthwiseConvolution : KernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise, channels in vectors";
  static constexpr const char* refuses(const Geometry& g) {
    return g.out.c != g.in[0].c ? common::reasons::several_filters : common::refuses_scaling(g);
  }
  static constexpr Geometry keeps(const Geometry& g) { return common::keep_scaling(g); }
  /// Zero points of all channels, and outputs that wait.
  static constexpr int scratch_bytes(const Geometry& g) { return g.out.c + delayed_bytes(g); }
  static constexpr Packing packing(const Geometry& g) {
    return packing_of_rows(g.out.c, g.kernel_h * g.cols.size, pixels_of_vector(g));
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int group) {
    DepthwiseRows<g>::pack(words, k, group, 1, g.out.c);
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    constexpr int pixels = pixels_of_vector(g), lanes = pixels * g.out.c;
    fill_bytes(band.scratch, static_cast<std::int8_t>(k.zero_point[0]), g.out.c);
    for (size_t c = 0, n = 0; c < g.out.c; c += n) {
      n = vsetvl<4>(g.out.c - c);
      if (native || vsetvl<4>(lanes) == lanes) convolve_channels<g, pixels>(band, k, c, n);
      else convolve_channels<g, 1>(band, k, c, n);
    }
  }
};

}  // namespace tinytmpl::kernels::zve32x
