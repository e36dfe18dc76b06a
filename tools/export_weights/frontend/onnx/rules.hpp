// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "frontend/onnx/importer.hpp"

namespace exporter::onnx {

/// How a node becomes operations.
struct Rule {
  std::string_view type;  // by ONNX' name: Conv
  void (*read)(Importer&);
};
using Rules = std::vector<Rule>;

/// A function for each file of this folder that has rules. One that is not in the list does not compile; one that is in the list
/// alone does not link.
namespace rules {
#define TINYTMPL_ONNX_RULES(file) Rules file();
#include "frontend/onnx/list.inc"
#undef TINYTMPL_ONNX_RULES
}  // namespace rules

/// The rule for a node; null: there is none.
const Rule* find_rule(const Node& node);
/// The types of all nodes that there are rules for.
std::vector<std::string_view> node_types();
/// Why a node without a rule is refused, and what to do.
std::string unsupported(const Node& node);

/// A bias that is added behind a convolution or a dense layer becomes its bias; false: there is none that can take it.
bool becomes_bias(Importer& x, std::size_t layer, std::size_t bias);

}  // namespace exporter::onnx
