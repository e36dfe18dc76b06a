// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/parameters.hpp>
#include <tinytmpl/graph/network.hpp>
#include <tinytmpl/layers/conv2d.hpp>
#include <tinytmpl/layers/softmax.hpp>

namespace tinytmpl::graph {

/// Do arrays of the right length and type stand where `node` needs them? Notes the first that does not.
constexpr void check_arrays(Node& node, const Parameters& p) {
  const int scales = static_cast<int>(p.scales.size());
  node.require_equal(Rule::weights, node.demands.weights, static_cast<int>(p.weights.size()));
  node.require_equal(Rule::biases, node.demands.biases, static_cast<int>(p.biases.size()));
  node.require(scales == node.demands.scales || (node.demands.scales > 0 && scales == 1), Rule::scales,
               node.demands.scales, scales);
  const bool reals = node.out.element == Element::float32;
  const bool widens = reals && node.traits.widens && p.weights.element() == Element::int8;
  const bool any = p.weights.empty() || lies_in_flash(node) || widens || node.traits.gives_weights;
  const Element usual = node.traits.plain ? Element::int16 : Element::int8;
  const bool weights = any || p.weights.element() == (reals ? Element::float32 : usual);
  const Element bias = p.biases.element();
  const bool wide = node.demands.wide && bias == Element::int64;
  const bool biases = p.biases.empty() || bias == (reals ? Element::float32 : Element::int32) || wide;
  node.require(weights && biases, Rule::weights_element, 1, 0);
}

/// What reads or writes real numbers derives nothing, and has no quantization; but int8 weights have scales.
constexpr void bind_reals(Node& node, const Parameters& p) {
  node.demands.multipliers = node.demands.table_bytes = 0;
  if (node.demands.real_weights > 0) node.demands.weights = node.demands.real_weights;
  if (p.weights.element() != Element::int8) node.demands.scales = 0;
  node.demands.fixed_output = {};
  node.demands.reals = node.operand_count > 0 && (node.traits.clamps || !node.traits.keeps_quantization);
  node.require(node.op != Op::lookup || !is_null(node.curve.real), Rule::real_function, 1, 0);
}

/// What reads or writes int16 has no tables, and outputs that are fixed in half of the range; but a softmax from int8 is int8's, in
/// finer steps.
constexpr void bind_wide(Node& node, Element operand) {
  if (node.op == Op::softmax && operand == Element::int8)
    return static_cast<void>(node.demands.fixed_output = {});  // within a thousandth
  node.demands.wide = node.operand_count > 0 && (node.traits.clamps || !node.traits.keeps_quantization);
  if (node.demands.table_bytes > 0) node.demands.multipliers = node.op == Op::lookup ? WideCurve::multipliers : 1;
  node.demands.table_bytes = 0;
  if (node.demands.fixed_output.known() && node.out.element == Element::int16)
    node.demands.fixed_output = {1.0f / 32768, 0};
  node.require(node.op != Op::lookup || !is_null(node.curve.wide.derive), Rule::wide_function, 1, 0);
}

/// Whole numbers are added and multiplied as they are, and have no clamp.
constexpr void bind_whole(Node& node) { node.demands.multipliers = 0, node.traits.clamps = false; }

/// Arithmetic as of TFLite's uint8 needs an operator that knows it, and so does a zero point of weights.
constexpr void bind_uint8(Node& node, const Parameters& p, bool reals) {
  const int zero_point = node.demands.weights > 0 ? p.weights_zero_point : 0;
  const bool can_be = node.traits.knows_uint8 && !reals && zero_point >= -128 && zero_point <= 127;
  node.require(p.as_uint8 ? can_be : zero_point == 0, Rule::as_uint8, 1, 0);
  node.as_uint8 = p.as_uint8, node.weights_zero_point = zero_point;
  if (!p.as_uint8 || !node.traits.multiplies_reals) return;
  layers::has_factors(node) = 1;
  node.demands.factors = node.demands.multipliers, node.demands.multipliers = 0;
}

/// A constant is of the elements that it is given as; real numbers have no quantization.
constexpr void bind_constant(Node& node, const Parameters& p) {
  node.out.element = p.weights.element();
  if (!is_quantized(node.out.element)) node.demands.scales = 0;
  else if (p.scales.size() == 1) node.out.quantization = {p.scales[0], p.weights_zero_point};
}

/// Of which element the operands of node `i` are. A constant that the layer is given has to be, too.
template <int n>
constexpr Element operand_element(const Network<n>& net, int i) {
  for (int k = 0; k < net[i].operand_count; ++k)
    if (!net[i].in(k).given) return net.operand(i, k).out.element;
  return net.operand(i).out.element;
}

/// Of which element the tensor of node `i` is in memory. A layer that moves bytes keeps its operand's; another one may name it
/// itself. Where the parameters give a quantization they give the element, too; what has none is of the operand's.
template <int n>
constexpr Element bound_element(const Network<n>& net, int i, const Parameters& p) {
  const Node& node = net[i];
  if (i < net.input_count) return in_memory(p.element);
  const Element operand = operand_element(net, i);
  if (node.traits.keeps_quantization) return operand;
  if (node.traits.gives_weights) return p.weights.element();
  if (node.traits.plain || node.out.element != Element{}) return node.out.element;
  return p.output.known() ? in_memory(p.element) : operand;
}

/// Are elements that node `i` reads or writes real numbers?
template <int n>
constexpr bool computes_reals(const Network<n>& net, int i) {
  if (net[i].traits.gives_weights) return false;
  return net[i].out.element == Element::float32 || operand_element(net, i) == Element::float32;
}

/// Are they int16, which are no sums; or int32 that are given other units?
constexpr bool computes_wide(const Node& node, Element operand) {
  const Element out = node.out.element;
  if (node.traits.plain || node.traits.gives_weights) return false;
  if (node.op == Op::lookup && (out == Element::int32 || operand == Element::int32)) return true;
  if (out == Element::float32 || operand == Element::float32) return false;
  if (node.traits.accumulates || node.op == Op::mean_of_sums) return false;
  return out == Element::int16 || operand == Element::int16;
}
template <int n>
constexpr bool computes_wide(const Network<n>& net, int i) {
  return computes_wide(net[i], operand_element(net, i));
}

/// Are they integers that stand for themselves?
constexpr bool computes_whole(const Node& node) {
  const Element out = node.out.element;
  const Op op = node.op;
  return (out == Element::int32 || out == Element::int64) &&
         (op == Op::add || op == Op::sub || op == Op::mul || op == Op::maximum || op == Op::minimum);
}

/// Are they int8, whose sums Numbers tell of?
template <int n>
constexpr bool computes_bytes(const Network<n>& net, int i) {
  return !computes_reals(net, i) && !computes_wide(net, i) && !computes_whole(net[i]);
}

/// Does it say of which integers its first operand is?
constexpr bool takes_integers(const Node& node) { return node.traits.plain || node.traits.gives_weights; }

/// The same of a network without parameters, whose inputs are int8.
template <int n>
constexpr Network<n> bind_elements(Network<n> net) {
  for (int i = net.input_count; i + 1 < net.count; ++i) {
    if (is_there(net[i])) continue;
    if (const int input = net[i].in().node; takes_integers(net[i]) && input < net.input_count)
      net[input].out.element = net[i].traits.takes;
    for (int k = 0; k < net[i].operand_count; ++k)
      if (net[i].in(k).given) net[net[i].in(k).node].out.element = operand_element(net, i);
    net[i].out.element = bound_element(net, i, {});
    if (computes_reals(net, i)) bind_reals(net[i], {});
    if (computes_whole(net[i])) bind_whole(net[i]);
    if (computes_wide(net[i], operand_element(net, i))) bind_wide(net[i], operand_element(net, i));
  }
  return net;
}

/// Gives node `i` its element, on which it depends what it demands of training.
template <int n>
constexpr void bind_element(Network<n>& net, int i, const Parameters& p) {
  Node& node = net[i];
  node.weights_element = p.weights.element(), node.biases_element = p.biases.element();
  if (lies_in_flash(node)) return bind_constant(node, p);
  node.out.element = bound_element(net, i, p);
  if (computes_reals(net, i)) bind_reals(node, p);
  if (computes_whole(node)) bind_whole(node);
  if (node.traits.plain) node.require(operand_element(net, i) == node.traits.takes, Rule::signal_element, 1, 0);
  const bool wide = computes_wide(node, operand_element(net, i));
  if (wide) bind_wide(node, operand_element(net, i));
  bind_uint8(node, p, computes_reals(net, i) || wide);
}

/// Are the constants among the operands of node `i` of the same element as the others?
template <int n>
constexpr void check_constants(Network<n>& net, int i) {
  Node& node = net[i];
  for (int k = 0; k < node.operand_count; ++k)
    if (node.in(k).given)
      node.require(net.operand(i, k).out.element == operand_element(net, i), Rule::weights_element, 1, 0);
}

/// A filter of scale 0 gives nothing but the zero point; no constant has one.
constexpr void check_scales(Node& node, const Parameters& p) {
  bool valid = true;
  for (const float scale : p.scales)
    valid = valid && (Quantization{scale, 0}.valid() || (scale == 0 && !lies_in_flash(node)));
  node.require(valid, Rule::valid_scales, 1, 0);
}

/// Gives node `i` its quantization, and what it keeps its own.
template <int n>
constexpr void bind_quantization(Network<n>& net, int i, const Parameters& p) {
  Node& node = net[i];
  const Quantization output{p.output.scale, p.output.zero_point - offset_of(p.element)};
  const bool can_be = valid_for(p.element, p.output.scale, p.output.zero_point);
  node.require(!output.known() || can_be, Rule::valid_quantization, 1, 0);
  if (is_quantized(node.out.element) || node.out.element == Element::int32) node.out.quantization = output;
  if (node.traits.keeps_quantization && !output.known() && node.operand_count > 0)
    node.out.quantization = net.operand(i).out.quantization;
  if (node.traits.plain && !output.known() && is_quantized(node.out.element)) node.out.quantization = {1, 0};
  for (int s = 0; s < node.state_count; ++s) {
    Tensor& state = net[node.in(node.operand_count - node.state_count + s).node].out;
    const Element element = node.states[s].element;
    const bool is_own = element == Element::int8 || node.out.element == Element::float32;
    state.element = is_own ? node.out.element : element;
    state.quantization = is_own ? node.out.quantization : Quantization{p.state_scale, 0};
  }
}

/// Gives each tensor its element and its quantization; notes parameters that do not fit.
template <int n>
constexpr Network<n> bind_parameters(Network<n> net, std::span<const Parameters> parameters, int layers) {
  const int needed = layers + net.input_count, given = static_cast<int>(parameters.size());
  net[0].require_equal(Rule::parameter_sets, needed, given);
  if (needed != given) return net;
  int layer = -1;  // whose arrays have been looked at: its first node's demands are all that it has
  for (int i = 0; i + 1 < net.count; ++i) {
    Node& node = net[i];
    if (is_state(node)) continue;  // whoever keeps it says of what it is
    const Parameters& p = parameters[static_cast<std::size_t>(node.layer)];
    bind_element(net, i, p);
    if (layer != node.layer) check_arrays(node, p);
    layer = node.layer;
    check_constants(net, i);
    if (!is_null(node.demands.learn)) node.demands.learn(node, p);
    if (node.demands.reals) node.demands.scales = static_cast<int>(p.scales.size());
    check_scales(node, p);
    if (!lies_in_flash(node)) bind_quantization(net, i, p);
  }
  return net;
}

/// The output of `node` has quantization `q`: of a fault the zero points are said, or the scales in billionths.
constexpr void require_equal(Node& node, Rule rule, Quantization q) {
  const auto billionths = [](float scale) {
    return static_cast<int>(nearest_integer(bounded(double{scale} * 1e9, 0.0, 2147483647.0)));
  };
  const Quantization given = node.out.quantization;
  node.require_equal(rule, q.zero_point, given.zero_point);
  node.require(q == given, rule, billionths(q.scale), billionths(given.scale));
}

/// Node `i` passes on values as they are: its operands have its element and its quantization.
template <int n>
constexpr void check_kept(Network<n>& net, int i) {
  Node& node = net[i];
  for (int k = 0; k < node.operand_count; ++k) {
    const Tensor& operand = net.operand(i, k).out;
    if (operand.element == Element::bool8 && node.out.element != Element::bool8) continue;  // it chooses
    const bool sums = net.operand(i, k).traits.accumulates || node.traits.accumulates;
    node.require(operand.element == node.out.element || sums, Rule::kept_element, 1, 0);
    if (is_quantized(operand.element)) require_equal(node, Rule::kept_quantization, operand.quantization);
  }
}

/// What node `i` reads and writes in int16 has no zero point.
template <int n>
constexpr void check_wide(Network<n>& net, int i) {
  Node& node = net[i];
  const auto require_symmetric = [&node](const Tensor& tensor) {
    const int zero_point = tensor.quantization.zero_point;
    node.require(tensor.element != Element::int16 || zero_point == 0, Rule::wide_zero_point, 0, zero_point);
  };
  for (int k = 0; k < node.operand_count; ++k) require_symmetric(net.operand(i, k).out);
  require_symmetric(node.out);
}

/// After fusion: what stays in memory must have a scale, which must be the one that TFLite's kernel would accept.
template <int n>
constexpr void check_quantization(Network<n>& net) {
  for (int i = 0; i + 1 < net.count; ++i) {
    Node& node = net[i];
    const Quantization q = node.out.quantization;
    node.require(q.known() || !is_quantized(node.out.element), Rule::quantized, 1, 0);
    if (node.traits.keeps_quantization) check_kept(net, i);
    if (node.demands.wide && node.op == Op::lookup)
      node.require(q.known() && net.operand(i).out.quantization.known(), Rule::quantized, 1, 0);
    if (node.demands.wide && node.op != Op::lookup) check_wide(net, i);
    if (node.op == Op::softmax && node.out.element == Element::int16 && !node.demands.wide)
      node.require(layers::is_of_probabilities(q), Rule::fixed_output, -32768, q.zero_point);
    if (node.demands.fixed_output.known()) require_equal(node, Rule::fixed_output, node.demands.fixed_output);
  }
}

}  // namespace tinytmpl::graph
