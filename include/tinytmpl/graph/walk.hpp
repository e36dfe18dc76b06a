// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/network.hpp>

namespace tinytmpl::graph {

constexpr std::int16_t narrow(int number) { return static_cast<std::int16_t>(number); }

/// Which tensor a node reads, and the rows of it that one output row reads. From output row `whole_from` on all of it must be there:
/// a node that keeps something computes all of its rows, read or not, since it writes anew with each what it keeps.
struct Edge {
  int tensor = 0;
  Sliding rows;
  int whole_from = max_rows;

  /// How many rows `count` output rows read.
  constexpr int rows_for(int count) const { return rows.size + (count - 1) * rows.stride; }
  /// One more than the last row, of `height`, that output rows up to `last` read.
  constexpr int end(int last, int height) const {
    const int end = rows.start(last) + rows.reach();
    return end < height && last < whole_from ? end : height;
  }
};

/// A tensor: how many rows it has and how many are computed at a time; what they need; its only reader, or -1. Of what is there no
/// rows are computed: whoever reads it lacks none.
struct Step {
  std::int16_t height = 0, band = 1;
  std::int16_t first_edge = 0, edge_count = 0;
  std::int16_t reader = -1;
};

/// When rows can be computed. The same table is walked to plan a network, and to find the order in which it runs.
template <int nodes, int edges>
struct Timetable {
  Array<Step, nodes> steps;
  Array<Edge, edges> needs;
};

template <int n>
constexpr int edge_count(const Network<n>& net) {
  int edges = 0;
  for (const Node& node : net) edges += node.operand_count;
  return edges;
}

/// The timetable of `net`, of whose tensor `i` `bands[i]` rows are computed at a time.
template <int edges, int n>
constexpr Timetable<n, edges> make_timetable(const Network<n>& net, const Array<int, n>& bands) {
  Timetable<n, edges> table;
  int next = 0;
  for (int i = 0; i < net.count; ++i) {
    const Node& node = net[i];
    const int height = is_there(node) ? 0 : node.out.extent.h;
    table.steps[i] = {narrow(height), narrow(bands[i]), narrow(next), narrow(node.operand_count), -1};
    for (int k = 0; k < node.operand_count; ++k)
      table.needs[next++] = {node.in(k).node, node.in(k).rows,
                             keeps_state(net.operand(i, k)) ? node.out.extent.h - 1 : max_rows};
  }
  const Array<int, n> readers = reader_counts(net);
  for (int i = 0; i < net.count; ++i)
    for (int k = 0; k < net[i].operand_count; ++k)
      if (readers[net[i].in(k).node] == 1) table.steps[net[i].in(k).node].reader = narrow(i);
  return table;
}

/// The first tensor of which node `x` lacks rows before it can compute its next `count`; -1 if there is none.
constexpr int first_missing(const Step* steps, const Edge* needs, const std::int16_t* done, int x, int count) {
  const Step& step = steps[x];
  for (int k = 0; k < step.edge_count; ++k) {
    const Edge& edge = needs[step.first_edge + k];
    if (done[edge.tensor] < edge.end(done[x] + count - 1, steps[edge.tensor].height)) return edge.tensor;
  }
  return -1;
}

/// Computes what tensor `end` demands, from where it stopped: each tensor's count of finished rows, `done`, is
/// all it remembers. `fire(x, row, count)` computes rows; with false it stops the walk, as with `is_tired()`, if it has that, which
/// is asked at each step. False: it stopped, at `x`, where it can go on, or needs a row of an input, which are the first `inputs`
/// tensors.
template <class Fire>
constexpr bool walk(const Step* steps, const Edge* needs, int inputs, std::int16_t* done, int end, int& x, Fire fire) {
  while (done[end] < steps[end].height) {
    if constexpr (requires { fire.is_tired(); })
      if (fire.is_tired()) return false;
    const Step& step = steps[x];
    const int row = done[x], rest = step.height - row, count = rest < step.band ? rest : step.band;
    const int missing = first_missing(steps, needs, done, x, count);
    if (missing >= 0) {
      if (missing < inputs) return false;
      x = missing;
      continue;
    }
    done[x] = narrow(row + count);
    if (!fire(x, row, count)) return false;
    x = x != end && step.reader >= 0 ? step.reader : end;  // who demanded it can mostly go on now
  }
  return true;
}
template <class Fire>
constexpr bool walk(const Step* steps, const Edge* needs, int inputs, std::int16_t* done, int end, Fire fire) {
  int x = end;
  return walk(steps, needs, inputs, done, end, x, fire);
}

}  // namespace tinytmpl::graph
