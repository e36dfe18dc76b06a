// SPDX-License-Identifier: BSL-1.0
// EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL.
#include <tinytmpl/layers/comparison.hpp>

#include <fmt/format.h>

#include "operators/binary.hpp"
#include "operators/rules.hpp"

namespace exporter {
namespace {

template <class Word>
const Operator comparison{
    .word = [](const Network& net, const Layer& layer) { return binary_word(Word::describe({}, {}).kind, net, layer); },
    .node = binary_node<Word>,
    .tie = tie_binary};

/// The interpreter needs scales below one, since it multiplies by them in fixed point: micro/kernels/comparisons.cc.
template <class Word>
void read(Reading& r) {
  Layer layer = read_binary(r, comparison<Word>);
  const Element element = r.element(layer.inputs[0]);
  if (element == Element::int16) r.refuse(r.input(0), "int16 are not compared; convert with int8");
  r.expect_element(Element::bool8);
  if (element == Element::int8)
    for (const std::size_t i : {std::size_t{0}, std::size_t{1}})
      if (const float scale = r.quantization(layer.inputs[i]).scale; !(scale < 1))
        r.refuse(r.input(i), fmt::format("its scale is {}; those of what is compared are less than 1", scale));
  finish_binary(r, std::move(layer));
}

template <class Word>
Rule rule(std::string_view type) {
  return {.type = type, .lower = read<Word>, .effect = Effect::elementwise, .types = Types::several};
}

}  // namespace

Rules rules::comparison() {
  return {rule<tinytmpl::Equal>("EQUAL"),     rule<tinytmpl::NotEqual>("NOT_EQUAL"),
          rule<tinytmpl::Greater>("GREATER"), rule<tinytmpl::GreaterEqual>("GREATER_EQUAL"),
          rule<tinytmpl::Less>("LESS"),       rule<tinytmpl::LessEqual>("LESS_EQUAL")};
}

}  // namespace exporter
