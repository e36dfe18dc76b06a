// SPDX-License-Identifier: BSL-1.0
#include "quantize/rewrite.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "ir.hpp"
#include "quantize/weights.hpp"

namespace exporter {
namespace {

bool can_clamp(const Operation& op) {
  constexpr std::string_view types[] = {"ADD", "CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "MUL", "SUB"};
  return std::any_of(std::begin(types), std::end(types), [&](std::string_view type) { return op.is(type); }) &&
         op.attributes.text("activation", "NONE") == "NONE";
}

bool is_clamp(const Operation& op) { return op.is("RELU") || op.is("RELU6") || op.is("RELU_N1_TO_1"); }

}  // namespace

void fuse_activations(Graph& graph) {
  for (Operation& op : graph.operations) {
    if (!can_clamp(op) || op.outputs.size() != 1 || contains(graph.outputs, op.outputs[0])) continue;
    const auto reads = [&](const Operation& reader) { return contains(reader.inputs, op.outputs[0]); };
    const auto reader = std::find_if(graph.operations.begin(), graph.operations.end(), reads);
    if (reader == graph.operations.end() || !is_clamp(*reader) ||
        std::count_if(graph.operations.begin(), graph.operations.end(), reads) != 1)
      continue;
    op.attributes.set("activation", reader->type);
    op.outputs = std::exchange(reader->outputs, {});
  }
  std::erase_if(graph.operations, [](const Operation& op) { return is_clamp(op) && op.outputs.empty(); });
}

void split_biases(Graph& graph) {
  std::vector<Operation> all;
  for (Operation& op : graph.operations) {
    if (op.is("FULLY_CONNECTED") && !weighted(graph, op) && op.inputs.size() > 2 && op.inputs[2] >= 0) {
      Value sums = graph[op.outputs[0]];
      graph.values.push_back(std::move(sums));
      Operation product = op;
      product.outputs = {static_cast<int>(graph.values.size()) - 1};
      product.attributes.set("activation", std::string("NONE"));
      product.inputs.resize(2);
      op.inputs = {product.outputs[0], op.inputs[2]};
      op.type = op.name = "ADD";
      all.push_back(std::move(product));
    }
    all.push_back(std::move(op));
  }
  graph.operations = std::move(all);
}

}  // namespace exporter
