// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/walk.hpp>

namespace tinytmpl::graph {

/// How many rows of each tensor must be kept when rows are made only when somebody needs them. Found by rehearsing the walk
/// without data, in parts: a constant expression may not be long.
template <int n>
struct Demand {
  Array<int, n> rows;  // of the ring that holds the tensor
  Array<int, n> lead;  // bytes by which the tensor, if it lay below the dying input, would run into what is still read
  Array<std::int16_t, n> done;
  int oldest_input_row = 0;
  int at = n - 1;  // where the walk stands
  bool complete = false;
};

/// For each tensor the nodes that read it, by their edges.
template <int n, int edges>
struct Readers {
  struct Reader {
    int node = 0, edge = 0;
  };
  Array<int, n + 1> first;
  Array<Reader, edges> all;

  constexpr explicit Readers(const Network<n>& net) {
    const Array<int, n> counts = reader_counts(net);
    for (int x = 0; x < n; ++x) first[x + 1] = first[x] + counts[x];
    Array<int, n> next;
    for (int y = 0, edge = 0; y < net.count; ++y)
      for (int k = 0; k < net[y].operand_count; ++k, ++edge) {
        const int x = net[y].in(k).node;
        all[first[x] + next[x]++] = {y, edge};
      }
  }
};

/// What the walk fires when it is rehearsed. It tires after so many steps, but not before it has fired once.
template <int n, int edges>
struct RehearsedKernels {
  const Network<n>& net;
  const Timetable<n, edges>& table;
  const Readers<n, edges>& readers;
  Demand<n>& demand;
  int steps;
  bool fired = false;

  constexpr bool is_tired() { return --steps < 0 && fired; }
  constexpr bool operator()(int x, int, int count) {
    const int end = demand.done[x];
    demand.lead[x] = maximum(demand.lead[x], end * net[x].row_bytes() - demand.oldest_input_row * net[0].row_bytes());
    demand.rows[x] = net[x].traits.accumulates ? 1 : maximum(demand.rows[x], maximum(count, end - oldest(x)));
    if (demand.oldest_input_row < table.steps[0].height) demand.oldest_input_row = oldest(0);
    return fired = true;
  }
  /// The first row of `x` that a reader still needs.
  constexpr int oldest(int x) const {
    int row = table.steps[x].height;
    for (int r = readers.first[x]; r < readers.first[x + 1]; ++r) {
      const int reader = readers.all[r].node, done = demand.done[reader];
      if (done == table.steps[reader].height) continue;
      const Edge& edge = table.needs[readers.all[r].edge];
      row = minimum(row, maximum(0, edge.rows.start(done)));
    }
    return row;
  }
};

/// Rehearses some `steps` of the walk more.
template <int n, int edges>
constexpr Demand<n> rehearse(const Network<n>& net, const Timetable<n, edges>& table, const Readers<n, edges>& readers,
                             Demand<n> demand, int steps) {
  const RehearsedKernels<n, edges> fire{net, table, readers, demand, steps};
  if (demand.at >= net.count) demand.at = net.count - 1;
  demand.complete = walk(table.steps.data(), table.needs.data(), 0, demand.done.data(), net.count - 1, demand.at, fire);
  return demand;
}

}  // namespace tinytmpl::graph
