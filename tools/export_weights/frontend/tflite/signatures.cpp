// SPDX-License-Identifier: BSL-1.0
#include "frontend/tflite/signatures.hpp"

#include <algorithm>

#include <flatbuffers/flatbuffers.h>
#include <fmt/format.h>
#include <tflite_generated.h>

#include "error.hpp"

namespace exporter {
namespace {

constexpr std::size_t max_names = 4'096;  // of all signatures together, their keys too
constexpr std::size_t max_length = 200;   // of a longer one only the beginning is kept

std::string text(const flatbuffers::String* string) {
  return string ? std::string(string->c_str(), std::min<std::size_t>(string->size(), max_length)) : std::string();
}

/// A small file may name one long list from everywhere.
void spend(std::size_t count, std::size_t& budget) {
  if (count > budget)
    throw Error(fmt::format("the signatures of the file have more than {} names; the file is damaged", max_names));
  budget -= count;
}

using Names = flatbuffers::Vector<flatbuffers::Offset<schema::TensorName>>;

std::vector<TensorName> read_names(const Names* names, std::size_t tensors, std::size_t& budget) {
  std::vector<TensorName> out;
  if (!names) return out;
  spend(names->size(), budget);
  for (const schema::TensorName* one : *names)
    if (one->tensor() < tensors) out.push_back({text(one->name()), static_cast<int>(one->tensor())});
  return out;
}

std::vector<EdgeName> edge_names(const Graph& graph, const std::vector<int>& edges,
                                 const std::vector<TensorName>& names) {
  std::vector<EdgeName> out;
  for (const int tensor : edges) {
    const auto is_its = [tensor](const TensorName& name) { return name.tensor == tensor; };
    const auto found = std::find_if(names.begin(), names.end(), is_its);
    out.push_back({graph[tensor].name, found == names.end() ? "" : found->name});
  }
  return out;
}

}  // namespace

std::vector<Signature> read_signatures(const schema::Model& model) {
  std::vector<Signature> out;
  if (!model.signatures()) return out;
  std::size_t budget = max_names;
  spend(model.signatures()->size(), budget);
  for (const schema::Signature* one : *model.signatures()) {
    if (!model.subgraphs() || one->subgraph() >= model.subgraphs()->size()) continue;
    const auto* tensors = model.subgraphs()->Get(one->subgraph())->tensors();
    const std::size_t count = tensors ? tensors->size() : 0;
    out.push_back({text(one->key()), one->subgraph(), read_names(one->inputs(), count, budget),
                   read_names(one->outputs(), count, budget)});
  }
  return out;
}

const Signature* signature_of(const std::vector<Signature>& signatures, std::size_t subgraph) {
  const auto found = std::find_if(signatures.begin(), signatures.end(),
                                  [subgraph](const Signature& one) { return one.subgraph == subgraph; });
  return found == signatures.end() ? nullptr : &*found;
}

void name_edges(Graph& graph, const Signature* signature) {
  const Signature none;
  const Signature& names = signature ? *signature : none;
  graph.input_names = edge_names(graph, graph.inputs, names.inputs);
  graph.output_names = edge_names(graph, graph.outputs, names.outputs);
}

}  // namespace exporter
