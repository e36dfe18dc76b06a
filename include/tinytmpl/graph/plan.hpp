// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/policy.hpp>
#include <tinytmpl/core/sort.hpp>
#include <tinytmpl/graph/network.hpp>

namespace tinytmpl::graph {

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

constexpr int state_alignment = 4;

/// The memory plan: where each tensor lies, and which tensors are completed, in order; each of them demands what it needs.
template <int n>
struct Plan {
  Array<Ring, n> rings;
  Array<int, n> scratch;  // where the kernel of each node finds its scratch
  Array<int, n> ends;
  int end_count = 0;
  int arena_bytes = 0;
  int state_bytes = 0;

  /// What is kept from one inference to the next lies behind the arena: there its offsets begin.
  constexpr int states_begin() const { return divide_up(arena_bytes, state_alignment) * state_alignment; }
  /// All of both.
  constexpr int bytes() const { return state_bytes > 0 ? states_begin() + state_bytes : arena_bytes; }
};

/// All rows of tensor `x` from `offset` on.
template <int n>
constexpr Ring whole(const Network<n>& net, int x, int offset) {
  return {offset, net[x].row_bytes(), net[x].kept_rows()};
}

/// Puts behind the arena what is kept from one inference to the next. A constant's offsets are reckoned from its own first byte.
template <int n>
constexpr void place_what_is_there(Plan<n>& plan, const Network<n>& net) {
  for (int x = net.input_count; x < net.count; ++x) {
    if (lies_in_flash(net[x])) plan.rings[x] = whole(net, x, 0);
    if (!is_state(net[x])) continue;
    plan.rings[x] = whole(net, x, plan.states_begin() + plan.state_bytes);
    plan.state_bytes += divide_up(net[x].bytes(), state_alignment) * state_alignment;
  }
}

/// The nodes during whose computation the memory of a tensor is in use.
struct Life {
  int first = 0, last = -1;
};

/// The memory that is in use at a time.
template <int n>
class Occupied {
  struct Block {
    int begin = 0, end = 0;
  };
  Array<Block, n> blocks;
  int count = 0;

 public:
  constexpr void clear() { count = 0; }
  constexpr void add(const Ring& ring) {
    const int begin = ring.offset, end = begin + ring.slots * ring.pitch;
    if (begin == end) return;
    if (count > 0 && blocks[count - 1].end == begin) blocks[count - 1].end = end;  // rings lie side by side
    else blocks[count++] = {begin, end};
  }
  /// The lowest aligned offset of as many bytes that are free.
  constexpr int lowest(int bytes, int alignment) const {
    int offset = 0;
    for (int apart = 0, i = 0; apart < count; i = i + 1 < count ? i + 1 : 0) {
      const bool meet = offset < blocks[i].end && blocks[i].begin < offset + bytes;
      if (meet) offset = divide_up(blocks[i].end, alignment) * alignment;
      apart = meet ? 1 : apart + 1;
    }
    return offset;
  }
};

/// Gives each kernel that asks for scratch the lowest that lies beside the tensors in use. No life begins before that of an
/// earlier tensor.
template <int n>
constexpr void place_scratch(Plan<n>& plan, const Array<int, n>& bytes, const Array<Life, n>& lives) {
  Array<bool, n> one_dies;  // before the node is computed
  for (const Life& life : lives)
    if (life.last + 1 < n) one_dies[life.last + 1] = true;
  Array<int, n> alive;
  Occupied<n> occupied;
  for (int x = 0, count = 0, born = 0; x < n; ++x) {
    const int before = born;
    while (born < n && lives[born].first <= x) alive[count++] = born++;
    if (born > before || one_dies[x]) {
      int kept = 0;
      occupied.clear();
      for (int i = 0; i < count; ++i)
        if (lives[alive[i]].last >= x) occupied.add(plan.rings[alive[i]]), alive[kept++] = alive[i];
      count = kept;
    }
    if (bytes[x] == 0) continue;
    plan.scratch[x] = occupied.lowest(bytes[x], 4);
    plan.arena_bytes = maximum(plan.arena_bytes, plan.scratch[x] + bytes[x]);
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
    for (int x = 0, y = net.input_count; x < net.count; earliest[x++] = y)
      while (last[y] < x) ++y;
  }

  /// Places the tensors in the order in which they are computed, or the largest first. Neither is always better.
  constexpr Plan<n> plan(PlacementOrder by) const {
    Array<int, n> order;
    for (int x = 0; x < net.count; ++x) order[x] = x;
    const auto larger = [this](int one, int other) { return net[one].bytes() > net[other].bytes(); };
    if (by == PlacementOrder::by_size) merge_sort(order, net.count, larger);
    return place(order);
  }

 private:
  const Network<n>& net;
  const Array<int, n>& scratch;
  Array<int, n> host;      // the tensor whose memory holds it: itself, or one that it is written over
  Array<int, n> last;      // when the tensor, and what is written over it, is read last
  Array<int, n> earliest;  // but for the inputs, that is still needed when the tensor is computed

  static constexpr bool may_share(const Node& x, const Node& y, int k) {
    if (x.traits.accumulates || is_there(x) || x.out.element != y.out.element || x.bytes() != y.bytes()) return false;
    const bool over_operand = y.traits.overwrites == Overwrites::operand && y.in(k).extent.same_size(y.out.extent);
    return y.traits.reshapes || over_operand;
  }
  constexpr void share(int root, int y) {
    host[y] = root;
    last[root] = maximum(last[root], last[y]);
  }

  /// Each is placed as low as it can be, in the given order.
  constexpr Plan<n> place(const Array<int, n>& order) const {
    Plan<n> plan;
    for (int x = net.input_count; x < net.count; ++x) plan.ends[plan.end_count++] = x;
    Array<bool, n> placed;
    Occupied<n> occupied;
    for (int i = 0; i < net.count; ++i) {
      const int x = order[i];
      if (host[x] != x || is_there(net[x])) continue;
      const auto add = [&](int other) {
        if (placed[other] && x <= last[other] && other <= last[x]) occupied.add(plan.rings[other]);
      };
      occupied.clear();
      for (int y = 0; y < net.input_count; ++y) add(y);
      for (int y = earliest[x]; y <= last[x]; ++y) add(y);
      plan.rings[x] = whole(net, x, occupied.lowest(net[x].bytes(), net[x].alignment()));
      plan.arena_bytes = maximum(plan.arena_bytes, plan.rings[x].offset + net[x].bytes());
      placed[x] = true;
    }
    for (int x = 0; x < net.count; ++x)
      if (host[x] != x) plan.rings[x] = whole(net, x, plan.rings[host[x]].offset);
    Array<Life, n> lives;
    for (int x = 0; x < net.count; ++x) lives[x] = {x < net.input_count ? 0 : x, last[x]};
    place_scratch(plan, scratch, lives);
    place_what_is_there(plan, net);
    return plan;
  }
};

template <int n>
constexpr const Plan<n>& smaller(const Plan<n>& a, const Plan<n>& b) {
  return b.arena_bytes < a.arena_bytes ? b : a;
}

}  // namespace tinytmpl::graph
