// SPDX-License-Identifier: BSL-1.0
#include "evaluate/memory.hpp"

#include <algorithm>
#include <utility>

namespace exporter {
namespace {

namespace core = tinytmpl::core;
constexpr int most_cells = 6000;  // that a page can show

/// When each row of a tensor is computed, and read last.
struct Rows {
  std::vector<int> born, died;
};

/// Walks along a plan, and notes what happens.
class Tracer {
 public:
  Tracer(const NodeNetwork& in_net, const NodeTimetable& in_table, const NodePlan& in_plan)
      : net(in_net), table(in_table), plan(in_plan), rows(static_cast<std::size_t>(net.count)),
        block_of(rows.size(), -1) {
    memory.arena_bytes = plan.arena_bytes, memory.state_bytes = plan.state_bytes;
    for (int x = 0; x < net.count; ++x) {
      const auto height = static_cast<std::size_t>(std::max<int>(0, table.steps[x].height));
      rows_of(x) = {std::vector<int>(height, 0), std::vector<int>(height, 0)};
    }
  }

  Memory trace(const core::Array<int, most_nodes>& scratch, const std::function<int(int)>& layer_of) {
    for (int x = 0; x < net.count; ++x) {
      const tinytmpl::graph::Ring& ring = plan.rings[x];
      if (ring.pitch == 0 || tinytmpl::graph::lies_in_flash(net[x])) continue;
      block_of[static_cast<std::size_t>(x)] = static_cast<int>(memory.blocks.size());
      memory.blocks.push_back({.node = x,
                               .layer = layer_of(x),
                               .kind = net[x].kind,
                               .offset = ring.offset,
                               .pitch = ring.pitch,
                               .slots = ring.slots,
                               .rows = net[x].out.extent.h,
                               .is_state = tinytmpl::graph::is_state(net[x]),
                               .scratch_offset = plan.scratch[x],
                               .scratch_bytes = scratch[x]});
    }
    walk_all();
    std::size_t cells = 0;
    for (const Rows& of : rows) cells += of.born.size();
    for (Memory::Block& block : memory.blocks) finish(block, cells <= most_cells);
    return std::move(memory);
  }

 private:
  const NodeNetwork& net;
  const NodeTimetable& table;
  const NodePlan& plan;
  std::vector<Rows> rows;
  std::vector<int> block_of;  // by node; -1: it has no memory
  Memory memory;

  Rows& rows_of(int x) { return rows[static_cast<std::size_t>(x)]; }
  int now() const { return static_cast<int>(memory.firings.size()); }

  void walk_all() {
    core::Array<std::int16_t, most_nodes> done;
    for (int x = 0; x < net.input_count; ++x) done[x] = table.steps[x].height;
    for (int end = 0; end < plan.end_count; ++end)
      walk(table.steps.data(), table.needs.data(), net.input_count, done.data(), plan.ends[end],
           [this](int x, int row, int count) {
             fire(x, row, count);
             return true;
           });
  }

  void fire(int x, int row, int count) {
    const tinytmpl::graph::Step& step = table.steps[x];
    for (int k = 0; k < step.edge_count; ++k) read(table.needs[step.first_edge + k], row, row + count - 1);
    const int block = block_of[static_cast<std::size_t>(x)];
    if (block < 0) return;  // the end of the network, which computes nothing
    std::fill_n(rows_of(x).born.begin() + row, count, now());
    std::fill_n(rows_of(x).died.begin() + row, count, now() + 1);
    memory.firings.push_back({block, row, count});
  }
  /// What output rows up to `last` from `row` on read of an edge.
  void read(const tinytmpl::graph::Edge& edge, int row, int last) {
    std::vector<int>& died = rows_of(edge.tensor).died;
    const int begin = std::max(0, edge.rows.start(row)), end = edge.end(last, table.steps[edge.tensor].height);
    for (int r = begin; r < end; ++r) died[static_cast<std::size_t>(r)] = now() + 1;
  }

  bool is_output(int x) const {
    const core::Node& ends = net.outputs();
    for (int k = 0; k < ends.operand_count; ++k)
      if (ends.in(k).node == x) return true;
    return false;
  }
  /// Notes when the rows of a block were there. Inputs, outputs and what is kept stay.
  void finish(Memory::Block& block, bool with_cells) {
    Rows& of = rows_of(block.node);
    if (block.node < net.input_count || is_output(block.node)) std::fill(of.died.begin(), of.died.end(), now());
    const bool is_there = of.born.empty();  // a state
    block.born = is_there ? 0 : *std::min_element(of.born.begin(), of.born.end());
    block.died = is_there ? now() : *std::max_element(of.died.begin(), of.died.end());
    if (!with_cells) return;
    for (int r = 0; r < static_cast<int>(of.born.size()); ++r)
      block.cells.push_back(
          {plan.rings[block.node].slot(r), of.born[static_cast<std::size_t>(r)], of.died[static_cast<std::size_t>(r)]});
  }
};

}  // namespace

Memory trace(const NodeNetwork& net, const NodeTimetable& table, const NodePlan& plan,
             const core::Array<int, most_nodes>& scratch, const std::function<int(int)>& layer_of) {
  return Tracer(net, table, plan).trace(scratch, layer_of);
}

}  // namespace exporter
