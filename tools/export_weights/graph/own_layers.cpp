// SPDX-License-Identifier: BSL-1.0
#include "graph/own_layers.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "error.hpp"
#include "name_space.hpp"
#include "text.hpp"

namespace exporter {
namespace {

/// Why `name` is no type: identifiers joined by ::. Empty: it may be one.
std::string complaint_about_type(std::string_view name) {
  if (name.size() > 200) return "it is longer than 200 characters";
  for (;;) {
    const std::size_t colons = name.find("::");
    if (std::string complaint = complaint_about_identifier(name.substr(0, colons)); !complaint.empty())
      return complaint;
    if (colons == std::string_view::npos) return {};
    name.remove_prefix(colons + 2);
  }
}

}  // namespace

void add_own_layer(OwnLayers& layers, const std::string& text) {
  const std::size_t equals = text.rfind('=');
  std::string_view type = text;
  type.remove_prefix(equals == std::string::npos ? text.size() : equals + 1);
  if (type.starts_with("::")) type.remove_prefix(2);
  if (const std::string complaint = equals == 0 ? "a custom operator has a name" : complaint_about_type(type);
      !complaint.empty())
    throw Error(
        fmt::format("--own {}: {}; write CUSTOM_NAME=my::Layer, a custom operator and the C++ type of your layer; of a "
                    "template give one with its arguments a name: using Layer = Scaled<3>",
                    quoted(text), complaint));
  // From the global namespace on: in the header's own may be others of its names.
  if (!layers.words.emplace(text.substr(0, equals), fmt::format("::{}", type)).second)
    throw Error(fmt::format("--own names {} twice", quoted(text.substr(0, equals))));
}

void add_own_header(OwnLayers& layers, const std::string& header) {
  if (header.empty() || std::any_of(header.begin(), header.end(), [](char c) {
        return std::string_view("\"\\<>").find(c) != std::string_view::npos || (c >= 0 && c < ' ') || c == 127;
      }))
    throw Error(
        fmt::format("--own-header {} cannot stand in an #include; name a file, without quotes, brackets and "
                    "backslashes",
                    quoted(header)));
  layers.headers.push_back(header);
}

void name_own_layers(Graph& graph, const OwnLayers& layers) {
  std::set<std::string> customs;
  for (Operation& op : graph.operations) {
    if (!op.is_custom) continue;
    customs.insert(quoted(op.type));
    if (const auto found = layers.words.find(op.type); found != layers.words.end()) op.own_word = found->second;
  }
  for (const auto& [name, word] : layers.words)
    if (!customs.contains(quoted(name)))
      throw Error(fmt::format("--own: the model has no custom operator {}; it has {}", quoted(name),
                              customs.empty() ? "none" : fmt::format("{}", fmt::join(customs, ", "))));
}

}  // namespace exporter
