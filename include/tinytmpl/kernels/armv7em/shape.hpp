// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/requantize.hpp>

namespace tinytmpl::kernels::armv7em {

/// How the inner loop goes through the activations of two output pixels p and q. A position is one pair of elements (k, k'); there
/// it meets `taps` words, one for each kernel column. What q multiplies at tap t is what p multiplies at tap t + stride.
struct Walk {
  int taps, tap_bytes;  // from one tap's word to the next one's
  int stride;           // in taps
  int position_bytes;   // from one position's first word to the next one's

  /// Taps in the order in which each shares a word with the one before: 0, stride, 2 * stride ..., then 1, 1 + stride ...
  constexpr int tap(int index) const {
    for (int first = 0; first < stride; ++first)
      for (int t = first; t < taps; t += stride)
        if (index-- == 0) return t;
    return -1;
  }
  /// The place of `tap` in that order.
  constexpr int order_of(int tap) const {
    int i = 0;
    while (this->tap(i) != tap) ++i;
    return i;
  }
};

/// Where the activations of two pixels come from.
enum class Form {
  pixels,    // the window of each pixel is gathered; the words of both alternate
  strip,     // all columns of a row, which neighbours share; p and q lie side by side
  vertical,  // the same, but q lies below p: where two elements are a step down
};

/// A convolution as its inner loop sees it: four filters in a group, two pixels at a time.
struct ConvShape {
  Form form;
  int channels, filters, kernel_h, kernel_w, stride_h, stride_w;
  bool pairs, single;    // is there a pair in a row of output pixels? one that is left over, or all there is?
  bool upright = false;  // a strip whose columns are rows, each of which gives one pixel: p and q are in two rows

  constexpr int weights() const { return kernel_h * kernel_w * channels; }  // of a filter
  constexpr int rows() const { return kernel_h + (form == Form::vertical ? stride_h : 0); }
  /// Words of a column of a strip; of a pixel's window, where that is gathered.
  constexpr int column_words() const { return divide_up((form == Form::pixels ? weights() : rows() * channels), 2); }
  constexpr Walk walk() const {
    if (form == Form::pixels) return {1, 4, 1, 8};
    if (form == Form::vertical) return {kernel_h * channels / 2, 4, 1, 4 * column_words()};
    return {kernel_w, 4 * column_words(), stride_w, 4};
  }
  constexpr int least_positions() const { return form == Form::vertical ? kernel_w : column_words(); }
  /// Positions that one pass of the inner loop may hold: the loop stays near 1 KB, which is a small flash cache.
  constexpr int most_unrolled(Optimize optimize) const {
    if (optimize == Optimize::size) return 2;
    if (!pairs) return 16;
    if (form != Form::pixels) return 4;
    return least_positions() > 16 ? 16 : 8;
  }
  /// Positions in one pass: a power of two, so that layers share loops. The positions' number is rounded up to a multiple of it, with
  /// weights of zero. A pass costs some six cycles, a position fifteen and fourteen for each further tap. A single pixel takes two
  /// positions at a time.
  constexpr int unroll(Optimize optimize) const {
    const auto cycles = [this](int n) { return divide_up(least_positions(), n) * (6 + n * (1 + 14 * walk().taps)); };
    const int step = single ? 2 : 1;
    int best = step;
    for (int n = 2 * step; n <= most_unrolled(optimize); n *= 2)
      if (cycles(n) <= cycles(best)) best = n;
    return best;
  }
  constexpr int positions(Optimize optimize) const {
    return divide_up(least_positions(), unroll(optimize)) * unroll(optimize);
  }

  /// The last filters are in two groups if their number is no multiple of four: so many of the first group's are in the second.
  constexpr int groups() const { return divide_up(filters, 4); }
  constexpr int overlap() const { return filters < 4 ? 0 : 4 * groups() - filters; }
  constexpr int first_filter(int group) const { return group == 0 ? 0 : 4 * group - overlap(); }
  constexpr int weight_words(Optimize optimize) const { return 2 * positions(optimize) * walk().taps; }
  constexpr int start_words() const { return pairs && single ? 6 : 4; }
  constexpr int group_words(Optimize optimize) const { return start_words() + weight_words(optimize) + 8; }
};

/// LDR reaches 4,095 bytes: a pass through a group's constants, a pass through the columns; and Clang nests macros 20 deep.
constexpr bool fits_offsets(const ConvShape& shape, Optimize optimize) {
  const Walk walk = shape.walk();
  const int unroll = shape.unroll(optimize);
  return 8 * walk.taps * unroll + 48 < 4096 && walk.taps <= 16 * walk.stride &&
         (walk.taps - 1 + walk.stride) * walk.tap_bytes + unroll * walk.position_bytes < 4096;
}

/// Does each window hold whole rows?
constexpr bool takes_rows(const Geometry& g) {
  return g.out.w == 1 && g.cols.size == g.in[0].w && g.cols.before == 0 && g.cols.dilation == 1;
}

constexpr ConvShape shape_of(const Geometry& g) {
  ConvShape shape{Form::pixels, g.in[0].c,     g.out.c,     g.kernel_h,      g.cols.size,
                  g.stride_h,   g.cols.stride, g.out.w > 1, g.out.w % 2 != 0};
  if (takes_rows(g)) shape.channels *= g.in[0].w, shape.kernel_w = 1;
  if (shape.kernel_h * shape.kernel_w == 1 || g.cols.dilation > 1) return shape;
  const auto as = [&shape](Form form) {
    ConvShape other = shape;
    other.form = form, other.pairs = true, other.single = false;
    return other;
  };
  if (g.bands && takes_rows(g)) {
    ConvShape upright = as(Form::strip);
    upright.kernel_h = 1, upright.kernel_w = g.kernel_h, upright.stride_w = g.stride_h;
    upright.upright = true;
    return fits_offsets(upright, g.optimize) ? upright : shape;
  }
  if (g.out.w == 1) return shape;
  const bool vertical = g.bands && g.stride_h * g.in[0].c == 2 && g.kernel_h * g.in[0].c % 2 == 0;
  if (vertical && fits_offsets(as(Form::vertical), g.optimize)) return as(Form::vertical);
  return fits_offsets(as(Form::strip), g.optimize) ? as(Form::strip) : shape;
}

/// Where an element stands in its column: bytes are widened four at a time by SXTB16, which yields (0, 2) and (1, 3).
constexpr int column_index(int channels, int row, int channel) {
  constexpr int order[] = {0, 2, 1, 3};
  return row * channels + (channels % 4 == 0 ? channel / 4 * 4 + order[channel % 4] : channel);
}

}  // namespace tinytmpl::kernels::armv7em
