// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/demand.hpp>
#include <tinytmpl/graph/plan.hpp>

namespace tinytmpl::graph {

/// Rings of rows and whole tensors mixed: the network is cut where a single tensor crosses, so that the largest segment is
/// smallest. Inside a segment tensors are rings; the tensors at its two ends are whole, and alternate between the bottom and the
/// top of the arena. Scratch lies beside them.
template <int n>
class RowPlanner {
 public:
  constexpr RowPlanner(const Network<n>& network, const Demand<n>& demand, const Array<int, n>& rows_at_once,
                       const Array<int, n>& scratch_bytes, Schedule schedule, InputMemory memory)
      : net(network), need(demand), bands(rows_at_once), scratch(scratch_bytes), readers(reader_counts(network)),
        start(network.input_count - 1), fed(schedule == Schedule::fed),
        apart(!fed && (memory == InputMemory::kept || network.input_count > 1)) {
    for (int x = 0; x < net.count; ++x) grain = maximum(grain, net[x].alignment());
    for (int x = 0; x < net.count; ++x) {
      if (is_there(net[x])) continue;
      homes[x].ring = aligned(slots(x) * net[x].row_bytes());
      if (x <= start && apart) below += aligned(net[x].bytes());
      else homes[x].whole = aligned(net[x].bytes());
    }
    for (int y = start + 1; y < net.count; ++y) share_rows(y);
    for (int x = start + 1; x < net.count; ++x) {
      Home& home = homes[x];
      home.rings_before = x > start + 1 ? homes[x - 1].rings_before + homes[x - 1].ring : 0;
      home.lead = aligned(maximum(home.lead, need.lead[x]));
      if (home.host > x) homes[home.host].lead = maximum(homes[home.host].lead, home.lead);
    }
    choose_cuts();
  }

  constexpr Plan<n> plan() const {
    Plan<n> p;
    p.arena_bytes = best[net.count - 1].bytes;
    int count = 0;
    for (int j = net.count - 1; j > start; j = best[j].first) ++count;
    p.end_count = count;
    for (int j = net.count - 1; j > start; j = best[j].first) p.ends[--count] = j;
    bool low = true;  // is the segment's first tensor at the bottom?
    if (!apart) p.rings[0] = whole(net, 0, 0);
    for (int s = 0, first = start; s < p.end_count; first = p.ends[s++], low = !low) place(p, first, p.ends[s], low);
    if (apart) put_inputs_below(p);
    place_scratch(p, scratch, lives(p));
    place_what_is_there(p, net);
    return p;
  }

 private:
  const Network<n>& net;
  const Demand<n>& need;
  const Array<int, n>& bands;
  const Array<int, n>& scratch;
  const Array<int, n> readers;
  const int start;  // the last input, where the first segment begins
  const bool fed;
  const bool apart;  // the inputs are no part of the plan: they stay below it, untouched
  int below = 0;
  int grain = 1;  // what all offsets are multiples of: the largest alignment in the network

  /// Where the rows of a tensor may lie.
  struct Home {
    int whole = 0;         // bytes of all rows; of inputs that lie apart 0
    int ring = 0;          // bytes of its ring, if it has one
    int saved = 0;         // bytes of the ring that it would have, if its rows lay not in its operand's
    int host = -1;         // whose ring holds its rows, if it has none
    int guest = -1;        // who is written over its oldest row
    int lead = 0;          // Demand's, with that of the operands that are written where the tensor is
    int rings_before = 0;  // bytes of all earlier tensors' rings
  };
  Array<Home, n> homes;
  /// The best plan for all up to a tensor that is whole: what it needs, and where its last segment begins.
  struct Best {
    int bytes = 0, first = 0;
  };
  Array<Best, n> best;

  /// Rows of the ring of `x`; a fed row has a place even if nobody reads any.
  constexpr int slots(int x) const { return x > start ? need.rows[x] : maximum(1, need.rows[x]); }
  constexpr int aligned(int bytes) const { return divide_up(bytes, grain) * grain; }

  /// May row by row of `y` lie over the oldest row of the ring of its operand `x`, which nobody else will read?
  constexpr bool may_write_over(int x, int y) const {
    const Sliding& rows = net[y].in().rows;
    if (readers[x] != 1 || bands[x] != 1 || homes[x].saved > 0 || homes[x].ring == 0) return false;
    const bool pulled = x > start || (fed && rows.reach() > rows.before);  // a fed row may come before it is needed
    const bool fits = net[y].out.element == net[x].out.element && net[y].row_bytes() <= net[x].row_bytes();
    return pulled && need.rows[y] == 1 && fits && need.rows[x] >= rows.reach() && rows.stride > 0 && rows.per == 1;
  }
  /// May the one row of operand `k` of `y` lie where the result will be?
  constexpr bool may_write_into(int y, int k) const {
    const int x = net[y].in(k).node;
    if (x <= start || readers[x] != 1 || bands[x] != 1 || homes[x].saved > 0 || homes[x].ring == 0) return false;
    return need.rows[x] == 1 && !net[x].traits.accumulates && net[x].out.element == net[y].out.element &&
           net[y].in(k).extent.same_size(net[y].out.extent);
  }
  /// Rows of `y` that may lie where rows of an operand lie, or the other way round.
  constexpr void share_rows(int y) {
    const Node& node = net[y];
    Home& home = homes[y];
    if (bands[y] != 1) return;
    if (node.traits.overwrites == Overwrites::read_row && may_write_over(node.in().node, y)) {
      home.saved = home.ring, home.ring = 0, home.host = node.in().node;
      homes[home.host].guest = y;
    }
    for (int k = 0; node.traits.overwrites == Overwrites::operand && k < node.operand_count; ++k)
      if (may_write_into(y, k)) {
        Home& operand = homes[node.in(k).node];
        operand.ring = 0, operand.host = y;
        break;
      }
  }

