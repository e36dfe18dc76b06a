// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/reduce.hpp>
#include <tinytmpl/layers/arg_max.hpp>

namespace tinytmpl::kernels::portable {

/// computes  the place of the first of the largest, or smallest, elements along one axis; what is no number stays where it is
///           compared first: TFLite reference/arg_min_max.h
template <class T>
struct PlaceOfExtreme : KernelFor<Op::arg_max, Op::arg_min> {
  static constexpr const char* name =
      std::is_same_v<T, float> ? "place of the largest or smallest, float32" : "place of the largest or smallest";
  static constexpr bool knows(Element element) {
    return element == element_of<T> || element == Element::int32 || element == Element::int64;
  }
  static constexpr const char* refuses(const Geometry& g) {
    return g.in[0].element == element_of<T> ? nullptr : "it is of other elements";
  }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c) {
        std::int32_t at = 0, place = 0;
        T extreme{};
        for_each_reduced<g>(band, x, c, [&](const std::int8_t* row, int i) {
          const T q = load_element<T>(row + i * static_cast<int>(sizeof(T)));
          if (at == 0 || (g.op == Op::arg_max ? q > extreme : q < extreme)) extreme = q, place = at;
          ++at;
        });
        std::int8_t* const out = band.out[0] + size_of(g.out.element) * (x * g.out.c + c);
        if (g.out.element == Element::int64) store_element(out, std::int64_t{place});
        else store_element(out, place);
      }
  }
};

}  // namespace tinytmpl::kernels::portable
