// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::portable {

/// Calls `use(pixel, i, j)` for each tap of output column `x` that lies on the image, with the first channel of its pixel.
template <auto g>
constexpr void for_each_tap(const Band& band, int x, auto use) {
  const Range taps = g.cols.taps(x, g.in[0].w);
  const int pixel_bytes = g.in[0].c * size_of(g.in[0].element);
  for (int i = 0; i < g.kernel_h; ++i) {
    const std::int8_t* row = rows_of<g>(band)[i];
    if (!row) continue;
    for (int j = taps.begin; j < taps.end; ++j) use(row + (g.cols.start(x) + j * g.cols.dilation) * pixel_bytes, i, j);
  }
}

/// One channel of an output row of elements that are wider than a byte, as ChannelBuffer.
template <class T>
class WideChannel {
 public:
  static constexpr int bytes(const Geometry& g) { return g.out.w * static_cast<int>(sizeof(T)); }

  constexpr explicit WideChannel(std::int8_t* scratch) : elements(scratch) {}
  constexpr void set(int x, T element) { store_element(at(elements, x), element); }
  constexpr void store(RowShape row, std::int8_t* out, int channel) const {
    for (int x = 0; x < row.w; ++x) store_element(at(out, x * row.c + channel), load_element<T>(at(elements, x)));
  }

 private:
  std::int8_t* elements;

  static constexpr std::int8_t* at(std::int8_t* row, int i) { return row + i * static_cast<int>(sizeof(T)); }
};

}  // namespace tinytmpl::kernels::portable
