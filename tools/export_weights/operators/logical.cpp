// SPDX-License-Identifier: BSL-1.0
// LOGICAL_AND, LOGICAL_OR, LOGICAL_NOT.
#include <tinytmpl/layers/logical.hpp>

#include "operators/binary.hpp"
#include "operators/elementwise.hpp"

namespace exporter {
namespace {

template <class Word>
const Operator binary{.word = [](const Network&, const Layer&) -> std::string { return Word::describe({}, {}).kind; },
                      .node = binary_node<Word>,
                      .tie = tie_binary};
const Operator negation{.word = [](const Network&, const Layer&) -> std::string { return "LogicalNot"; },
                        .node = described<tinytmpl::LogicalNot>,
                        .tie = same_channels};

void expect_bools(const Reading& r) {
  for (std::size_t i = 0; i < r.inputs(); ++i) {
    if (r.input(i).dtype != Dtype::boolean) r.refuse(r.input(i), "it is not of bool; put a comparison before it");
    if (r.is_constant(i)) r.refuse(r.input(i), "it is a constant; let the converter fold it");
  }
  r.expect_element(Element::bool8);
}

template <class Word>
void read(Reading& r) {
  r.expect_inputs(2, 2);
  expect_bools(r);
  finish_binary(r, read_binary(r, binary<Word>));
}

void read_not(Reading& r) {
  r.expect_inputs(1, 1);
  expect_bools(r);
  finish_same_shape(r, {&negation, {r.activation(0)}, {}});
}

}  // namespace

Rules rules::logical() {
  const auto rule = [](std::string_view type, void (*lower)(Reading&)) {
    return Rule{.type = type, .lower = lower, .effect = Effect::elementwise, .types = Types::several};
  };
  return {rule("LOGICAL_AND", read<tinytmpl::LogicalAnd>), rule("LOGICAL_OR", read<tinytmpl::LogicalOr>),
          rule("LOGICAL_NOT", read_not)};
}

}  // namespace exporter
