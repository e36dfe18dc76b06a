// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <tinytmpl/graph/plan.hpp>
#include <tinytmpl/graph/walk.hpp>

#include "evaluate/nodes.hpp"

namespace exporter {

constexpr int most_edges = most_nodes * tinytmpl::core::max_operands;
using NodePlan = tinytmpl::graph::Plan<most_nodes>;
using NodeTimetable = tinytmpl::graph::Timetable<most_nodes, most_edges>;

/// What lies where in the arena, and when: an inference under a plan. A moment is a firing: some rows of a tensor are computed.
struct Memory {
  struct Firing {
    int block, row, count;
  };
  /// A row, in its place of a ring, from the firing that computes it to the last that reads it.
  struct Cell {
    int slot, born, died;
  };
  /// A ring of rows.
  struct Block {
    int node, layer;  // whose output it is; of an input -1
    std::string kind;
    int offset, pitch, slots, rows;
    int born = 0, died = 0;
    bool is_state = false;
    std::vector<Cell> cells{};                  // none, if there were too many of all
    int scratch_offset = 0, scratch_bytes = 0;  // of the kernel that computes it, while it does
  };
  int arena_bytes = 0, state_bytes = 0;
  std::vector<Block> blocks;
  std::vector<Firing> firings;
};

/// Follows the walk. `layer_of(i)`: the layer that node `i` is a part of.
Memory trace(const NodeNetwork& net, const NodeTimetable& table, const NodePlan& plan,
             const tinytmpl::core::Array<int, most_nodes>& scratch, const std::function<int(int)>& layer_of);

}  // namespace exporter
