// SPDX-License-Identifier: BSL-1.0
#include "quantize/evaluation.hpp"

#include <algorithm>
#include <cstring>
#include <thread>

#include "evaluate/run.hpp"
#include "ir.hpp"
#include "lower/lower.hpp"
#include "passes/split_concats.hpp"

namespace exporter {
namespace {

constexpr std::size_t max_outputs = tinytmpl::core::max_operands;

/// The graph of one operator, and of some of its outputs.
Graph alone(const Graph& graph, const Operation& op, std::span<const int> outputs) {
  Graph out;
  out.values = graph.values;  // whose data are the given graph's
  out.operations = {op};
  for (const int input : op.inputs)
    if (input >= 0 && graph[input].data.empty() && !contains(out.inputs, input)) out.inputs.push_back(input);
  out.outputs.assign(outputs.begin(), outputs.end());
  out.input_names.resize(out.inputs.size()), out.output_names.resize(out.outputs.size());
  return out;
}

/// Where the bytes of one tensor lie among those of all tensors of an inference.
struct Slot {
  std::size_t first, each;
};

/// The tensors of all inferences, one inference behind the other.
struct Inferences {
  std::size_t count, each;
  std::vector<std::uint8_t> bytes = std::vector<std::uint8_t>(count * each);

  void put(const std::vector<std::uint8_t>& tensor, Slot slot) {
    for (std::size_t i = 0; i < count; ++i)
      std::memcpy(&bytes[i * each + slot.first], &tensor[i * slot.each], slot.each);
  }
  std::vector<std::uint8_t> take(Slot slot) const {
    std::vector<std::uint8_t> tensor(count * slot.each);
    for (std::size_t i = 0; i < count; ++i)
      std::memcpy(&tensor[i * slot.each], &bytes[i * each + slot.first], slot.each);
    return tensor;
  }
};

/// Calls with each of these tensors, and with its slot among them.
void each_slot(const Network& net, const std::vector<int>& tensors, auto use) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const auto each = static_cast<std::size_t>(bytes(net[tensors[i]]));
    use(i, Slot{first, each});
    first += each;
  }
}

void evaluate_some(const Graph& part, const Tensors& inputs, std::int64_t count, Tensors& outputs) {
  Network net = lower(part);
  split_concats(net);
  Runner runner(net);
  Inferences in{static_cast<std::size_t>(count), static_cast<std::size_t>(runner.input_bytes())},
      out{in.count, static_cast<std::size_t>(runner.output_bytes())};
  each_slot(net, net.inputs, [&](std::size_t i, Slot slot) { in.put(inputs.at(part.inputs[i]), slot); });
  runner.run(in.bytes.data(), out.bytes.data(), count,
             static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
  each_slot(net, net.outputs, [&](std::size_t i, Slot slot) { outputs[part.outputs[i]] = out.take(slot); });
}

}  // namespace

Tensors evaluate(const Graph& graph, const Operation& op, const Tensors& inputs, std::int64_t count) {
  Tensors outputs;
  const std::span all(op.outputs);
  for (std::size_t first = 0; first < all.size(); first += max_outputs)
    evaluate_some(alone(graph, op, all.subspan(first, std::min(max_outputs, all.size() - first))), inputs, count,
                  outputs);
  return outputs;
}

void evaluate(const Graph& graph, Tensors known, std::int64_t count, const See& see) {
  std::map<int, const Operation*> last_reader;
  for (const Operation& op : graph.operations)
    for (const int input : op.inputs) last_reader[input] = &op;
  for (const auto& [value, bytes] : known) see(value, bytes);
  for (const Operation& op : graph.operations) {
    Tensors outputs = evaluate(graph, op, known, count);
    for (auto& [value, bytes] : outputs) {
      see(value, bytes);
      if (last_reader.contains(value)) known[value] = std::move(bytes);
    }
    for (const int input : op.inputs)
      if (last_reader[input] == &op) known.erase(input);
  }
}

std::vector<int> computed_values(const Graph& graph) {
  std::vector<int> out = graph.inputs;
  for (const Operation& op : graph.operations) out.insert(out.end(), op.outputs.begin(), op.outputs.end());
  return out;
}

std::span<const float> as_reals(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const float*>(bytes.data()), bytes.size() / sizeof(float)};  // of a vector: aligned
}

}  // namespace exporter
