// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/portable.hpp>

namespace strange_kernels {

using namespace tinytmpl;
using namespace tinytmpl::core;
using kernels::Band, kernels::KernelFor, kernels::Packing;

constexpr int strange_words(const Geometry& g) { return 3 + g.kernel_h * g.cols.size * g.filter_c; }

/// How a packed convolution lies in flash: of each channel its bias, multiplier and shift, then its weights from the last to the
/// first, a word each.
template <Geometry g>
struct StrangeConstants {
  static constexpr int words = strange_words(g), weights = words - 3;

  const std::uint32_t* at;
  constexpr std::int32_t number(int channel, int which) const {
    return static_cast<std::int32_t>(at[words * channel + which]);
  }
  constexpr std::int32_t weight(int channel, int index) const { return number(channel, words - 1 - index); }
};

/// How often the strange kernels ran.
inline int bands = 0, rows = 0;

/// computes  as portable, all sums of the band first, in scratch, and then their int8s
struct Convolution : KernelFor<Op::conv2d> {
  static constexpr const char* name = "strange convolution";
  static constexpr int band_rows(const Geometry&) { return 2; }
  static constexpr int scratch_bytes(const Geometry& g) { return 4 * 2 * g.out.size(); }
  static constexpr Packing packing(const Geometry& g) { return {g.out.c, strange_words(g)}; }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int f) {
    using Packed = StrangeConstants<g>;
    const auto word = [](std::int32_t number) { return static_cast<std::uint32_t>(number); };
    words[0] = word(g.has_bias ? k.biases[f] : 0);
    words[1] = word(k.multipliers[f].value);
    words[2] = word(k.multipliers[f].shift);
    for (int i = 0; i < Packed::weights; ++i) words[Packed::words - 1 - i] = word(k.weights[f * Packed::weights + i]);
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    constexpr int groups = g.in[0].c / g.filter_c, filters = g.out.c / groups, row_size = g.out.size();
    const StrangeConstants<g> packed{k.packed};
    auto* sums = reinterpret_cast<std::int32_t*>(band.scratch);
    for (int r = 0; r < band.count; ++r)
      for (int i = 0; i < row_size; ++i) {
        const int x = i / g.out.c, f = i % g.out.c;
        const Range taps = g.cols.taps(x, g.in[0].w);
        std::int32_t sum = packed.number(f, 0);
        for (int t = 0; t < g.kernel_h; ++t) {
          const std::int8_t* in = band.in[0][r * g.stride_h + t];
          for (int j = taps.begin; in && j < taps.end; ++j)
            for (int c = 0; c < g.filter_c; ++c)
              sum += packed.weight(f, (t * g.cols.size + j) * g.filter_c + c) *
                     (in[(g.cols.start(x) + j * g.cols.dilation) * g.in[0].c + f / filters * g.filter_c + c] -
                      k.zero_point[0]);
        }
        sums[r * row_size + i] = sum;
      }
    for (int r = 0; r < band.count; ++r)
      for (int i = 0; i < row_size; ++i) {
        const Multiplier m{packed.number(i % g.out.c, 1), packed.number(i % g.out.c, 2)};
        band.out[r][i] = k.clamped(multiply<g.rounding>(sums[r * row_size + i], m) + k.output_zero_point);
      }
    ++bands, rows += band.count;
  }
};

/// An addition of two tensors that would like two rows, but gets them one by one: it could not know which operand is broadcast.
struct Sum : KernelFor<Op::add> {
  static constexpr const char* name = "strange sum";
  static constexpr int band_rows(const Geometry&) { return 2; }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    if (band.count == 1) kernels::portable::Sum::compute<g>(band, k);
  }
};

/// Kernels of portable's that ask for more scratch, and spoil all of it.
template <class Portable, int more>
struct Spoiling : Portable {
  static constexpr const char* name = "strange and wasteful";
  static constexpr int scratch_bytes(const Geometry& g) { return Portable::scratch_bytes(g) + more; }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    Portable::template compute<g>(band, k);
    for (int i = 0; i < scratch_bytes(g); ++i) band.scratch[i] = 55;
  }
};

}  // namespace strange_kernels

/// A target that uses all that a target may: bands of two rows, scratch that must be aligned, constants in a layout of its own.
/// Its results must be the portable ones. Define TINYTMPL_TARGET=strange and include this before the library.
struct strange : tinytmpl::targets::portable {
  static constexpr const char* name = "strange";

  using Kernels = tinytmpl::kernels::Ladder<strange_kernels::Convolution, strange_kernels::Sum,
                                            strange_kernels::Spoiling<tinytmpl::kernels::portable::Softmax, 1000>,
                                            strange_kernels::Spoiling<tinytmpl::kernels::portable::Pool, 77>>;
  using Inherits = tinytmpl::targets::portable;
};
