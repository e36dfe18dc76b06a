// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/policy.hpp>
#include <tinytmpl/graph/network.hpp>

namespace tinytmpl {

/// Where the rows of a tensor lie: `slots` places, `pitch` bytes apart. A tensor that is written into another's rows steps through
/// that one's ring.
struct Ring {
  int offset = 0, pitch = 0, slots = 1, step = 1, phase = 0;

  constexpr int slot(int row) const {
    const int place = row * step + phase;
    return place < slots ? place : place % slots;
  }
  constexpr int at(int row) const { return offset + slot(row) * pitch; }
};

/// The memory plan: where each tensor lies, and which tensors are completed, in order; each of them demands what it needs.
template <int n>
struct Plan {
  Array<Ring, n> rings;
  Array<int, n> scratch;  // where the kernel of each node finds its scratch
  Array<int, n> ends;
  int end_count = 0;
  int arena_bytes = 0;
};

/// All rows of tensor `x` from `offset` on.
template <int n>
constexpr Ring whole(const Network<n>& net, int x, int offset) {
  return {offset, net[x].row_bytes(), net[x].kept_rows()};
}

/// The nodes during whose computation the memory of a tensor is in use.
struct Life {
  int first = 0, last = -1;
};

/// Gives each kernel that asks for scratch the lowest that lies beside the tensors in use.
template <int n>
constexpr void place_scratch(Plan<n>& plan, const Array<int, n>& bytes, const Array<Life, n>& lives) {
  for (int x = 0; x < n; ++x) {
    if (bytes[x] == 0) continue;
    int offset = 0;
    for (int apart = 0, y = 0; apart < n; ++apart, y = y + 1 < n ? y + 1 : 0) {
      if (x < lives[y].first || lives[y].last < x) continue;
      const Ring& ring = plan.rings[y];
      const int end = ring.offset + ring.slots * ring.pitch;
      if (ring.pitch > 0 && offset < end && ring.offset < offset + bytes[x]) offset = divide_up(end, 4) * 4, apart = 0;
    }
    plan.scratch[x] = offset;
    plan.arena_bytes = maximum(plan.arena_bytes, offset + bytes[x]);
  }
}

enum class PlacementOrder { in_time, by_size };

/// Each layer whole, one after the other. Tensors that live at one time do not overlap.
template <int n>
class LayerPlanner {
 public:
  constexpr LayerPlanner(const Network<n>& network, const Array<int, n>& scratch_bytes, InputMemory memory)
      : net(network), scratch(scratch_bytes) {
    const Array<int, n> readers = reader_counts(net);
    for (int x = 0; x < net.count; ++x) {
      host[x] = last[x] = x;
      for (int k = 0; k < net[x].operand_count; ++k) last[net[x].in(k).node] = x;
    }
    if (memory == InputMemory::kept)
      for (int x = 0; x < net.input_count; ++x) last[x] = net.count - 1;
    for (int y = net.input_count; y < net.count; ++y)
      for (int k = 0; k < net[y].operand_count && host[y] == y; ++k) {
        const int x = net[y].in(k).node;
        if (readers[x] == 1 && last[x] == y && may_share(net[x], net[y], k)) share(host[x], y);
      }
  }

  /// Places the tensors in the order in which they are computed, or the largest first. Neither is always better.
  constexpr Plan<n> plan(PlacementOrder by) const {
    Array<int, n> order;
    for (int x = 0; x < net.count; ++x) order[x] = x;
    for (int i = 1; i < net.count && by == PlacementOrder::by_size; ++i)
      for (int j = i; j > 0 && net[order[j]].bytes() > net[order[j - 1]].bytes(); --j)
        interchange(order[j], order[j - 1]);
    return place(order);
  }

 private:
  const Network<n>& net;
  const Array<int, n>& scratch;
  Array<int, n> host;  // the tensor whose memory holds it: itself, or one that it is written over
  Array<int, n> last;  // when the tensor, and what is written over it, is read last

  static constexpr bool may_share(const Node& x, const Node& y, int k) {
    if (x.sums || x.bytes() != y.bytes()) return false;
    return y.op == Op::reshape || (y.overwrites == Overwrites::operand && y.in(k).extent.same_size(y.extent));
  }
  constexpr void share(int root, int y) {
    host[y] = root;
    last[root] = maximum(last[root], last[y]);
  }

  /// Each is placed as low as it can be, in the given order.
  constexpr Plan<n> place(const Array<int, n>& order) const {
    Plan<n> plan;
    for (int x = net.input_count; x < net.count; ++x) plan.ends[plan.end_count++] = x;
    for (int i = 0; i < net.count; ++i) {
      const int x = order[i], bytes = net[x].bytes();
      if (host[x] != x) continue;
      int offset = 0;
      for (int j = 0; j < i;) {
        const int y = order[j++], begin = plan.rings[y].offset, end = begin + net[y].bytes();
        const bool meet = host[y] == y && x <= last[y] && y <= last[x] && offset < end && begin < offset + bytes;
        if (meet) offset = end, j = 0;
      }
      plan.rings[x] = whole(net, x, offset);
      plan.arena_bytes = maximum(plan.arena_bytes, offset + bytes);
    }
    for (int x = 0; x < net.count; ++x)
      if (host[x] != x) plan.rings[x] = whole(net, x, plan.rings[host[x]].offset);
    Array<Life, n> lives;
    for (int x = 0; x < net.count; ++x) lives[x] = {x < net.input_count ? 0 : x, last[x]};
    place_scratch(plan, scratch, lives);
    return plan;
  }
};

template <int n>
constexpr const Plan<n>& smaller(const Plan<n>& a, const Plan<n>& b) {
  return b.arena_bytes < a.arena_bytes ? b : a;
}

}  // namespace tinytmpl
