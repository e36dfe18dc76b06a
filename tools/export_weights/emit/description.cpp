// SPDX-License-Identifier: BSL-1.0
#include "emit/description.hpp"

#include <algorithm>
#include <optional>

#include "emit/edges.hpp"
#include "emit/json.hpp"
#include "evaluate/boards.hpp"
#include "evaluate/plan.hpp"
#include "words.hpp"

namespace exporter {
namespace {

void write_quantization(JsonWriter& json, const Quantization& quantization, Element element, int zero_point) {
  if (tinytmpl::core::is_quantized(element)) {
    json.field("scale", quantization.scale);
    json.field("zero_point", zero_point);
  }
}

void write_edges(JsonWriter& json, const char* name, const Network& net, const std::vector<Edge>& edges) {
  json.array(name, edges, [&](const Edge& edge) {
    json.object([&] {
      json.field("name", edge.label);
      json.field("tensor", edge.tensor);
      json.field("dtype", name_of(edge.element));
      json.values("shape", net[edge.tensor].dims);
      write_quantization(json, net[edge.tensor].quantization, edge.element, zero_point(net, edge));
    });
  });
}

void write_tensors(JsonWriter& json, const Network& net) {
  json.array("tensors", net.tensors, [&](const Tensor& tensor) {
    json.object([&] {
      json.field("name", readable(tensor.name));
      json.field("dtype", name_of(tensor.element));
      json.values("shape", tensor.dims);
      write_quantization(json, tensor.quantization, tensor.element, tensor.quantization.zero_point);
      json.field("is_constant", tensor.is_constant());
    });
  });
}

void write_cost(JsonWriter& json, const Plan::LayerCost& cost) {
  json.field("flash_bytes", cost.flash_bytes);
  json.field("ram_bytes", cost.ram_bytes);
  json.field("kernel", cost.kernels);
  json.array("refusals", cost.refusals, [&](const tinytmpl::kernels::Refusal& refusal) {
    json.object([&] {
      json.field("kernel", refusal.kernel);
      json.field("reason", refusal.reason);
    });
  });
}

void write_layers(JsonWriter& json, const Network& net, const std::optional<Plan>& plan) {
  json.key("layers");
  json.array([&] {
    for (std::size_t i = 0; i < net.layers.size(); ++i)
      json.object([&] {
        const Layer& layer = net.layers[i];
        json.field("number", i + 1);
        json.field("word", word(net, layer));
        json.field("kind", word_name(word(net, layer)));
        json.field("activation", word(layer.activation));
        json.values("inputs", layer.inputs);
        json.field("output", layer.output());
        json.values("shape", net.out(layer).dims);
        json.field("macs", macs(net, layer));
        json.field("weight_bytes", layer.constants.weights.bytes());
        if (plan) write_cost(json, plan->layers[i]);
      });
  });
}

void write_ram(JsonWriter& json, const char* schedule, const Plan::Ram& ram) {
  json.object(schedule, [&] {
    json.field("kept", ram.kept);
    json.field("reused", ram.reused);
  });
}

}  // namespace

void write_plan(JsonWriter& json, const Plan& plan) {
  json.field("flash_bytes", plan.flash_bytes());
  json.field("table_bytes", plan.table_bytes);
  json.object("ram_bytes", [&] {
    write_ram(json, "min_ram", plan.min_ram);
    write_ram(json, "layerwise", plan.layerwise);
    if (plan.fed) write_ram(json, "fed", {*plan.fed, *plan.fed});
  });
}

void write_description(JsonWriter& json, const Network& net, const Savings& savings, const Target& target,
                       const std::optional<Plan>& plan, const std::string& name) {
  json.field("tinytmpl", TINYTMPL_EXPORT_VERSION);
  json.field("name", name);
  json.field("target", target.name);
  write_edges(json, "inputs", net, inputs(net));
  write_edges(json, "outputs", net, outputs(net));
  json.field("macs", macs(net));
  json.field("weight_bytes", weight_bytes(net));
  json.object("savings", [&] {
    json.field("channels", savings.channels);
    json.field("macs_before", savings.macs_before);
    json.field("weight_bytes_before", savings.weight_bytes_before);
  });
  if (plan) json.object("plan", [&] { write_plan(json, *plan); });
  else json.field("plan", nullptr);
  write_layers(json, net, plan);
  write_tensors(json, net);
}

std::string description(const Network& net, const Savings& savings, const Target& target, const std::string& name) {
  JsonWriter json;
  json.object([&] { write_description(json, net, savings, target, make_plan(net, target), name); });
  return json.take();
}

void write_board(JsonWriter& json, const NamedBoard& board) {
  json.field("name", board.name);
  json.field("title", board.board.name);
  json.field("core", board.board.core);
  json.field("target", board.target().name);
  json.field("flash_bytes", board.board.flash_bytes);
  json.field("ram_bytes", board.board.ram_bytes);
  json.field("clock_hz", board.board.clock_hz);
}

std::string boards_description() {
  JsonWriter json;
  json.array(boards(), [&](const NamedBoard& board) { json.object([&] { write_board(json, board); }); });
  return json.take();
}

}  // namespace exporter
