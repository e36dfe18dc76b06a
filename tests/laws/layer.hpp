// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <catch2/catch.hpp>

#include <tinytmpl/tinytmpl.hpp>

/// What is true of every layer on inputs that suit it: a new layer need only be added to the list in layers/laws.cpp.
namespace laws {

using namespace tinytmpl;

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
  CHECK((node.extent.h > 0 && node.extent.w > 0 && node.extent.c > 0));
  CHECK((node.extent.rank >= 1 && node.extent.rank <= 3));
  CHECK((node.extent.rank == 3 || node.extent.h == 1));
  CHECK((node.extent.rank >= 2 || node.extent.w == 1));
  CHECK(node.row_bytes() == node.extent.w * node.extent.c);
  CHECK(node.bytes() == node.extent.size());
  CHECK(node.unread_rows == 0);
  CHECK_FALSE(node.sums);
  if (node.seen_as.rank > 0) CHECK(node.seen_as.size() == node.extent.size());
}

/// It reads its operands inside their rows, from the first to the last output row.
inline void check_operands(const Node& node, const Extent* inputs, int count) {
  REQUIRE(node.operand_count == count);
  for (int k = 0; k < count; ++k) {
    const Operand& in = node.in(k);
    CHECK(in.extent == inputs[k]);
    CHECK((in.rows.size >= 1 && in.rows.stride >= 0 && in.rows.dilation >= 1));
    const Range all = in.rows.reads(0, node.extent.h, in.extent.h);
    CHECK((all.begin >= 0 && all.begin < all.end && all.end <= in.extent.h));
  }
}

/// Its parameters and what is derived from them go together.
inline void check_parameters(const Node& node) {
  CHECK((node.weights >= 0 && node.macs >= 0));
  CHECK((node.weights > 0) == (node.scales > 0));
  CHECK((node.biases == 0 || (node.biases == node.extent.c && node.weights > 0)));
  CHECK((node.scales <= 1 || node.scales == node.extent.c));
  if (node.macs > 0) {
    CHECK(node.multipliers == node.extent.c);
    CHECK(node.macs % node.extent.size() == 0);
    CHECK(node.macs >= node.weights);
  }
  if (node.constant.rank > 0) CHECK((node.weights == node.constant.size() && node.scales == 1 && node.macs == 0));
  if (node.table_bytes > 0) CHECK(node.multipliers == 0);
}

/// It keeps its operands' quantization, has a fixed one, or one of its own.
inline void check_quantization(const Node& node) {
  CHECK_FALSE(node.quantization.known());
  if (node.keeps_quantization) CHECK((node.multipliers == 0 && node.table_bytes == 0 && node.weights == 0));
  if (node.fixed_output.known()) CHECK((node.fixed_output.valid() && !node.keeps_quantization));
  if (!node.clamps) CHECK((node.keeps_quantization || node.fixed_output.known()));
}

/// It is written over an operand only where one is of its size.
inline void check_overwrites(const Node& node) {
  if (node.overwrites == Overwrites::read_row) CHECK((node.operand_count == 1 && node.in().extent.c == node.extent.c));
}

/// Alone in a network it costs what it says, and has a portable kernel.
template <class Case>
void check_network() {
  using Cost = Footprint<typename Case::Net, typename Case::Input>;
  const Node& node = Case::node;
  CHECK(Cost::macs == node.macs);
  CHECK(Cost::parameters == node.weights + node.biases);
  CHECK(Cost::output == (node.seen_as.rank > 0 ? node.seen_as : node.extent));
  CHECK(Cost::arena_bytes >= Cost::output.size());
  CHECK(Cost::ram_bytes >= Cost::arena_bytes);
  const bool vanishes = Cost::Checked::network.count == Case::network.input_count + 1;  // a name for the input, no more
  CHECK((vanishes || Cost::flash_bytes >= constant_bytes(node)));
  CHECK(first_fault(Case::network).rule == Rule::none);
  for (const LayerReport& report : Cost::layers)
    if (report.kernel[0] != 0) CHECK(same_text(report.target, "portable"));
}

template <class Word, class... Inputs>
void check(On<Word, Inputs...>) {
  using Case = On<Word, Inputs...>;
  INFO(Case::node.kind << " -> " << Case::node.extent.h << " x " << Case::node.extent.w << " x "
                       << Case::node.extent.c);
  constexpr Extent inputs[] = {Inputs::extent...};
  check_extent(Case::node);
  check_operands(Case::node, inputs, sizeof...(Inputs));
  check_parameters(Case::node);
  check_quantization(Case::node);
  check_overwrites(Case::node);
  check_network<Case>();
}

}  // namespace laws