  constexpr int rings_between(int i, int j) const {
    const int guest = homes[i].guest;
    const bool is_moved_out = guest >= 0 && guest < j && has_own_ring(guest, i);
    return own_rings(i, j) + (is_moved_out ? homes[guest].saved : 0);
  }
  constexpr int own_rings(int i, int j) const {
    return homes[j].rings_before - (i > start ? homes[i].rings_before + homes[i].ring : 0);
  }
  /// Does `x` have a ring in the segment that begins with `i`? Nothing is written over a whole tensor.
  constexpr bool has_own_ring(int x, int i) const {
    return homes[x].ring > 0 || (homes[x].saved > 0 && homes[x].host == i && !(i == start && fed));
  }
  constexpr bool grows_under_input(int i, int j) const {
    return i == start && !fed && !apart && !net[j].traits.accumulates && net[j].op != Op::output;
  }
  /// Bytes at the low end: the segment's first tensor, and its last if that may grow under it.
  constexpr int base(int i, int j) const {
    if (i == start && fed) return homes[0].ring;
    const int side_by_side = homes[i].whole + homes[j].whole;
    if (!grows_under_input(i, j)) return side_by_side;
    return minimum(side_by_side, maximum(homes[0].whole + homes[j].lead, homes[j].whole));
  }
  constexpr int segment_bytes(int i, int j) const {
    return base(i, j) + rings_between(i, j) + (i == start && fed ? homes[j].whole : 0);
  }

  /// Does `x` hold a place in the arena until node `y` has read it?
  constexpr bool crosses(int x, int y) const { return !is_there(net[x]) && (x > start || !(apart || y <= start)); }
  /// Min-max dynamic programming over the tensors that cross alone from the nodes up to them to those after them.
  constexpr void choose_cuts() {
    Array<bool, n> cuts;
    for (int x = net.count - 1, lowest = net.count; x >= start; --x) {
      cuts[x] = lowest >= x && !is_there(net[x]);
      for (int k = 0; k < net[x].operand_count; ++k)
        if (crosses(net[x].in(k).node, x)) lowest = minimum(lowest, net[x].in(k).node);
    }
    constexpr int never = 1 << 30;
    for (int j = start + 1; j < net.count; ++j) {
      best[j].bytes = never;
      int most_scratch = 0;
      for (int i = j - 1; cuts[j] && i >= start; --i) {
        if (scratch[i + 1] > 0) most_scratch = maximum(most_scratch, scratch[i + 1] + 3);  // and what aligns it
        if (own_rings(i, j) >= best[j].bytes) break;  // longer segments need more still
        if (!cuts[i]) continue;
        const int bytes = maximum(best[i].bytes, aligned(segment_bytes(i, j) + most_scratch));
        if (bytes < best[j].bytes) best[j] = {bytes, i};
      }
    }
  }

  /// Segment (i, j]: its first and last tensor at the two ends of the arena, rings between; offsets need no search.
  constexpr void place(Plan<n>& p, int i, int j, bool& low) const {
    int next = 0;
    if (i == start && fed) {
      p.rings[0] = {0, net[0].row_bytes(), slots(0)};
      next = homes[0].ring;
      p.rings[j] = whole(net, j, p.arena_bytes - homes[j].whole);
    } else if (grows_under_input(i, j) && base(i, j) < homes[i].whole + homes[j].whole) {
      p.rings[0].offset = homes[j].lead;
      p.rings[j] = whole(net, j, 0);
      next = base(i, j);
      low = !low;
    } else {
      p.rings[j] = whole(net, j, low ? p.arena_bytes - homes[j].whole : 0);
      next = homes[low ? i : j].whole;
    }
    for (int x = i + 1; x < j; ++x) {
      if (!has_own_ring(x, i)) continue;
      p.rings[x] = {next, net[x].row_bytes(), need.rows[x]};
      next += aligned(need.rows[x] * net[x].row_bytes());
    }
    for (int x = j - 1; x > i; --x)  // an operand: where its result is, which may itself be an operand
      if (!p.rings[x].pitch && homes[x].saved == 0 && homes[x].host >= 0) p.rings[x] = p.rings[homes[x].host];
    for (int x = i + 1; x < j; ++x)
      if (!p.rings[x].pitch && homes[x].saved > 0)
        p.rings[x] = over_oldest_row(p.rings[homes[x].host], net[x].in().rows);
  }
  static constexpr Ring over_oldest_row(Ring host, const Sliding& rows) {
    host.step = rows.stride;
    host.phase = (host.slots - rows.before % host.slots) % host.slots;
    return host;
  }

  /// The rings of a segment and the tensors at its ends are in use as long as it is computed.
  constexpr Array<Life, n> lives(const Plan<n>& p) const {
    Array<Life, n> all;
    for (int x = 0; x <= start; ++x) all[x] = {0, apart ? n : p.ends[0]};
    for (int s = 0, first = start; s < p.end_count; first = p.ends[s++])
      for (int x = first + 1; x <= p.ends[s]; ++x)
        all[x] = {first + 1, x == p.ends[s] && s + 1 < p.end_count ? p.ends[s + 1] : p.ends[s]};
    return all;
  }

  constexpr void put_inputs_below(Plan<n>& p) const {
    p.arena_bytes += below;
    for (int x = start + 1; x < net.count; ++x) p.rings[x].offset += below;
    for (int x = 0, offset = 0; x <= start; offset += aligned(net[x++].bytes())) p.rings[x] = whole(net, x, offset);
  }
};

}  // namespace tinytmpl::graph
