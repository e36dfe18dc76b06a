// SPDX-License-Identifier: BSL-1.0
#include "runtime/network.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <tinytmpl/graph/bind.hpp>
#include <tinytmpl/graph/derive.hpp>
#include <tinytmpl/graph/fuse.hpp>
#include <tinytmpl/graph/trained.hpp>

#include "emit/nodes.hpp"
#include "emit/parameters.hpp"
#include "exporter.hpp"

namespace differential {
namespace {

using tinytmpl::core::Op;
constexpr auto rounding = tinytmpl::Rounding::twice;

bool has_fused(const exporter::Layer& layer) { return layer.activation != exporter::Activation::none; }

void check(const Network& net, const char* when) {
  const tinytmpl::core::Fault fault = first_fault(net);
  if (fault.found())
    throw Failure(fmt::format("{}: layer {} breaks rule {}: needed {}, given {}", when, fault.layer,
                              static_cast<int>(fault.rule), fault.needed, fault.given));
}

/// `multipliers_of` for a number that is known at run time.
template <int most>
std::vector<tinytmpl::core::Multiplier> multipliers_of(const Network& net, int i, tinytmpl::Parameters p) {
  const int count = net[i].demands.multipliers;
  if constexpr (most < 1 << 12)
    if (count > most) return multipliers_of<most * 8>(net, i, p);
  if (count > most) throw Failure(fmt::format("{} multipliers", count));
  std::vector<float> scales(p.scales.begin(), p.scales.end());
  if (scales.size() > 1) scales.resize(most, 1.0f);
  p.scales = scales;
  const auto made = tinytmpl::graph::multipliers_of<most, rounding>(net, i, p);
  return {made.begin(), made.begin() + count};
}

/// As LinearSearch.
tinytmpl::core::LinearSum find_linear(const tinytmpl::core::Constants& k, bool subtracts) {
  const auto tables = tinytmpl::graph::SumTables::of<rounding>(k, subtracts);
  for (int number = 0; number < tinytmpl::graph::linear_candidates; ++number) {
    const tinytmpl::core::LinearSum sum = tinytmpl::graph::proved_candidate(tables, k, subtracts, number);
    if (sum.shift >= 0) return sum;
  }
  return {};
}

}  // namespace

Loaded::Loaded(std::span<const std::uint8_t> tflite, tinytmpl::graph::Sequences how)
    : source(exporter::prepare(tflite).network), sequences(how) {
  set_parameters();
  written = described();
  check(written, "as written");
  net = bind_parameters(written, parameters, static_cast<int>(parameters.size() - source.inputs.size()));
  check(net, "bound");
  net = optimize(net, sequences);
  check_quantization(net);
  check(net, "optimized");
  for (int i = 0; i < net.count; ++i) all_constants.push_back(has_kernel(i) ? derive(i) : tinytmpl::core::Constants{});
}

bool Loaded::has_kernel(int i) const { return net[i].op != Op::input && net[i].op != Op::output; }

void Loaded::set_parameters() {
  for (const int input : source.inputs) parameters.push_back({.output = source[input].quantization});
  for (const exporter::Layer& layer : source.layers) {
    parameters.push_back(own_parameters(source, layer));
    if (has_fused(layer)) parameters.push_back({.output = source.out(layer).quantization});
  }
}

/// The exporter counts layers; a header counts words, of which a fused activation is one.
Network Loaded::described() const {
  const auto nodes = exporter::describe(source);
  if (!nodes || nodes->count > most_nodes) throw Failure("the network has too many layers");
  const int inputs = static_cast<int>(source.inputs.size());
  std::vector<int> first_word;
  for (int word = 0; word < inputs; ++word) first_word.push_back(word);
  for (int word = inputs; const exporter::Layer& layer : source.layers) {
    first_word.push_back(word);
    word += has_fused(layer) ? 2 : 1;
  }
  Network result = tinytmpl::graph::trim<most_nodes>(*nodes);
  result.count = nodes->count;
  for (int i = 0; i + 1 < result.count; ++i) {
    const int layer = result[i].layer;
    const bool is_second = layer >= inputs && result[i].op == Op::lookup &&
                           has_fused(source.layers[static_cast<std::size_t>(layer - inputs)]);
    result[i].layer = first_word[static_cast<std::size_t>(layer)] + is_second;
  }
  return result;
}

std::vector<std::int8_t> Loaded::in_memory(std::span<const std::int8_t> elements) const {
  std::vector<std::int8_t> memory(elements.begin(), elements.end());
  auto at = memory.begin();
  const auto convert = [&](const std::vector<int>& edges, const std::vector<exporter::Element>& types) {
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const auto end = at + exporter::elements(source[edges[i]].dims);
      if (types[i] == exporter::Element::uint8)
        std::transform(at, end, at,
                       [](std::int8_t e) { return tinytmpl::core::to_memory(static_cast<std::uint8_t>(e)); });
      at = end;
    }
  };
  convert(source.inputs, source.input_elements);
  convert(source.outputs, source.output_elements);
  return memory;
}

const tinytmpl::core::LinearSum& Loaded::linear(int i) const {
  const auto [found, is_new] = linear_sums.try_emplace(i);
  if (is_new) found->second = find_linear(constants(i), net[i].op == Op::sub);
  return found->second;
}

/// As Trained::numbers.
tinytmpl::core::Numbers Loaded::numbers(int i) const {
  tinytmpl::core::Numbers numbers;
  const tinytmpl::core::Constants& k = constants(i);
  if (net[i].op == Op::conv2d || net[i].op == Op::dense || net[i].op == Op::depthwise_conv2d)
    numbers = tinytmpl::graph::numbers_of_filters(net[i], k, 0, net[i].out.extent.c);
  if (net[i].op == Op::add || net[i].op == Op::sub) numbers.linear_shift = linear(i).shift;
  if (net[i].op == Op::mul) numbers = tinytmpl::graph::numbers_of_product(k.multipliers[0]);
  numbers.clamps_below = k.lowest >= k.output_zero_point;
  numbers.saturates = k.lowest == -128 && k.highest == 127;
  return numbers;
}

/// As Trained::canonical.
tinytmpl::core::Constants Loaded::derive(int i) {
  const tinytmpl::Parameters& given = parameters[static_cast<std::size_t>(net[i].layer)];
  const tinytmpl::Quantization operand = net.operand(i).out.quantization;
  tinytmpl::core::Constants k = constants_of(net, i);
  if (net[i].demands.weights > 0) k.weights = given.weights.data();
  if (net[i].demands.biases > 0) k.biases = given.biases.data();
  if (net[i].demands.multipliers > 0) k.multipliers = multipliers.emplace_back(multipliers_of<8>(net, i, given)).data();
  if (net[i].op == Op::lookup)
    k.table = tables.emplace_back(tinytmpl::graph::lookup_table<rounding>(net[i], operand, given.alpha)).data();
  if (net[i].op == Op::softmax)
    k.exponentials =
        exponentials.emplace_back(tinytmpl::graph::softmax_table<rounding>(operand.scale, given.beta)).data();
  return k;
}

}  // namespace differential
