// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/constants.hpp>
#include <tinytmpl/graph/order.hpp>
#include <tinytmpl/graph/rows.hpp>

namespace tinytmpl::graph {

/// Where a model's memory begins: its arena, and what it keeps from one inference to the next, if anything.
struct ArenaAndState {
  std::int8_t *arena, *state;
};
template <int state_bytes>
using MemoryBegin = std::conditional_t<(state_bytes > 0), ArenaAndState, std::int8_t*>;

template <Storage storage>
constexpr std::int8_t* begin_of(std::int8_t* arena) {
  return arena;
}
template <Storage storage>
constexpr std::int8_t* begin_of(ArenaAndState memory) {
  return storage == Storage::state ? memory.state : memory.arena;
}

/// A function for each node, which computes its next rows. All that can be known of it is a constant there: where its rows and
/// those that it reads lie, and which of these may lie outside. `scratch` is where the kernel finds its own, or -1: as planned.
template <class Layout, class Kernels, class Target, class Trained, FlashAccess flash, int scratch>
class Firing {
  static constexpr auto& network = Layout::network;
  static constexpr auto& plan = Layout::plan;
  static constexpr auto& table = Layout::timetable;
  using Given = NodeConstants<Kernels, Trained>;

 public:
  using Memory = MemoryBegin<plan.state_bytes>;

 private:
  template <int x>
  static constexpr Step step = table.steps[x];
  template <int x>
  static constexpr int band = minimum(int{step<x>.band}, int{step<x>.height});
  /// Offsets of states are reckoned from where these begin.
  template <int x>
  static constexpr Place place = [] {
    Place place{plan.rings[x], network[x].out.extent.h};
    if (is_state(network[x])) place.offset -= plan.states_begin();
    return place;
  }();
  /// Where offsets are reckoned from.
  template <int x>
  static constexpr auto begin(Memory memory) {
    if constexpr (lies_in_flash(network[x])) return Trained::template rows_in_flash<x>();
    else return begin_of<network[x].out.storage>(memory);
  }
  template <int x, int k>
  static constexpr Edge edge = table.needs[step<x>.first_edge + k];
  /// The rows that its kernel reads for an output row: of sums, and of a tensor that it takes for one row, only the first.
  template <int x, int k>
  static constexpr int window = [] {
    if constexpr (network[edge<x, k>.tensor].traits.accumulates) return 1;
    else if constexpr (k == 0) return Kernels::template Chosen<x>::geometry.kernel_h;
    else return edge<x, k>.rows.size;
  }();
  template <int x, int k>
  static constexpr int rows_read = window<x, k> == edge<x, k>.rows.size ? edge<x, k>.rows_for(band<x>) : window<x, k>;
  template <int x, int k>
  static constexpr bool tabled = in_table(window<x, k>);
  /// Pointers in the tables of the operands before operand `count`.
  template <int x, int count>
  static constexpr int pointers = []<int... k>(std::integer_sequence<int, k...>) {
    return (0 + ... + (tabled<x, k> ? rows_read<x, k> : 0));
  }(std::make_integer_sequence<int, count>{});

 public:
  static constexpr int nodes = network.count, inputs = network.input_count;
  static constexpr Counters<nodes> counters{table, network, plan};
  static constexpr bool fires(int x) { return x >= inputs && !is_there(network[x]) && plan.rings[x].pitch > 0; }

  /// Computes the next rows of node `x`.
  template <int x>
  static constexpr void fire(Memory memory, std::int16_t* rows) {
    constexpr int height = step<x>.height, operands = step<x>.edge_count;
    const int row = next_row<x>(rows), count = height % band<x> == 0 ? band<x> : minimum(band<x>, height - row);
    if constexpr (counters.of[x] >= 0) rows[counters.of[x]] = narrow(row + count);
    const std::int8_t* all[maximum(1, pointers<x, operands>)];
    kernels::RowRuns runs[maximum(1, operands)];
    kernels::Rows in[maximum(1, operands)];
    [&]<int... k>(std::integer_sequence<int, k...>) __attribute__((always_inline)) {
      (find_rows<x, k>(in[k], all + pointers<x, k>, runs[k], begin<edge<x, k>.tensor>(memory), row), ...);
    }(std::make_integer_sequence<int, operands>{});
    std::int8_t* out[band<x>];
    // Of a last band that is short, a pointer to one row behind the tensor is harmless, and saves the question.
    for (int i = 0; i < (band<x> <= 2 ? band<x> : count); ++i) out[i] = place<x>.at(begin<x>(memory), row + i);
    using Chosen = typename Kernels::template Chosen<x>;
    constexpr kernels::Function* kernel = kernels::function<Target, typename Chosen::Kernel, Chosen::geometry>();
    kernel({out, in, row, count, begin<x>(memory) + (scratch < 0 ? plan.scratch[x] : scratch)},
           load<flash>(&Given::template of<x>()));
  }
  /// The same, and tells an observer.
  template <int x, class Observer>
  static constexpr void fire_and_tell(Memory memory, std::int16_t* rows, Observer& observer) {
    const int row = next_row<x>(rows);
    fire<x>(memory, rows);
    constexpr int bytes = network[x].row_bytes();
    for (int i = row; i < minimum(row + band<x>, int{step<x>.height}); ++i)
      observer(x, i, place<x>.at(begin<x>(memory), i), bytes);
  }

