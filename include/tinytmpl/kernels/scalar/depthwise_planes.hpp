// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/common/columns.hpp>
#include <tinytmpl/kernels/common/planes.hpp>
#include <tinytmpl/kernels/scalar/wide_products.hpp>

namespace tinytmpl::kernels::scalar {

inline constexpr int byte_offset = 128;  // what makes an int8 a byte without sign

/// Outputs that are computed together, at most `most`.
constexpr int bytes_at_once(const Geometry& g, int most) {
  return common::planes::together(g, most, [](int outputs) { return 1 + 3 * outputs; });
}

/// Planes of bytes without sign, which most cores load best; weights as words.
template <Geometry g, int most>
struct BytePlane {
  using Element = std::uint8_t;
  using Outputs = OutputsOf<g>;
  static constexpr common::planes::Shape shape{g};
  static constexpr int offset = byte_offset, in_word = common::planes::weights_in_word(g),
                       packed_weights = divide_up(shape.taps, in_word), weights = in_word * packed_weights;
  static constexpr int at_once = bytes_at_once(g, most);

  static constexpr void widen(std::int32_t* to, const std::uint32_t* packed) {
    using Weight = std::conditional_t<g.as_uint8, std::int16_t, std::int8_t>;
    for (const std::uint32_t* const end = packed + packed_weights; packed != end; ++packed, to += in_word) {
      const std::uint32_t word = load<g.flash>(packed);
      for (int i = 0; i < in_word; ++i) to[i] = static_cast<Weight>(word >> (32 / in_word * i));
    }
  }
  [[gnu::noinline]] static constexpr void add_up(std::uint32_t* sums, const Element* x, const std::int32_t* widened,
                                                 std::uint32_t start, int count) {
    for (int next = 0; next < count; next += at_once) {
      const int first = minimum(next, count - at_once);
      [&]<int... p>(std::integer_sequence<int, p...>) {
        std::uint32_t sum[] = {(static_cast<void>(p), start)...};
        const Element* from = x + first * g.cols.stride;
        const std::int32_t *w = widened, *const end = w + shape.taps;
        for (; w != end; from += shape.pitch, w += g.cols.size)
          [&]<int... j>(std::integer_sequence<int, j...>) __attribute__((always_inline)) {
            const auto tap = [&](int at) __attribute__((always_inline)) {
              const auto weight = static_cast<std::uint32_t>(w[at]);
              ((sum[p] += weight * from[p * g.cols.stride + at]), ...);
            };
            (tap(j), ...);
          }(std::make_integer_sequence<int, g.cols.size>{});
        ((sums[first + p] = sum[p]), ...);
      }(std::make_integer_sequence<int, at_once>{});
    }
  }
};

/// computes  a depthwise convolution of any window, from a plane of each channel
/// in place  the output may lie over any one of the input rows: a channel is read before it is written
struct DepthwisePlanes : KernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise, from planes";
  static constexpr bool knows_uint8 = true;
  static constexpr const char* refuses(const Geometry& g) {
    return common::planes::has_planes(g) ? refuses_outputs(g) : common::reasons::dilated_steps;
  }
  static constexpr Geometry keeps(const Geometry& g) { return keep_outputs(g); }
  static constexpr int scratch_bytes(const Geometry& g) {
    const common::planes::Shape shape(g);
    const int in_word = common::planes::weights_in_word(g);
    return common::planes::scratch_bytes<std::uint8_t>(shape, divide_up(shape.taps, in_word) * in_word);
  }
  static constexpr Packing packing(const Geometry& g) {
    return {g.out.c, common::planes::channel_words(output_words(g), g.kernel_h * g.cols.size,
                                                   common::planes::weights_in_word(g))};
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int channel) {
    common::planes::pack_channel<OutputsOf<g>>(words, k, channel, g.out.c, g.kernel_h * g.cols.size, byte_offset,
                                               common::planes::weights_in_word(g));
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    common::planes::convolve_row<g, BytePlane<g, Core::pixels>>(band, k);
  }
};

/// computes  a depthwise convolution of one column, each output from a column of bytes
/// in place  the output may lie over any one of the input rows: nobody else reads what an output lies over
struct DepthwiseColumn : KernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise, one column";
  static constexpr const char* refuses(const Geometry& g) {
    if (!common::columns::is_column(g)) return common::reasons::not_column;
    return g.flash == FlashAccess::word ? common::reasons::by_words : DepthwisePlanes::refuses(g);
  }
  static constexpr Geometry keeps(const Geometry& g) { return keep_outputs(g); }
  static constexpr int scratch_bytes(const Geometry& g) { return common::columns::scratch_bytes(g); }
  static constexpr Packing packing(const Geometry& g) { return DepthwisePlanes::packing(g); }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int channel) {
    common::planes::pack_channel<OutputsOf<g>>(words, k, channel, g.out.c, g.kernel_h, 0);
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    common::columns::convolve_row<g, OutputsOf<g>>(band, k);
  }
};

}  // namespace tinytmpl::kernels::scalar
