// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/elements.hpp>

namespace tinytmpl::kernels::portable {

/// computes  condition ? yes : no: TFLite Micro kernels/select.cc
/// in place  the output may lie over an operand of its size
struct Selection : KernelFor<Op::select> {
  static constexpr const char* name = "selection";
  static constexpr bool reads_flash = true;
  static constexpr bool knows(Element) { return true; }
  static constexpr const char* refuses(const Geometry& g) {
    return g.in[2].element == Element::bool8 ? nullptr : "its condition is not bool";
  }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const int bytes = size_of(g.out.element);
    std::int8_t* out = band.out[0];
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c) {
        const bool yes = element_at<g, 2, bool>(band, x, c), in_flash = yes ? g.in[0].in_flash : g.in[1].in_flash;
        const std::int8_t* from = yes ? place_of<g, 0>(band, x, c) : place_of<g, 1>(band, x, c);
        for (int b = 0; b < bytes; ++b) *out++ = in_flash ? load<g.flash>(from + b) : from[b];
      }
  }
};

}  // namespace tinytmpl::kernels::portable
