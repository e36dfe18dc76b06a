// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/elements.hpp>
#include <tinytmpl/layers/embedding.hpp>

namespace tinytmpl::kernels::portable {

/// computes  of each index that row of a table; those below 0 count from the end, and one outside has the nearest row: TFLite Micro
///           kernels/gather.cc, which knows neither; ONNX, Gather
struct Gather : KernelFor<Op::gather> {
  static constexpr const char* name = "rows of a table";
  static constexpr bool reads_flash = true;
  static constexpr bool knows(Element) { return true; }
  static constexpr const char* refuses(const Geometry& g) {
    const Element index = g.in[0].element;
    return index == Element::int32 || index == Element::int64 ? nullptr : "its indices are neither int32 nor int64";
  }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    if (g.weights == Element::float32) take<g, float>(band, k);
    else if (g.weights == Element::int16) take<g, std::int16_t>(band, k);
    else take<g, std::int8_t>(band, k);
  }

 private:
  template <auto g, class Index>
  static constexpr int row_of(const std::int8_t* at) {
    const Index index = load_element<Index>(at), rows = layers::vocabulary(g);
    return static_cast<int>(bounded<Index>(index < 0 ? index + rows : index, 0, rows - 1));
  }

  template <auto g, class T>
  static constexpr void take(const Band& band, const Constants& k) {
    const T* const table = k.weights.template as<T>();
    const std::int8_t* index = band.in[0].row();
    std::int8_t* out = band.out[0];
    for (int i = 0; i < g.out.w; ++i, index += size_of(g.in[0].element)) {
      const T* const row = table + g.out.c * (g.in[0].element == Element::int64 ? row_of<g, std::int64_t>(index)
                                                                                : row_of<g, std::int32_t>(index));
      for (int c = 0; c < g.out.c; ++c, out += sizeof(T)) store_element(out, load<g.flash>(row + c));
    }
  }
};

}  // namespace tinytmpl::kernels::portable
