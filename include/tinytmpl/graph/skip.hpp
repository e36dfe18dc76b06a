// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/demand.hpp>

namespace tinytmpl::graph {

/// After how many rows of the input the walk of a long image or sequence may do the same again; 0: after too many to look for.
template <int n>
constexpr int period_of(const Network<n>& net, const Array<int, n>& bands) {
  constexpr int most = 4096;
  Array<int, n> rows;  // of the input, for a row
  int period = 1;
  for (int y = 0; y < net.count; ++y) {
    rows[y] = 1;
    for (int k = 0; k < net[y].operand_count; ++k)
      rows[y] = maximum(rows[y], rows[net[y].in(k).node] * maximum(1, net[y].in(k).rows.stride));
    int both = period;
    while (both % (rows[y] * maximum(1, bands[y])) != 0 && both <= most) both += period;
    if (both > most) return 0;
    period = both;
  }
  return period;
}

/// How many times the walk does again what it did from `before` to `now`, until some tensor comes near its end; 0: not at all, as
/// far as is known.
template <int n>
constexpr int repetitions(const Network<n>& net, const Array<int, n>& bands, const Demand<n>& before,
                          const Demand<n>& now) {
  const auto advance = [&](int x) { return now.done[x] - before.done[x]; };
  const auto is_complete = [&](int x) { return is_there(net[x]) || before.done[x] == net[x].out.extent.h; };
  if (before.done[0] == 0 || advance(0) == 0 || before.at != now.at) return 0;
  int times = max_rows;
  for (int y = 0; y < net.count; ++y) {
    if (advance(y) == 0) {  // waits for its first rows, or is not asked for any yet
      for (int k = 0; k < net[y].operand_count && !is_complete(y); ++k) {
        const int x = net[y].in(k).node, first = now.done[y], last = minimum(first + bands[y], net[y].out.extent.h);
        const int needed = net[y].in(k).rows.reads(first, last, net[x].out.extent.h).end;
        if (advance(x) > 0 && now.done[x] < needed) times = minimum(times, (needed - now.done[x] - 1) / advance(x));
      }
      continue;
    }
    times = minimum(times, (net[y].out.extent.h - now.done[y] - 2 * bands[y]) / advance(y));
    for (int k = 0; k < net[y].operand_count; ++k) {
      const int x = net[y].in(k).node;
      const Sliding& rows = net[y].in(k).rows;
      if (is_complete(x)) continue;
      const bool keeps_pace = rows.stride > 0 && advance(x) * rows.per == advance(y) * rows.stride;
      if (!keeps_pace || before.done[y] * rows.stride < rows.before) return 0;
      const int reach = rows.reach() + 2 * bands[y] * rows.stride;
      times = minimum(times, (net[x].out.extent.h - now.done[x] - reach) / advance(x));
    }
  }
  return maximum(0, times - 1);  // the last of them shows how far what grows has grown
}

/// Rehearses some `steps` of the walk more, and then skips what it would only repeat. `before` is where the last part ended.
template <int n, int edges>
constexpr Demand<n> rehearse_part(const Network<n>& net, const Timetable<n, edges>& table,
                                  const Readers<n, edges>& readers, const Array<int, n>& bands, const Demand<n>& before,
                                  int steps) {
  Demand<n> demand = rehearse(net, table, readers, before, steps);
  const int period = period_of(net, bands);
  if (period == 0 || net[0].out.extent.h < 8 * period) return demand;
  for (bool begins = false; !begins && steps > 0 && !demand.complete; --steps) {  // the input's row came last
    const int row = demand.done[0];
    demand = rehearse(net, table, readers, demand, 0);
    begins = demand.done[0] > row && demand.done[0] % period == 0;
    if (row == net[0].out.extent.h) return demand;
  }
  if (demand.complete || steps == 0) return demand;
  const int times = repetitions(net, bands, before, demand);
  const auto skip = [times](int from, int to) { return to + times * (to - from); };
  for (int x = 0; x < net.count; ++x) demand.done[x] = narrow(skip(before.done[x], demand.done[x]));
  demand.oldest_input_row = skip(before.oldest_input_row, demand.oldest_input_row);
  return demand;
}

}  // namespace tinytmpl::graph
