// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <utility>

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/move.hpp>
#include <tinytmpl/layers/pad.hpp>

namespace tinytmpl::kernels::portable {

/// Appends part `x` of a row, `bytes` long, if there is such a row.
[[gnu::always_inline]] constexpr std::int8_t* append(std::int8_t* to, const std::int8_t* row, int x, int bytes) {
  if (!row) return to;
  copy(to, row + x * bytes, bytes);
  return to + bytes;
}

/// computes  the rows of its operands side by side, pixel by pixel if they are joined along the channels; along the height only
///           one of them has a row here
struct Concat : KernelFor<Op::concat> {
  static constexpr const char* name = "concatenation";
  static constexpr bool knows(Element) { return true; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const bool by_pixel = g.out.c > g.in[0].c;
    const int bytes = size_of(g.out.element);
    std::int8_t* out = band.out[0];
    for (int x = 0; x < (by_pixel ? g.out.w : 1); ++x)
      [&]<int... k>(std::integer_sequence<int, k...>) {  // with an index of run time all of `g` would be linked
        ((out = k < g.operand_count ? append(out, band.in[k].row(), x, (by_pixel ? g.in[k].c : g.in[k].size()) * bytes)
                                    : out),
         ...);
      }(std::make_integer_sequence<int, max_operands>{});
  }
};

/// computes  the row with zero points or another value around it; a row of them above and below the image
struct Pad : KernelFor<Op::pad> {
  static constexpr const char* name = "pad";
  static constexpr bool knows(Element) { return true; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const int bytes = size_of(g.out.element);
    const std::int64_t value = has_value(g) != 0 ? padded_value(g) : k.output_zero_point;
    const std::int8_t* in = band.in[0].row();
    std::int8_t* out = band.out[0];
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c) {
        const int column = g.cols.start(x), channel = c - channels_before(g);
        const bool inside = in && column >= 0 && column < g.in[0].w && channel >= 0 && channel < g.in[0].c;
        const std::int8_t* const from = inside ? in + (column * g.in[0].c + channel) * bytes : nullptr;
        for (int b = 0; b < bytes; ++b) {
          const int place = std::endian::native == std::endian::little ? b : bytes - 1 - b;
          *out++ = inside ? from[b] : static_cast<std::int8_t>(value >> (8 * place));
        }
      }
  }
};

/// computes  elements of the rows that it reads, each from its place: in runs along the innermost axis
struct Move : KernelFor<Op::move> {
  static constexpr const char* name = "move";
  static constexpr bool knows(Element) { return true; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    take<g, most_axes - 1>(band, place_of_row<g>(band.row), band.out[0]);
  }

 private:
  // With an axis that is known at run time only all of `g` would be linked.

  /// Elements along the axes inside `axis`; those of a row, or more, are not its kernel's to go along.
  template <auto g, int axis>
  [[gnu::always_inline]] static constexpr int inside() {
    if constexpr (axis == 0) return 1;
    else return inside<g, axis - 1>() * axis_size<axis - 1>(g);
  }
  template <auto g, int axis = 0>
  [[gnu::always_inline]] static constexpr int place_of_row(int row) {
    if constexpr (axis == most_axes) return first_place(g);
    else if (inside<g, axis>() < g.out.size()) return place_of_row<g, axis + 1>(row);
    else return row % axis_size<axis>(g) * axis_stride<axis>(g) + place_of_row<g, axis + 1>(row / axis_size<axis>(g));
  }
  /// Appends the elements along `axis` and the axes inside it.
  template <auto g, int axis>
  [[gnu::always_inline]] static constexpr std::int8_t* take(const Band& band, int place, std::int8_t* out) {
    const int count = inside<g, axis>() < g.out.size() ? axis_size<axis>(g) : 1;
    if constexpr (axis == 0) {
      return take_run<g>(band, place, count, out);
    } else {
      for (int i = 0; i < count; ++i, place += axis_stride<axis>(g)) out = take<g, axis - 1>(band, place, out);
      return out;
    }
  }
  template <auto g>
  [[gnu::always_inline]] static constexpr std::int8_t* take_run(const Band& band, int place, int count,
                                                                std::int8_t* out) {
    const int bytes = size_of(g.out.element), step = axis_stride<0>(g), row = g.in[0].size();
    const bool one_row = g.kernel_h == 1, together = step == 1 || g.out.size() == 1;
    const std::int8_t* in = one_row ? band.in[0].row() + place * bytes : nullptr;
    for (int taken = 0; taken < count;) {
      const int left = count - taken, rest = one_row ? left : minimum(left, row - place % row);
      const int run = together ? rest : 1;
      if (!one_row) in = rows_of<g>(band)[place / row] + place % row * bytes;
      copy(out, in, run * bytes);
      out += run * bytes, taken += run;
      if (one_row) in += step * bytes;
      else place += together ? run : step;
    }
    return out;
  }
};

}  // namespace tinytmpl::kernels::portable
