// SPDX-License-Identifier: BSL-1.0
#include "emit/rules.hpp"

#include <memory>

#include <fmt/format.h>
#include <tinytmpl/graph/bind.hpp>
#include <tinytmpl/graph/fuse.hpp>

#include "emit/nodes.hpp"
#include "emit/parameters.hpp"
#include "error.hpp"

namespace exporter {
namespace {

void refuse_faults(const NodeNetwork& nodes) {
  for (const tinytmpl::core::Node& node : nodes)
    if (node.fault.found())
      throw Error(
          fmt::format("layer {}, {}: rule {} of the library is broken, {} and {}; this is a defect of "
                      "tinytmpl-export, please report it with the model",
                      node.layer - nodes.input_count + 1, node.kind, static_cast<int>(node.fault.rule),
                      node.fault.needed, node.fault.given));
}

}  // namespace

void check_rules(const Network& net) {
  const auto described = describe(net);
  if (!described) return;
  const auto nodes = std::make_unique<NodeNetwork>(*described);
  for (int i = nodes->input_count, last = -1; i + 1 < nodes->count; ++i) {
    tinytmpl::core::Node& node = (*nodes)[i];
    if (node.traits.keeps_quantization && !node.out.quantization.known())
      node.out.quantization = nodes->operand(i).out.quantization;
    if (node.layer == last) continue;  // what a layer becomes behind its first node has no parameters
    last = node.layer;
    const Layer& layer = net.layers[static_cast<std::size_t>(node.layer - nodes->input_count)];
    tinytmpl::graph::check_lengths(node, own_parameters(net, layer));
    node.require(node.out.extent.size() <= tinytmpl::core::max_elements, tinytmpl::core::Rule::tensor_size,
                 tinytmpl::core::max_elements, 0);
  }
  refuse_faults(*nodes);
  *nodes = optimize(*nodes);
  check_quantization(*nodes);
  refuse_faults(*nodes);
}

}  // namespace exporter
