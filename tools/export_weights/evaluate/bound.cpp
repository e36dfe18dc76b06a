// SPDX-License-Identifier: BSL-1.0
#include "evaluate/bound.hpp"

#include <utility>

#include <fmt/format.h>
#include <tinytmpl/graph/bind.hpp>
#include <tinytmpl/graph/compile.hpp>
#include <tinytmpl/graph/fuse.hpp>
#include <tinytmpl/kernels/portable.hpp>

#include "error.hpp"
#include "operators/own.hpp"
#include "words.hpp"

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

/// Refuses a layer that the library does not compute on elements of its tensors' types, where `can_be(i)` says so of node `i`.
void refuse_elements(const Bound& bound, const Network& net, auto can_be) {
  for (int i = 0; i < bound.nodes.count; ++i) {
    const int number = bound.layers[static_cast<std::size_t>(bound.nodes[i].layer)];
    if (number < 0 || !tinytmpl::graph::has_kernel(bound.nodes[i]) || can_be(i)) continue;
    const Layer& layer = net.layers[static_cast<std::size_t>(number)];
    if (layer.op == &operators::own) continue;
    throw Error(
        fmt::format("layer {}, {}: this operator is not supported in {}; convert with full integer quantization: "
                    "TFLITE_BUILTINS_INT8 and a representative dataset",
                    number + 1, word_name(word(net, layer)), computes_reals(bound.nodes, i) ? "float32" : "int16"));
  }
}

}  // namespace

std::unique_ptr<const Bound> bind(const Network& net, tinytmpl::graph::Sequences sequences) {
  auto described = describe(net);
  if (!described) return nullptr;
  auto bound =
      std::make_unique<Bound>(Bound{described->nodes, std::move(described->parameters), std::move(described->layers),
                                    has_sequences(described->nodes), net.rounding});
  NodeNetwork& nodes = bound->nodes;
  for (int i = 0; i < nodes.count; ++i)
    nodes[i].require(nodes[i].out.extent.size() <= tinytmpl::core::max_elements, tinytmpl::core::Rule::tensor_size,
                     tinytmpl::core::max_elements, 0);
  nodes = bind_parameters(nodes, bound->parameters, static_cast<int>(bound->parameters.size()) - nodes.input_count);
  refuse_elements(*bound, net, [&](int i) {
    using tinytmpl::core::Rule;
    return nodes[i].fault.rule != Rule::real_function && nodes[i].fault.rule != Rule::wide_function;
  });
  refuse_faults(*bound);
  nodes = optimize(nodes, sequences);
  refuse_elements(*bound, net, [&](int i) {
    return (!computes_reals(nodes, i) && !computes_wide(nodes, i)) ||
           tinytmpl::kernels::choose<tinytmpl::targets::portable>(geometry_of(nodes, i)).found();
  });
  check_quantization(nodes);
  refuse_faults(*bound);
  return bound;
}

}  // namespace exporter
