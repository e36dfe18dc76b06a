// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/elements.hpp>
#include <tinytmpl/layers/embedding.hpp>

namespace tinytmpl::kernels::portable {

/// computes  of each index that row of a table; of one outside the nearest row: TFLite Micro kernels/gather.cc
struct Gather : KernelFor<Op::gather> {
  static constexpr const char* name = "rows of a table";
  static constexpr bool reads_flash = true;
  static constexpr bool knows(Element) { return true; }
  static constexpr const char* refuses(const Geometry& g) {
    return g.in[0].element == Element::int32 ? nullptr : "its indices are not int32";
  }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    if (g.weights == Element::float32) take<g, float>(band, k);
    else if (g.weights == Element::int16) take<g, std::int16_t>(band, k);
    else take<g, std::int8_t>(band, k);
  }

 private:
  template <auto g, class T>
  static constexpr void take(const Band& band, const Constants& k) {
    const T* const table = k.weights.template as<T>();
    std::int8_t* out = band.out[0];
    for (int i = 0; i < g.out.w; ++i) {
      const auto index = load_element<std::int32_t>(band.in[0].row() + i * int{sizeof(std::int32_t)});
      const T* const row = table + bounded<std::int32_t>(index, 0, layers::vocabulary(g) - 1) * g.out.c;
      for (int c = 0; c < g.out.c; ++c, out += sizeof(T)) store_element(out, load<g.flash>(row + c));
    }
  }
};

}  // namespace tinytmpl::kernels::portable
