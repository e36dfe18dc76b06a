// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>
#include <tinytmpl/core/parameters.hpp>

namespace tinytmpl::layers {

/// The gates, in the order of their weights, scales and biases.
enum Gate { input_gate, forget_gate, cell_gate, output_gate, gate_count };

inline constexpr int cell_product = 2 * gate_count,
                     output_product = cell_product + 1;  ///< The multipliers behind the gates'.

inline constexpr Attribute<0> cell_power;  ///< The scale of the cells is 2^cell_power.
inline constexpr Attribute<1> cell_clip;   ///< In their units; 0: they are not clipped.

/// Multipliers of a gate's two products, in Q3.12; then those of gates' products, which are Q0.15: TFLite micro/kernels/lstm_eval_common.cc.
constexpr Factor factor_of_lstm(const Node&, const Scales& s, int i) {
  constexpr double gate = 1.0 / (1 << 12), product = 1.0 / (1 << 30);
  if (i < gate_count) return {s.left * s.weight(i) / gate};
  if (i < 2 * gate_count) return {s.out * s.weight(i) / gate};
  return {product / (i == cell_product ? s.last : s.out)};
}

/// log2 of a power of two; 127 of what is none.
constexpr int power_of_two(float scale) {
  if (!(scale > 0)) return 127;
  const Binary number = split(double{scale});
  return number.mantissa == std::int64_t{1} << 52 ? number.exponent + 52 : 127;
}

constexpr void learn_cells(Node& node, const Parameters& given) {
  if (node.out.element == Element::float32) return;
  const int power = power_of_two(given.state_scale);
  node.require(power >= -28 && power <= 2, Rule::state_scale, 1, 0);
  const bool fits = power >= -28 && power <= 2;
  cell_power(node) = fits ? power : -11;
  // Cut off, as TFLite does.
  if (fits && given.clip > 0)
    cell_clip(node) = static_cast<int>(minimum(double{given.clip} / double{given.state_scale}, 32767.0));
}

constexpr Node lstm(Extent in, int units) {
  const int count = maximum(1, units);
  Node node = unary(Op::lstm, "LSTM", in, {in.h, in.w, count, in.rank});
  node.require_at_least(Rule::filters, 1, units);
  node.require(in.rank < 3, Rule::sequence, 2, in.rank);
  node.demands.weights = gate_count * count * (in.c + count);
  node.demands.biases = gate_count * count;
  node.demands.scales = 2 * gate_count, node.demands.multipliers = output_product + 1;
  node.demands.factor = factor_of_lstm, node.demands.learn = learn_cells;
  node.traits.either_axis = node.traits.widens = true;
  node.macs = std::int64_t{node.demands.weights} * in.h * in.w;
  const Extent unit{1, 1, count, in.rank};
  keep_state(node, {unit}, {.stride = 0});                  // the last output
  keep_state(node, {unit, Element::int16}, {.stride = 0});  // the cells
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Long short-term memory: Keras `LSTM(units, return_sequences=True)`, TFLite UNIDIRECTIONAL_SEQUENCE_LSTM, of which the states stay
/// from one inference to the next, until `reset`.
///
/// shapes   `Shape<steps, channels>` -> `Shape<steps, units>`; a vector is one step
/// weights  int8 `[4, units, channels]` and behind them `[4, units, units]`, of the input, forget, cell and output gates, a scale for
///          each of the eight or one for all; bias int32 `[4, units]`; or all of them float32. `Parameters::state_scale` is that of the
///          cells, a power of two, and `clip` what they are kept within
/// units    `state_bytes`: 3 for each unit, of float32 8
/// rejects  an image, a scale of cells that is no power of two from 2^-28 to 4
/// source   TensorFlow Lite micro/kernels/lstm_eval.h
template <int units>
struct LSTM {
  static constexpr int most_nodes = 3;  // its states are two

  static constexpr core::Node describe(core::Extent in) { return layers::lstm(in, units); }
};

}  // namespace tinytmpl