 private:
  template <int x>
  static constexpr int next_row(const std::int16_t* rows) {
    if constexpr (counters.of[x] >= 0) return rows[counters.of[x]];
    else return 0;
  }
  template <int x, int k>
  [[gnu::always_inline]] static constexpr void find_rows(kernels::Rows& in, const std::int8_t** pointer,
                                                         kernels::RowRuns& runs, const std::int8_t* from, int row) {
    constexpr Edge e = edge<x, k>;
    constexpr int last = (divide_up(int{step<x>.height}, band<x>) - 1) * band<x>;
    const RowRange range(e, row, last, rows_read<x, k>, network[e.tensor].out.extent.h);
    if constexpr (tabled<x, k>) {
      fill_table(pointer, from, place<e.tensor>, range);
      in.table = pointer;
    } else {
      runs = find_runs(from, place<e.tensor>, range);
      in.runs = &runs;
    }
  }
};

/// Where an inference that takes its input row by row stands.
template <int counters>
struct Progress {
  Array<std::int16_t, counters> rows;  // computed of the nodes that are counted
  std::int16_t taken = 0;              // rows of the input
  OrderPosition position;
};
/// An inference that does not stop has nothing to remember.
struct NoProgress {};
template <int counters>
using ProgressOf = std::conditional_t<(counters < 0), NoProgress, Progress<counters>>;

/// Fires nodes in their order. Observers are one, or none.
template <class Firing, class Order, FlashAccess flash>
class Run {
  using Memory = typename Firing::Memory;
  using Counts = Array<std::int16_t, Firing::counters.count>;
  template <class... Observer>
  using Function = void(Memory memory, std::int16_t* rows, Observer&... observer);

  template <int x, class... Observer>
  static constexpr Function<Observer...>* function() {
    if constexpr (!Firing::fires(x)) return nullptr;
    else if constexpr (sizeof...(Observer) == 0) return Firing::template fire<x>;
    else return Firing::template fire_and_tell<x, Observer...>;
  }
  template <class... Observer>
  TINYTMPL_CONSTANT static constexpr auto functions = []<int... i>(std::integer_sequence<int, i...>) {
    return Array<Function<Observer...>*, sizeof...(i)>{function<Order::node_of(Firing::inputs + i), Observer...>()...};
  }(std::make_integer_sequence<int, Order::tokens - Firing::inputs>{});

  static constexpr int word_at(int at) { return load<flash>(Order::words.data() + at); }
  template <class... Observer>
  static constexpr void call(int token, Memory memory, std::int16_t* rows, Observer&... observer) {
    load<flash>(functions<Observer...>.data() + token - Firing::inputs)(memory, rows, observer...);
  }

 public:
  /// All of it.
  template <class... Observer>
  static constexpr void all(Memory memory, Observer&... observer) {
    Counts rows{};
    if constexpr (Order::unrolled) {
      [&]<int... i>(std::integer_sequence<int, i...>) {
        (function<Order::sequence[i], Observer...>()(memory, rows.data(), observer...), ...);
      }(std::make_integer_sequence<int, Order::firings>{});
    } else {
      OrderPosition position;
      for (int token = 0; (token = position.next(Order::size, word_at)) >= 0;)
        call(token, memory, rows.data(), observer...);
    }
  }
  /// From where it stopped to where it needs another row of the input.
  template <class Progress, class... Observer>
  static constexpr void go_on(Memory memory, Progress& progress, Observer&... observer) {
    for (int token = 0; (token = progress.position.next(Order::size, word_at)) > row_needed;)
      call(token, memory, progress.rows.data(), observer...);
  }
};

}  // namespace tinytmpl::graph
