// SPDX-License-Identifier: BSL-1.0
#include "graph/own_layers.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "error.hpp"
#include "text.hpp"

namespace exporter {
namespace {

/// Identifiers joined by ::, as a namespace's, the last one a type's.
bool is_type(std::string_view text) {
  for (;;) {
    const std::size_t colons = text.find("::");
    const std::string_view part = text.substr(0, colons);
    if (part.empty() || is_digit(part[0])) return false;
    if (!std::all_of(part.begin(), part.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; }))
      return false;
    if (colons == std::string_view::npos) return true;
    text.remove_prefix(colons + 2);
  }
}

}  // namespace

void add_own_layer(OwnLayers& layers, const std::string& text) {
  const std::size_t equals = text.rfind('=');
  const std::string type = equals == std::string::npos ? "" : text.substr(equals + 1);
  if (equals == 0 || type.size() > 200 || !is_type(type))
    throw Error(
        fmt::format("--own {}: write CUSTOM_NAME=my::Layer, a custom operator and the C++ type of your layer; of "
                    "a template give one with its arguments a name: using Layer = Scaled<3>",
                    quoted(text)));
  const bool is_global = type.find(':') == std::string::npos;  // and no word of the library's
  if (!layers.words.emplace(text.substr(0, equals), is_global ? "::" + type : type).second)
    throw Error(fmt::format("--own names {} twice", quoted(text.substr(0, equals))));
}

void add_own_header(OwnLayers& layers, const std::string& header) {
  if (header.empty() || header.find_first_of("\"\\\n\r") != std::string::npos)
    throw Error(fmt::format("--own-header {} cannot stand in an #include; name a file without quotes and backslashes",
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
