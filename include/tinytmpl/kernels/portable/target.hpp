// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/constants.hpp>
#include <tinytmpl/core/geometry.hpp>

namespace tinytmpl::kernels {

/// What one call of a kernel computes: `count` rows of a tensor, from pointers to rows.
struct Band {
  std::int8_t* const* out;       // `count` rows
  const std::int8_t* const* in;  // operand by operand, the rows that the output rows read; null: outside the image
  int row;                       // index of the first output row
  int count;                     // at most what the kernel asked for with `band_rows`
  std::int8_t* scratch;          // as many bytes as it asked for with `scratch_bytes`, aligned to 4
};

/// Any machine, and the compiler itself. Kernels for it are the definition of the arithmetic.
///
/// A kernel is an overload `compute<geometry>(target, band, constants)` that returns the target that it is written for, so that
/// who asks learns which was chosen. Beside it may stand, for the same geometries:
///   scratch_bytes<geometry>(target)   bytes of RAM that it needs during a call
///   band_rows<geometry>(target)       output rows that it computes in one call; then dilation is 1
///   packing<geometry>(target)         its own layout of the constants: equal groups of words, each of which
///   pack<geometry>(target, words, constants, group)   fills in from the canonical constants, in the compiler
/// And for the target as a whole
///   specialize(target, geometry)      the geometry without what none of its kernels looks at, so that more layers share one
///   by_words(target)                  the target that reads constants as words only, for FlashAccess::word
/// Portable kernels read constants by `load<g.flash>`; those of other targets are not used with FlashAccess::word, unless they
/// say so by `by_words`.
struct portable {
  static constexpr const char* name = "portable";
};

/// Constants in a kernel's own layout: groups of 32-bit words.
struct Packing {
  int groups = 0, words = 0;  // of each group

  constexpr int bytes() const { return 4 * groups * words; }
};

/// Those that go channel by channel keep one of an output row back (ChannelBuffer).
constexpr int channel_buffer_bytes(const Geometry& g) {
  return g.op == Op::depthwise_conv2d || g.op == Op::max_pool || g.op == Op::average_pool ? g.out.w : 0;
}
template <Geometry g>
constexpr int scratch_bytes(portable) {
  return channel_buffer_bytes(g);
}
template <Geometry g>
constexpr int band_rows(portable) {
  return 1;
}
/// None: the kernel reads the canonical arrays.
template <Geometry g>
constexpr Packing packing(portable) {
  return {};
}
constexpr Geometry specialize(portable, Geometry g) {
  g.numbers = {};
  return g;
}

/// Any machine whose constants may only be read as aligned words (FlashAccess::word).
struct portable_by_words : portable {};
constexpr portable_by_words by_words(portable) { return {}; }
constexpr Geometry specialize(portable_by_words, Geometry g) {
  g.flash = FlashAccess::word;
  return specialize(portable{}, g);
}

/// One channel of an output row, kept back until all of its inputs have been read, so that it may lie over one of them.
template <Geometry g>
class ChannelBuffer {
 public:
  constexpr explicit ChannelBuffer(std::int8_t* scratch) : elements(scratch) {}
  constexpr void set(int x, std::int8_t q) { elements[x] = q; }
  constexpr void store(std::int8_t* out, int channel) const {
    for (int x = 0; x < g.out.w; ++x) out[x * g.out.c + channel] = elements[x];
  }

 private:
  std::int8_t* elements;
};

}  // namespace tinytmpl::kernels
