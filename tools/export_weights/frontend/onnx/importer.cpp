// SPDX-License-Identifier: BSL-1.0
#include "frontend/onnx/importer.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "files.hpp"
#include "frontend/onnx/rules.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

constexpr std::int64_t first_opset = 11, last_opset = 22;

}  // namespace

Importer::Importer(const Model& from, const std::filesystem::path& beside) : model(from), folder(beside) {}

Graph Importer::run() {
  if (model.opset < first_opset || model.opset > last_opset)
    throw Error(
        fmt::format("the ONNX model has opset {}; {} to {} are read: export it again with opset_version=17, or "
                    "onnx.version_converter",
                    model.opset, first_opset, last_opset));
  add_constants();
  add_inputs();
  for (position = 0; position < model.nodes.size(); ++position) {
    read(model.nodes[position]);
  }
  add_outputs();
  return std::move(graph);
}

// Nodes

Place Importer::place() const {
  Place out(node ? node->type : "output of the model");
  if (node) out.position = position;
  return out;
}

void Importer::refuse(const std::string& reason) const { exporter::refuse(place(), reason); }

void Importer::read(const Node& next) {
  const Node* const before = std::exchange(node, &next);
  const auto is_unknown = [this](const std::string& name) { return unknown.contains(name); };
  std::string reason;
  if (std::none_of(next.inputs.begin(), next.inputs.end(), is_unknown)) {
    try {
      for (const std::string& name : next.inputs)
        if (!name.empty() && !views.contains(name))
          throw Error(
              fmt::format("operator {}, {}: reads {} before anything writes it; the nodes are not in an order of "
                          "execution, or there is a cycle",
                          position, next.type, exporter::quoted(name)));
      for (const std::string& name : next.outputs)
        if (views.contains(name))
          throw Error(
              fmt::format("operator {}, {}: writes {}, which is a constant, an input, or already written; the "
                          "file is damaged",
                          position, next.type, exporter::quoted(name)));
      const Rule* const rule = find_rule(next);
      if (!rule) refuse(unsupported(next));
      rule->read(*this);
      for (const std::string& name : next.outputs)
        if (!name.empty() && !views.contains(name)) unknown.insert(name);  // one that is not computed here: a mask, say
    } catch (const Refused& refused) {
      if (before) {  // it stands in the place of another node, whose place is said
        node = before;
        throw;
      }
      reason = refused.refusal.tensor.empty() ? refused.refusal.reason
                                              : refused.refusal.tensor + ": " + refused.refusal.reason;
    } catch (const Unknown&) {
      reason =
          "what it reads does not fit together; the file is damaged, or the model must be exported with a fixed "
          "input shape";
    }
  }
  node = before;
  if (reason.empty() && !(next.outputs.empty() || !views.contains(next.outputs[0]))) return;
  for (const std::string& name : next.outputs) unknown.insert(name);
  if (reason.empty()) return;
  Operation refused;
  refused.position = position, refused.name = next.type, refused.refusal = reason;
  graph.operations.push_back(std::move(refused));
}

void Importer::read_instead(const std::vector<Node>& nodes) {
  for (const Node& one : nodes) read(one);
  std::erase_if(views, [](const auto& entry) { return entry.first.starts_with("#"); });
}

const View& Importer::input(std::size_t i) const {
  if (!given(i)) refuse(fmt::format("input {} is missing", i));
  return views.find(node->inputs[i])->second;
}

const Attribute* Importer::attribute(std::string_view name) const {
  const auto found = node->attributes.find(name);
  return found == node->attributes.end() ? nullptr : &found->second;
}

std::int64_t Importer::integer(std::string_view name, std::int64_t otherwise) const {
  const Attribute* const found = attribute(name);
  return found ? found->integer.value_or(otherwise) : otherwise;
}
float Importer::real(std::string_view name, float otherwise) const {
  const Attribute* const found = attribute(name);
  return found ? found->real.value_or(otherwise) : otherwise;
}
std::string Importer::text(std::string_view name, const char* otherwise) const {
  const Attribute* const found = attribute(name);
  return found ? found->text : otherwise;
}
std::optional<Integers> Importer::integers(std::string_view name) const {
  const Attribute* const found = attribute(name);
  return found ? std::optional(found->integers) : std::nullopt;
}
std::optional<Integers> Importer::integers(std::string_view name, std::size_t i) const {
  return given(i) ? known_integers(input(i)) : integers(name);
}

bool Importer::reads_alone(std::size_t i) const {
  const std::string& name = node->inputs[i];
  std::ptrdiff_t readers = 0;
  for (const Node& one : model.nodes) readers += std::count(one.inputs.begin(), one.inputs.end(), name);
  return readers == 1 && std::none_of(model.outputs.begin(), model.outputs.end(),
                                      [&](const Edge& output) { return output.name == name; });
}

void Importer::set(std::size_t i, View view) {
  if (i >= outputs() || node->outputs[i].empty()) return;
  Value& made = graph.values[static_cast<std::size_t>(view.value)];
  if (made.name.empty()) made.name = node->outputs[i].substr(0, max_name);
  views[node->outputs[i]] = std::move(view);
}

}  // namespace exporter::onnx
