// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <catch2/catch.hpp>

#include <tinytmpl/tinytmpl.hpp>

/// What is true of every layer on inputs that suit it: a new layer need only be added to the list in layers/laws.cpp.
namespace laws {

using namespace tinytmpl;
using namespace tinytmpl::graph;

template <class Word, class... Inputs>
struct On {
  static constexpr Node node = Word::describe(Inputs::extent...);  // law: a constant expression
  using Net = Seq<Word>;
  using Input = InputShapes<Inputs...>;
  static constexpr auto network = describe<Net>(input_extents(Input{}));
};

/// It is sound, and its tensor has a size.
inline void check_extent(const Node& node) {
  CHECK_FALSE(node.fault.found());
  CHECK(node.kind[0] != 0);
  CHECK((node.out.extent.h > 0 && node.out.extent.w > 0 && node.out.extent.c > 0));
  CHECK((node.out.extent.rank >= 1 && node.out.extent.rank <= 3));
  CHECK((node.out.extent.rank == 3 || node.out.extent.h == 1));
  CHECK((node.out.extent.rank >= 2 || node.out.extent.w == 1));
  CHECK(node.row_bytes() == node.out.extent.w * node.out.extent.c * size_of(node.out.element));
  CHECK(node.bytes() == node.out.extent.size() * size_of(node.out.element));
  CHECK(node.unread_rows == 0);
  CHECK_FALSE(node.traits.accumulates);
  if (node.seen_as.rank > 0) CHECK(node.seen_as.size() == node.out.extent.size());
}

/// It reads its operands inside their rows, from the first to the last output row.
inline void check_operands(const Node& node, const Extent* inputs, int count) {
  const int computed = node.operand_count - node.state_count;
  int read = 0;
  for (int k = 0; k < computed; ++k) {
    const Operand& in = node.in(k);
    if (!in.given) {
      REQUIRE(read < count);
      CHECK(in.extent == inputs[read++]);
    }
    CHECK((in.rows.size >= 1 && in.rows.stride >= 0 && in.rows.dilation >= 1));
    const Range all = in.rows.reads(0, node.out.extent.h, in.extent.h);
    CHECK((all.begin >= 0 && all.begin < all.end && all.end <= in.extent.h));
  }
  CHECK(read == count);
}

/// Its parameters and what is derived from them go together.
inline void check_parameters(const Node& node) {
  CHECK((node.demands.weights >= 0 && node.macs >= 0));
  const bool is_table = node.op == Op::lookup;  // whose weights are outputs
  CHECK(((node.demands.weights > 0) == (node.demands.scales > 0) || is_table));
  CHECK((node.demands.biases == 0 || (node.demands.biases % node.out.extent.c == 0 && node.demands.weights > 0)));
  const bool is_recurrent = node.state_count > 0;  // whose weights have scales by matrices
  if (node.demands.weights > 0 && !is_recurrent)
    CHECK((node.demands.scales <= 1 || node.demands.scales == node.out.extent.c));
  if (node.macs > 0) {
    if (!is_recurrent) CHECK(node.demands.multipliers == (node.demands.weights > 0 ? node.out.extent.c : 1));
    CHECK(node.macs % node.out.extent.c == 0);
    const std::int64_t halfwords = node.demands.real_weights > 0 ? node.demands.weights - node.demands.real_weights : 0;
    CHECK(node.macs >= node.demands.weights - halfwords);  // which have two bytes
  }
  if (node.demands.table_bytes > 0) CHECK(node.demands.multipliers == 0);
}

/// It keeps its operands' quantization, has a fixed one, or one of its own.
inline void check_quantization(const Node& node) {
  CHECK_FALSE(node.out.quantization.known());
  const bool derives = node.demands.multipliers > 0 || node.demands.table_bytes > 0;
  if (node.traits.keeps_quantization) CHECK((!derives && node.demands.weights == 0));
  if (node.demands.fixed_output.known()) CHECK((node.demands.fixed_output.valid() && !node.traits.keeps_quantization));
  if (!node.traits.clamps && node.state_count == 0 && is_quantized(node.out.element))
    CHECK((node.traits.keeps_quantization || node.demands.fixed_output.known()));
}

/// It is written over an operand only where one is of its size.
inline void check_overwrites(const Node& node) {
  if (node.traits.overwrites == Overwrites::read_row)
    CHECK((node.operand_count == 1 && node.in().extent.c == node.out.extent.c));
}

/// Elements of the constants that it is given.
constexpr int constant_elements(const Node& node) {
  int elements = 0;
  for (int k = 0; k < node.operand_count; ++k) elements += node.in(k).given ? node.in(k).extent.size() : 0;
  return elements;
}

/// Alone in a network it costs what it says, and has a portable kernel.
template <class Case>
void check_network() {
  using Cost = Footprint<typename Case::Net, typename Case::Input>;
  const Node& node = Case::node;
  CHECK(Cost::macs == node.macs);
  CHECK(Cost::parameters == node.demands.weights + node.demands.biases + constant_elements(node));
  CHECK(Cost::output == (node.seen_as.rank > 0 ? node.seen_as : node.out.extent));
  CHECK(Cost::arena_bytes >= Cost::output.size());
  CHECK(Cost::ram_bytes >= Cost::arena_bytes);
  const bool vanishes = Cost::Checked::network.count == Case::network.input_count + 1;  // a name for the input, no more
  CHECK((vanishes || Cost::flash_bytes >= constant_bytes(node) + constant_elements(node)));
  CHECK(first_fault(Case::network).rule == Rule::none);
  for (const LayerReport& report : Cost::layers)
    if (report.kernel[0] != 0) CHECK(same_text(report.target, "portable"));
}

template <class Word, class... Inputs>
void check(On<Word, Inputs...>) {
  using Case = On<Word, Inputs...>;
  INFO(Case::node.kind << " -> " << Case::node.out.extent.h << " x " << Case::node.out.extent.w << " x "
                       << Case::node.out.extent.c);
  constexpr Extent inputs[] = {Inputs::extent...};
  check_extent(Case::node);
  check_operands(Case::node, inputs, sizeof...(Inputs));
  check_parameters(Case::node);
  check_quantization(Case::node);
  check_overwrites(Case::node);
  check_network<Case>();
}

}  // namespace laws
