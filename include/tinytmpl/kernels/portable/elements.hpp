// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/arithmetic.hpp>

namespace tinytmpl::kernels::portable {

/// Calls `use` with a number of the type that `element` is; of uint8 with an int8, as it lies in memory.
[[gnu::always_inline]] constexpr void with_type(Element element, auto use) {
  switch (element) {
    case Element::int8:
    case Element::uint8: return use(std::int8_t{});
    case Element::int16: return use(std::int16_t{});
    case Element::int32: return use(std::int32_t{});
    case Element::int64: return use(std::int64_t{});
    case Element::float32: return use(float{});
    case Element::bool8: return use(bool{});
    case Element::uint32: return use(std::uint32_t{});
    case Element::uint64: return use(std::uint64_t{});
  }
}

/// Where operand `o` has what is combined at column x, channel c.
template <auto g, int o>
constexpr const std::int8_t* place_of(const Band& band, int x, int c) {
  return band.in[o].row() + size_of(g.in[o].element) * broadcast_index<g, o>(x, c);
}
/// The element there, a T.
template <auto g, int o, class T>
constexpr T element_at(const Band& band, int x, int c) {
  const std::int8_t* const element = place_of<g, o>(band, x, c);
  return g.in[o].in_flash ? load_element<T, g.flash>(element) : load_element<T>(element);
}

/// Puts `element(x, c)` at column x, channel c of the output, for each.
template <auto g>
constexpr void put_elements(const Band& band, auto element) {
  for (int x = 0; x < g.out.w; ++x)
    for (int c = 0; c < g.out.c; ++c)
      store_element(band.out[0] + size_of(g.out.element) * (x * g.out.c + c), element(x, c));
}

}  // namespace tinytmpl::kernels::portable
