// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/compile.hpp>

namespace tinytmpl::graph {

/// The constants of each node for its kernel: as training gave them, or packed in the kernel's own way.
template <class Kernels, class Trained>
struct NodeConstants {
  static constexpr auto& network = Kernels::network;

  template <int i>
  using Chosen = typename Kernels::template Chosen<i>;
  template <int i>
  static constexpr kernels::Packing layout = Chosen<i>::packing;

  /// Groups are packed some at a time: a constant expression may not be long.
  static constexpr int words_at_once = 8'000;
  template <int i>
  static constexpr int groups_at_once = maximum(1, words_at_once / layout<i>.words);
  template <int i, int part>
  static constexpr auto packed_part = [] {
    constexpr int first = part * groups_at_once<i>, groups = minimum(groups_at_once<i>, layout<i>.groups - first);
    Array<std::uint32_t, groups * layout<i>.words> words;
    for (int g = 0; g < groups; ++g)
      Chosen<i>::Kernel::template pack<Chosen<i>::geometry>(words.data() + g * layout<i>.words,
                                                            Trained::template canonical<i>, first + g);
    return words;
  }();
  template <int i>
  TINYTMPL_CONSTANT static constexpr auto packed = []<int... part>(std::integer_sequence<int, part...>) {
    Array<std::uint32_t, layout<i>.groups * layout<i>.words> words;
    std::uint32_t* next = words.data();
    const auto append = [&](const auto& some) {
      for (const std::uint32_t word : some) *next++ = word;  // no call in this loop, which is long
    };
    (append(packed_part<i, part>), ...);
    return words;
  }(std::make_integer_sequence<int, divide_up(layout<i>.groups, groups_at_once<i>)>{});
  template <int i>
  TINYTMPL_CONSTANT static constexpr Constants with_packed = [] {
    Constants k = constants_of(network, i);
    k.packed = packed<i>.data();
    return k;
  }();

  /// What the kernel of node `i` reads.
  template <int i>
  static constexpr const Constants& of() {
    constexpr ConstantsForm form = constants_form(Chosen<i>::choice);
    if constexpr (form == ConstantsForm::packed) return with_packed<i>;
    else if constexpr (form == ConstantsForm::linear) return Trained::template with_linear<i>;
    else return Trained::template canonical<i>;
  }
};

}  // namespace tinytmpl::graph
