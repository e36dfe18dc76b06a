// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/elements.hpp>

namespace tinytmpl::kernels::portable {

/// computes  an element as another type has it; of a real number that no int32 holds the least one, as an x86-64 does: TFLite Micro
///           kernels/cast.cc
struct Conversion : KernelFor<Op::cast> {
  static constexpr const char* name = "conversion";
  static constexpr bool knows(Element element) { return element != Element::uint8; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    with_type(g.in[0].element, [&]<class From>(From) {
      with_type(g.out.element, [&]<class To>(To) {
        put_elements<g>(band, [&](int x, int c) { return converted<To>(element_at<g, 0, From>(band, x, c)); });
      });
    });
  }

 private:
  template <class To, class From>
  static constexpr To converted(From x) {
    if constexpr (!std::is_same_v<From, float> || std::is_same_v<To, float> || std::is_same_v<To, bool>) {
      return static_cast<To>(x);
    } else {
      const bool fits = x >= -2147483648.0f && x < 2147483648.0f;
      return static_cast<To>(fits ? static_cast<std::int32_t>(x) : -2147483647 - 1);
    }
  }
};

}  // namespace tinytmpl::kernels::portable
