// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/lanes.hpp>

namespace tinytmpl::kernels::scalar {

namespace lanes {

/// Where the inputs of one lane go: two taps of each lane, then the next two.
template <Lanes lanes>
class Widened {
 public:
  constexpr Widened(std::int32_t* words, int lane) : next(words + 2 * lane) {}

  constexpr void add(std::int32_t p, std::int32_t q) {
    *next = both(p, q);
    next += odd ? 2 * lanes.count() - 1 : 1;
    odd = !odd;
  }
  /// The same of an even number of taps, of one pixel if `q` is null. The next place is the first of two.
  constexpr void add_pairs(const std::int8_t* p, const std::int8_t* q, int taps) {
    if (q) {
      for (const std::int8_t* const end = p + taps; p != end; p += 2, q += 2, next += 2 * lanes.count())
        next[0] = both(p[0], q[0]), next[1] = both(p[1], q[1]);
    } else {
      for (const std::int8_t* const end = p + taps; p != end; p += 2, next += 2 * lanes.count())
        next[0] = p[0], next[1] = p[1];
    }
  }
  /// Is the next place the second of two?
  constexpr bool is_odd() const { return odd; }

 protected:
  std::int32_t* next;

 private:
  bool odd = false;

  static constexpr std::int32_t both(std::int32_t p, std::int32_t q) {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(p) + (static_cast<std::uint32_t>(q) << 16));
  }
};

/// Adds a run of taps, of one pixel if `q` is null, two at a time where that is possible.
template <int taps, class Widened>
constexpr void add_run(Widened& to, const std::int8_t* p, const std::int8_t* q) {
  if (taps % 2 == 0) return to.add_pairs(p, q, taps);
  const auto add = [&](int i) { to.add(p[i], q ? q[i] : 0); };
  const int first = to.is_odd() ? 1 : 0;
  if (first > 0) add(0);
  if (taps > 1) to.add_pairs(p + first, q ? q + first : q, taps - 1);
  if (first == 0) add(taps - 1);
}

/// What follows from a geometry: which pixels are computed together, and where their inputs lie.
struct ConvolutionShape {
  int pixels, filters;
  Lanes lanes;
  Negatives negatives;
  int taps, words, all_words;       // of a filter, its weights; of all filters
  int run_columns, run_taps, runs;  // taps that lie side by side in a row
  int widened_bytes, patch_bytes;

  template <class Core>
  constexpr ConvolutionShape(const Geometry& g, Core)
      : pixels(pixels_at_once(g.out.w, Core::pixels_in_lanes, Core::cost)), filters(minimum(Core::filters, g.out.c)),
        lanes{pixels / 2, pixels % 2}, negatives(short_products::negatives(g.numbers)),
        taps(g.kernel_h * g.cols.size * g.filter_c), words(weight_words(taps)),
        all_words(g.out.c * filter_words(taps, negatives)), run_columns(g.cols.dilation == 1 ? g.cols.size : 1),
        run_taps(run_columns * g.filter_c), runs(g.cols.size / run_columns), widened_bytes(16 * lanes.count() * words),
        patch_bytes(run_taps) {}

  constexpr int scratch_bytes() const { return widened_bytes + 2 * patch_bytes; }
};

template <Geometry g, class Core>
struct Convolution {
  static constexpr ConvolutionShape shape{g, Core{}};

  /// The run of a row from `column` on; what is outside the image becomes zero points, in `patch`.
  static constexpr const std::int8_t* run(const std::int8_t* row, int column, std::int8_t* patch, const Constants& k) {
    if (row && column >= 0 && column + shape.run_columns <= g.in[0].w) return row + column * g.filter_c;
    for (int j = 0; j < shape.run_columns; ++j)
      for (int c = 0; c < g.filter_c; ++c) {
        const bool inside = row && column + j >= 0 && column + j < g.in[0].w;
        patch[j * g.filter_c + c] =
            inside ? row[(column + j) * g.filter_c + c] : static_cast<std::int8_t>(k.zero_point[0]);
      }
    return patch;
  }
  /// Widens the inputs of the pixels from `pixel` on.
  template <template <Lanes> class Widened>
  static constexpr void widen(const Band& band, const Constants& k, int pixel) {
    auto* widened = reinterpret_cast<std::int32_t*>(band.scratch);
    std::int8_t* patch = band.scratch + shape.widened_bytes;
    for (int lane = 0; lane < shape.lanes.count(); ++lane, pixel += 2) {
      Widened<shape.lanes> to(widened, lane);
      for (int i = 0; i < g.kernel_h; ++i) {
        const std::int8_t* row = rows_of<g>(band)[i];
        for (int j = 0; j < shape.runs; ++j) {
          const int column = g.cols.start(pixel) + j * g.cols.dilation;
          const std::int8_t* p = run(row, column, patch, k);
          const std::int8_t* q =
              lane == shape.lanes.pairs ? nullptr : run(row, column + g.cols.stride, patch + shape.patch_bytes, k);
          add_run<shape.run_taps>(to, p, q);
        }
      }
      for (int i = shape.taps; i < 4 * shape.words; ++i) to.add(0, 0);
    }
  }
  /// Calls convolve(widened, out) for each group of pixels of a row.
  template <template <Lanes> class Widened>
  static constexpr void for_each_group(const Band& band, const Constants& k, auto convolve) {
    const auto* widened = reinterpret_cast<const std::int32_t*>(band.scratch);
    for (int next = 0; next < g.out.w; next += shape.pixels) {
      const int x = minimum(next, g.out.w - shape.pixels);
      widen<Widened>(band, k, x);
      convolve(widened, band.out[0] + x * g.out.c);
    }
  }
  /// The whole kernel, in C++.
  template <FlashAccess flash>
  static constexpr void convolve(const Band& band, const Constants& k) {
    for_each_group<Widened>(band, k, [&k](const std::int32_t* widened, std::int8_t* out) {
      convolve_blocks<Core, shape.lanes, shape.filters, shape.negatives, shape.words, flash>(
          k.packed, widened, out, k.packed + shape.all_words, g.out.c, short_products::Outputs(k));
    });
  }
};

}  // namespace lanes

/// computes  a convolution without groups, some pixels of a row at a time
template <class Core>
struct LaneConvolution : KernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution, two pixels in a product";
  static constexpr const char* refuses(const Geometry& g) {
    if (g.filter_c != g.in[0].c) return common::reasons::in_groups;
    if (g.out.w == 1) return common::reasons::one_window;
    if (g.numbers.minus_128) return common::reasons::minus_128;
    return short_products::refuses(g);
  }
  static constexpr Geometry keeps(const Geometry& g) { return short_products::keep(g); }
  static constexpr int scratch_bytes(const Geometry& g) { return lanes::ConvolutionShape(g, Core{}).scratch_bytes(); }
  static constexpr Packing packing(const Geometry& g) {
    return {g.out.c, lanes::filter_words(g.kernel_h * g.cols.size * g.filter_c, short_products::negatives(g.numbers))};
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int f) {
    lanes::pack_filter<short_products::negatives(g.numbers)>(words, k, f, g.kernel_h * g.cols.size * g.filter_c);
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    lanes::Convolution<g, Core>::template convolve<g.flash>(band, k);
  }
};

}  // namespace tinytmpl::kernels::scalar
