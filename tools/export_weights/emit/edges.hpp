// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <vector>

#include "ir.hpp"

namespace exporter {

/// An input or an output, as a user finds it.
struct Edge {
  int position = 0;
  int tensor = 0;  // of the network
  EdgeName name{};
  std::string label{};  // by which the program may ask for it; empty: only by its position
  Element element = Element::int8;
};

/// A label is the signature's name, or else the tensor's without what converters add to it; none, if another one of the list is
/// called so, or if it is longer than 80 bytes.
std::vector<Edge> inputs(const Network& net);
std::vector<Edge> outputs(const Network& net);

/// The zero point of its elements, which may be uint8.
int zero_point(const Network& net, const Edge& edge);

/// A tensor's name without what converters add to it: "serving_default_x:0" -> "x".
std::string readable(const std::string& tensor);

/// A line of text: position, label, shape, quantization, the file's names. `kind`: "input" or "output".
std::string edge_line(const Network& net, const char* kind, const Edge& edge);
/// Those of all inputs and outputs.
std::vector<std::string> edge_lines(const Network& net);

/// The declarations by which a Net names its inputs and outputs; empty: it has no labels.
std::string edge_names(const Network& net);

}  // namespace exporter
