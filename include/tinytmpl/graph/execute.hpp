// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/constants.hpp>
#include <tinytmpl/graph/rows.hpp>
#include <tinytmpl/graph/walk.hpp>

namespace tinytmpl::graph {

/// What computes a tensor's rows.
struct Call {
  kernels::Function* kernel = nullptr;
  const Constants* constants = nullptr;
  std::int32_t scratch = 0;           // its offset
  const std::int8_t* rows = nullptr;  // of a constant, which no kernel computes: where they are
};

/// A planned network as tables: how programs run one that they know no sooner than when they run.
struct Program {
  const Step* steps;
  const Edge* needs;
  const Place* places;
  const Call* calls;
  const std::int16_t* ends;
  int inputs, end_count;
};

/// Computes `count` rows of tensor `x`, from `row` on. The kernel is handed up to `most_in` rows and computes up to `most_out`.
template <int most_in, int most_out>
constexpr void execute(const Program& program, std::int8_t* arena, int x, int row, int count) {
  const Step& step = program.steps[x];
  const Call& call = program.calls[x];
  const Place& to = program.places[x];
  if (to.pitch == 0) return;  // the end of the network, which has no rows of its own
  const std::int8_t* pointers[most_in];
  const std::int8_t** table = pointers;
  kernels::Rows in[max_operands];
  for (int k = 0; k < step.edge_count; ++k) {
    const Edge& edge = program.needs[step.first_edge + k];
    const Call& from = program.calls[edge.tensor];
    const Place& place = program.places[edge.tensor];
    const int computed = program.steps[edge.tensor].height, height = computed > 0 ? computed : place.slots;
    const RowRange rows(edge, row, step.height - 1, edge.rows_for(count), height);
    fill_table(table, from.rows ? from.rows : arena, place, rows);
    in[k].table = table;
    table += rows.count;
  }
  std::int8_t* out[most_out];
  for (int i = 0; i < count; ++i) out[i] = to.at(arena, row + i);
  call.kernel({out, in, row, count, arena + call.scratch}, *call.constants);
}

}  // namespace tinytmpl::graph
