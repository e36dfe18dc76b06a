// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "graph/graph.hpp"

namespace exporter {

/// Layers that the user has written for custom operators.
struct OwnLayers {
  std::map<std::string, std::string> words{};  // custom operator -> the C++ type
  std::vector<std::string> headers{};          // that declare them
};

/// Adds "CUSTOM_NAME=my::Layer". Throws Error if it is something else.
void add_own_layer(OwnLayers& layers, const std::string& text);
/// Adds a header, as an #include names it. Throws Error if none does.
void add_own_header(OwnLayers& layers, const std::string& header);

/// Gives custom operations their words. Throws Error if the model has no such operation.
void name_own_layers(Graph& graph, const OwnLayers& layers);

}  // namespace exporter
