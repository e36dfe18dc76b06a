// SPDX-License-Identifier: BSL-1.0
#include "graph/simplify.hpp"

#include "graph/dilation.hpp"
#include "graph/edges.hpp"
#include "graph/float_chains.hpp"
#include "graph/fold.hpp"
#include "graph/signals.hpp"
#include "graph/uint8.hpp"
#include "graph/variables.hpp"

namespace exporter {

void simplify(Graph& graph, Refusals& refusals) {
  fold_constants(graph);
  resolve_variables(graph, refusals);
  if (!refusals.empty()) refusals.throw_all();
  remove_unused_operators(graph);
  fuse_signals(graph);
  remove_unused_operators(graph);
  take_off_uint8(graph, refusals);
  fold_float_chains(graph);
  take_off_floats(graph, refusals);
  skip_dequantized_constants(graph);
  remove_unused_operators(graph);
  fuse_dilations(graph);
}

}  // namespace exporter
