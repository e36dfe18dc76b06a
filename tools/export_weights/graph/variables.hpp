// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"
#include "graph/refusal.hpp"

namespace exporter {

/// Takes out variables, which keep their values from one inference to the next. One that keeps the last steps of a stream becomes the
/// operation `history_type`; one that nothing is assigned to is the constant that it is at first; what is read behind an assignment is
/// what was assigned. All others are refused.
void resolve_variables(Graph& graph, Refusals& refusals);

}  // namespace exporter
