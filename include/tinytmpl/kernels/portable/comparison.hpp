// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/elements.hpp>
#include <tinytmpl/layers/comparison.hpp>
#include <tinytmpl/layers/logical.hpp>

namespace tinytmpl::kernels::portable {

/// computes  left relation right, of int8 as real numbers, 8 bits finer than they are: TFLite reference/comparisons.h
/// in place  the output may lie over an operand of its size
struct Comparison : KernelFor<Op::compare> {
  static constexpr const char* name = "comparison";
  static constexpr bool reads_flash = true;
  static constexpr bool knows(Element element) { return element != Element::int16; }
  static constexpr const char* refuses(const Geometry& g) {
    return g.in[0].element == g.in[1].element && g.out.element == Element::bool8 ? nullptr
                                                                                 : "it compares elements of two types";
  }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    with_type(g.in[0].element, [&]<class T>(T) {
      put_elements<g>(band, [&](int x, int c) {
        return holds(layers::relation(g), operand<g, 0, T>(band, k, x, c), operand<g, 1, T>(band, k, x, c));
      });
    });
  }

 private:
  template <auto g, int o, class T>
  static constexpr auto operand(const Band& band, const Constants& k, int x, int c) {
    const T element = element_at<g, o, T>(band, x, c);
    if constexpr (std::is_same_v<T, std::int8_t>)
      return in_common_scale<g, layers::bits_of_comparison>(element - k.zero_point[o], k, o);
    else return element;
  }

  static constexpr bool holds(int relation, auto left, auto right) {
    using layers::Relation;
    switch (static_cast<Relation>(relation)) {
      case Relation::equal: return left == right;
      case Relation::not_equal: return left != right;
      case Relation::greater: return left > right;
      case Relation::greater_equal: return left >= right;
      case Relation::less: return left < right;
      case Relation::less_equal: return left <= right;
    }
    return false;
  }
};

/// computes  left and right, left or right, not left: TFLite Micro kernels/logical_common.cc, elementwise.cc
/// in place  the output may lie over an operand of its size
struct Logic : KernelFor<Op::logical> {
  static constexpr const char* name = "logic";
  static constexpr bool knows(Element element) { return element == Element::bool8; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    put_elements<g>(band, [&](int x, int c) {
      const bool left = element_at<g, 0, bool>(band, x, c);
      return g.operand_count == 1 ? !left : combined(layers::connective(g), left, element_at<g, 1, bool>(band, x, c));
    });
  }

 private:
  static constexpr bool combined(int connective, bool left, bool right) {
    return connective == static_cast<int>(layers::Connective::conjunction) ? left && right : left || right;
  }
};

}  // namespace tinytmpl::kernels::portable
