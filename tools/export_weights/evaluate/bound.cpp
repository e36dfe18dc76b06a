// SPDX-License-Identifier: BSL-1.0
#include "evaluate/bound.hpp"

#include <utility>

#include <fmt/format.h>
#include <tinytmpl/graph/bind.hpp>
#include <tinytmpl/graph/fuse.hpp>

#include "error.hpp"

namespace exporter {
namespace {

void refuse_faults(const Bound& bound) {
  for (const tinytmpl::core::Node& node : bound.nodes)
    if (node.fault.found())
      throw Error(
          fmt::format("layer {}, {}: rule {} of the library is broken, {} and {}; this is a defect of "
                      "tinytmpl-export, please report it with the model",
                      bound.layers[static_cast<std::size_t>(node.layer)] + 1, node.kind,
                      static_cast<int>(node.fault.rule), node.fault.needed, node.fault.given));
}

}  // namespace

std::unique_ptr<const Bound> bind(const Network& net, tinytmpl::graph::Sequences sequences) {
  auto described = describe(net);
  if (!described) return nullptr;
  auto bound = std::make_unique<Bound>(Bound{described->nodes, std::move(described->parameters),
                                             std::move(described->layers), has_sequences(described->nodes)});
  NodeNetwork& nodes = bound->nodes;
  for (int i = 0; i < nodes.count; ++i)
    nodes[i].require(nodes[i].out.extent.size() <= tinytmpl::core::max_elements, tinytmpl::core::Rule::tensor_size,
                     tinytmpl::core::max_elements, 0);
  nodes = bind_parameters(nodes, bound->parameters, static_cast<int>(bound->parameters.size()) - nodes.input_count);
  refuse_faults(*bound);
  nodes = optimize(nodes, sequences);
  check_quantization(nodes);
  refuse_faults(*bound);
  return bound;
}

}  // namespace exporter
