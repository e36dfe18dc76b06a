// SPDX-License-Identifier: BSL-1.0
#include "frontend/tflite/entry_points.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <flatbuffers/flatbuffers.h>
#include <fmt/format.h>
#include <tflite_generated.h>

#include "error.hpp"
#include "frontend/tflite/signatures.hpp"
#include "text.hpp"

namespace exporter {
namespace {

constexpr std::size_t max_listed = 10;

struct Model {
  std::size_t subgraph;
  std::string name;  // as it is shown
};

template <class Vector>
std::size_t size(const Vector* vector) {
  return vector ? vector->size() : 0;
}

/// The subgraphs that operators run as parts of their own.
std::set<std::size_t> called_subgraphs(const schema::Model& model) {
  std::set<std::size_t> out;
  const auto add = [&](auto index) { out.insert(static_cast<std::size_t>(index)); };
  for (const schema::SubGraph* graph : *model.subgraphs()) {
    if (!graph->operators()) continue;
    for (const schema::Operator* op : *graph->operators()) {
      if (const auto* once = op->options_as_CallOnceOptions()) add(once->init_subgraph());
      if (const auto* call = op->options_as_CallOptions()) add(call->subgraph());
      if (const auto* branch = op->options_as_IfOptions()) add(branch->then_subgraph()), add(branch->else_subgraph());
      if (const auto* loop = op->options_as_WhileOptions()) add(loop->cond_subgraph()), add(loop->body_subgraph());
    }
  }
  return out;
}

std::string shown(std::string_view name, std::size_t subgraph) {
  return name.empty() ? fmt::format("subgraph {}", subgraph)
                      : fmt::format("\"{}\" (subgraph {})", escape(name, 60), subgraph);
}

std::vector<Model> models_of(const schema::Model& model, const std::vector<Signature>& signatures) {
  std::multimap<std::size_t, std::string> keys;
  for (const Signature& one : signatures) keys.emplace(one.subgraph, one.key);
  const std::set<std::size_t> called = called_subgraphs(model);
  std::vector<Model> out;
  for (std::size_t i = 0; i < size(model.subgraphs()); ++i) {
    const auto [first, last] = keys.equal_range(i);
    for (auto key = first; key != last; ++key) out.push_back({i, shown(key->second, i)});
    const schema::SubGraph& graph = *model.subgraphs()->Get(static_cast<flatbuffers::uoffset_t>(i));
    if (first != last || called.contains(i) || size(graph.outputs()) == 0) continue;
    out.push_back({i, shown(graph.name() ? graph.name()->string_view() : std::string_view(), i)});
  }
  return out;
}

std::string list(const std::vector<Model>& models) {
  std::string out;
  for (std::size_t i = 0; i < std::min(models.size(), max_listed); ++i) out += (i > 0 ? ", " : "") + models[i].name;
  return models.size() > max_listed ? out + ", ..." : out;
}

}  // namespace

EntryPoint choose_entry_point(const schema::Model& model, const Choice& choice) {
  const std::vector<Signature> signatures = read_signatures(model);
  const std::vector<Model> models = models_of(model, signatures);
  EntryPoint out;
  if (choice.signature) {
    const auto found = std::find_if(signatures.begin(), signatures.end(),
                                    [&](const Signature& one) { return one.key == *choice.signature; });
    if (found == signatures.end())
      throw Error(fmt::format("the file has no signature {}; {}", quoted(*choice.signature),
                              signatures.empty() ? "it has none: choose with --subgraph" : "it has: " + list(models)));
    out.subgraph = found->subgraph;
    out.signature = *found;
  } else {
    out.subgraph = choice.subgraph.value_or(0);
    if (out.subgraph >= size(model.subgraphs()))
      throw Error(fmt::format("the file has no subgraph {}; it has: {}", out.subgraph, list(models)));
    if (const Signature* first = signature_of(signatures, out.subgraph)) out.signature = *first;
  }
  if (models.size() > 1) {
    const auto it =
        std::find_if(models.begin(), models.end(), [&](const Model& m) { return m.subgraph == out.subgraph; });
    const std::string name = choice.signature   ? shown(*choice.signature, out.subgraph)
                           : it != models.end() ? it->name
                                                : shown({}, out.subgraph);
    out.remark = fmt::format("the file has {} models: {}; this is {}; {}--subgraph chooses another\n", models.size(),
                             list(models), name, signatures.empty() ? "" : "--signature or ");
  }
  return out;
}

}  // namespace exporter
