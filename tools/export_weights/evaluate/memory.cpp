// SPDX-License-Identifier: BSL-1.0
#include "evaluate/memory.hpp"

#include <algorithm>

namespace exporter {
namespace {

namespace core = tinytmpl::core;
constexpr int most_cells = 6000;  // that a page can show

/// When each row of a tensor is computed, and read last.
struct Rows {
  std::vector<int> born, died;
};

/// The rows of tensor `edge.tensor`, of `height`, that output rows up to `last` from `row` on read, are read at `now`.
void read(Rows& rows, const tinytmpl::graph::Edge& edge, int row, int last, int height, int now) {
  for (int r = std::max(0, edge.rows.start(row)); r < edge.end(last, height); ++r) {
    int& died = rows.died[static_cast<std::size_t>(r)];
    died = std::max(died, now + 1);
  }
}

}  // namespace

Memory trace(const NodeNetwork& net, const NodeTimetable& table, const NodePlan& plan,
             const core::Array<int, most_nodes>& scratch, const std::function<int(int)>& layer_of) {
  Memory memory{plan.arena_bytes, plan.state_bytes, {}, {}};
  std::vector<Rows> rows(static_cast<std::size_t>(net.count));
  std::vector<int> block_of(rows.size(), -1);
  core::Array<std::int16_t, most_nodes> done;
  for (int x = 0; x < net.count; ++x) {
    const auto height = static_cast<std::size_t>(std::max<int>(0, table.steps[x].height));
    const bool is_input = x < net.input_count;
    rows[static_cast<std::size_t>(x)] = {std::vector<int>(height, is_input ? 0 : -1), std::vector<int>(height, 0)};
    if (is_input) done[x] = table.steps[x].height;
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
  int now = 0;
  for (int end = 0; end < plan.end_count; ++end)
    walk(table.steps.data(), table.needs.data(), net.input_count, done.data(), plan.ends[end],
         [&](int x, int row, int count) {
           for (int k = 0; k < table.steps[x].edge_count; ++k) {
             const tinytmpl::graph::Edge& edge = table.needs[table.steps[x].first_edge + k];
             read(rows[static_cast<std::size_t>(edge.tensor)], edge, row, row + count - 1,
                  table.steps[edge.tensor].height, now);
           }
           const int block = block_of[static_cast<std::size_t>(x)];
           if (block < 0) return true;  // the end of the network, which computes nothing
           for (int r = row; r < row + count; ++r) {
             rows[static_cast<std::size_t>(x)].born[static_cast<std::size_t>(r)] = now;
             rows[static_cast<std::size_t>(x)].died[static_cast<std::size_t>(r)] = now + 1;
           }
           memory.firings.push_back({block, row, count});
           ++now;
           return true;
         });

  std::size_t cells = 0;
  for (const Rows& of : rows) cells += of.born.size();
  const core::Node& ends = net.outputs();
  const auto is_output = [&](int x) {
    for (int k = 0; k < ends.operand_count; ++k)
      if (ends.in(k).node == x) return true;
    return false;
  };
  for (Memory::Block& block : memory.blocks) {
    const Rows& of = rows[static_cast<std::size_t>(block.node)];
    const bool stays = block.node < net.input_count || is_output(block.node) || block.is_state;
    block.born = block.is_state || of.born.empty() ? 0 : *std::min_element(of.born.begin(), of.born.end());
    block.died = stays || of.died.empty() ? now : *std::max_element(of.died.begin(), of.died.end());
    if (cells > most_cells) continue;
    for (int r = 0; r < static_cast<int>(of.born.size()); ++r)
      block.cells.push_back({plan.rings[block.node].slot(r), of.born[static_cast<std::size_t>(r)],
                             stays ? now : of.died[static_cast<std::size_t>(r)]});
  }
  return memory;
}

}  // namespace exporter
