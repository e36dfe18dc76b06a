// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

#include <tinytmpl/graph/plan.hpp>
#include <tinytmpl/graph/walk.hpp>

/// The order in which rows are computed: what the walk finds, written down by the compiler, so that a model that runs has nothing
/// to look for.
///
///   order  := block | again ...
///   block  := length, times, token ...
///   token  := a node, whose next rows are computed, by its number in `Tokens`; or `row_needed`
///   again  := 0, back, times      the blocks in the last `back` words, so often again
///
/// What repeats itself, as most of it does where images are high, is a block with `times` above 1; what such blocks repeat together,
/// as they do between layers of different strides, is done again.
namespace tinytmpl::graph {

constexpr int block_header = 2, again_words = 3, most_times = 255;

/// What an order calls a node: its place among those that are not there from the beginning.
template <int n>
struct Tokens {
  Array<std::int16_t, n> of, node;  // and which node each of them is
  int count = 0;

  constexpr Tokens() = default;
  constexpr explicit Tokens(const Network<n>& net) {
    for (int x = 0; x < net.count; ++x)
      if (!is_there(net[x])) of[x] = narrow(count), node[count++] = narrow(x);
  }
};

/// The token that says: a row of the input is needed. No node that is computed is called that.
constexpr int row_needed = 0;

/// Nodes whose rows are not computed all at once: where each of them is must be counted.
template <int n>
struct Counters {
  Array<int, n> of;  // the counter of each, or -1
  int count = 0;

  template <int edges>
  constexpr Counters(const Timetable<n, edges>& table, const Network<n>& net, const Plan<n>& plan) {
    for (int x = 0; x < n; ++x) {
      const bool counted =
          x >= net.input_count && plan.rings[x].pitch > 0 && table.steps[x].band < table.steps[x].height;
      of[x] = counted ? count++ : -1;
    }
  }
};

/// Is each firing a call of its own? Beyond so many, calls are more than a table of the nodes' functions, and the order.
constexpr bool is_unrolled(int firings, bool fed) { return firings <= 24 && !fed; }

/// Flash of the order of so many `words`, and of the functions of `nodes`.
constexpr int order_bytes(int words, int word_bytes, int nodes, int pointer_bytes) {
  return words * word_bytes + nodes * pointer_bytes;
}

/// A part of the order; each is a constant expression of its own, which may not be long. It ends with a block that the next one may
/// go on with.
template <int nodes>
class OrderPart {
  static constexpr int steps = 800;    // of the walk
  static constexpr int longest = 250;  // block
  static constexpr int least = 6;      // tokens that must come again before they are taken for a repetition
  static constexpr int literal = -1;

  Array<std::int16_t, 3 * (steps + longest)> words;
  Array<std::int16_t, nodes> seen;  // where a token stands that came last
  int count = 0, open = 0;          // words, and the first of the last block
  int times = 1;                    // that it has been repeated
  int matched = literal;            // if it is repeated: tokens of the next repetition

  Tokens<nodes> tokens;
  Array<std::int16_t, nodes> done;  // rows of each tensor
  int end = 0;                      // tensors that are completed, of Plan::ends
  int stands_at = -1;               // where the walk stands, if it is not at that end
  int steps_left = 0;
  bool fired = false;

 public:
  int firings = 0, rows_needed = 0;  // up to here
  bool complete = false;

  constexpr OrderPart() = default;
  /// Begins where `rows` of each input are there.
  constexpr OrderPart(const Network<nodes>& net, bool fed) : tokens(net) {
    for (int x = 0; x < net.input_count; ++x)
      done[x] = narrow(fed ? minimum(1, net[x].out.extent.h) : net[x].out.extent.h);
  }

  /// What follows this part.
  template <int edges>
  constexpr OrderPart next(const Timetable<nodes, edges>& table, const Plan<nodes>& plan, int inputs) const {
    OrderPart part;
    for (int i = open; i < count; ++i) part.words[part.count++] = words[i];
    for (int i = block_header; i < part.count; ++i) part.seen[part.words[i]] = narrow(i);
    part.times = times, part.matched = matched, part.done = done, part.end = end, part.stands_at = stands_at;
    part.firings = firings, part.rows_needed = rows_needed, part.tokens = tokens;
    part.walk_on(table, plan, inputs);
    return part;
  }

  /// Words that are written, and not gone on with.
  constexpr int size() const { return open; }
  constexpr int operator[](int i) const { return words[i]; }

 private:
  /// Notes what the walk fires.
  struct Recorder {
    OrderPart& part;
    const Plan<nodes>& plan;

    constexpr bool is_tired() const { return part.is_tired(); }
    constexpr bool operator()(int x, int, int) const {
      part.fired = true;
      if (plan.rings[x].pitch == 0) return true;  // it has no rows, as the end of the network
      part.add(part.tokens.of[x]), ++part.firings;
      return true;
    }
  };
  constexpr bool is_tired() { return --steps_left < 0 && fired; }

  template <int edges>
  constexpr void walk_on(const Timetable<nodes, edges>& table, const Plan<nodes>& plan, int inputs) {
    steps_left = steps;
    while (end < plan.end_count) {
      if (stands_at < 0) stands_at = plan.ends[end];
      const bool ended = walk(table.steps.data(), table.needs.data(), inputs, done.data(), plan.ends[end], stands_at,
                              Recorder{*this, plan});
      if (!ended && steps_left < 0 && fired) return;
      stands_at = -1;
      if (ended) ++end;
      else add(row_needed), ++rows_needed, ++done[0];
    }
    if (matched >= 0) end_repetition();
    end_block();
    complete = true;
  }

  constexpr int first() const { return open + block_header; }
  constexpr int length() const { return count - first(); }
  constexpr void begin() {
    count = open + block_header;
    times = 1, matched = literal;
  }
  constexpr void end_block() {
    if (length() <= 0) {
      count = open;
      return;
    }
    words[open] = narrow(length());
    words[open + 1] = narrow(times);
    open = count;
  }

  constexpr void add(int token) {
    if (matched >= 0 && words[first() + matched] == token && times < most_times) {
      if (++matched == length()) matched = 0, ++times;
      return;
    }
    if (matched >= 0) end_repetition();
    else if (count == open || length() == longest) end_block(), begin();
    words[count] = narrow(token);
    const int last = seen[token];
    seen[token] = narrow(count);
    if (last >= first() && last < count) find_repetition(count - last);
    ++count;
  }
  /// What has been matched of another repetition begins a block of its own.
  constexpr void end_repetition() {
    const int body = first(), rest = matched;
    end_block();
    begin();
    for (int i = 0; i < rest; ++i) words[count++] = words[body + i];
  }
  /// Do the last tokens, of which the newest is at `count`, repeat those `period` before them?
  constexpr void find_repetition(int period) {
    const int at = count, repeated = maximum(period, least), begin_at = at + 1 - period - repeated;
    if (begin_at < first()) return;
    for (int i = at - repeated + 1; i <= at; ++i)
      if (words[i] != words[i - period]) return;
    count = begin_at;
    end_block();  // what came before
    for (int i = period - 1; i >= 0; --i) words[open + block_header + i] = words[begin_at + i];
    begin();
    count += period - 1;  // and the one that is being added
    times = (period + repeated) / period, matched = (period + repeated) % period;
  }
};

/// Blocks that are `again` what stood before them are taken out of an order of `size` words; returns how many are left.
constexpr int fold_blocks(auto* words, int size) {
  constexpr int most_back = 255;
  const auto behind = [words](int block) { return block + block_header + words[block]; };
  const auto equal = [words](int a, int b, int count) {
    for (int i = 0; i < count; ++i)
      if (words[a + i] != words[b + i]) return false;
    return true;
  };
  int written = 0;
  for (int at = 0; at < size;) {
    int back = 0, times = 0;  // of what saves most
    for (int end = behind(at); end < size && end - at <= most_back && 2 * end - at <= size; end = behind(end)) {
      const int length = end - at;
      int more = 0;
      while (more < most_times && end + (more + 1) * length <= size && equal(at, end + more * length, length)) ++more;
      if (more * length > times * back) back = length, times = more;
    }
    const bool folds = times * back > again_words;
    const int kept = folds ? back : behind(at) - at;
    for (int i = 0; i < kept; ++i) words[written++] = words[at + i];
    at += kept;
    if (!folds) continue;
    at += times * back;
    const int again[again_words] = {0, back, times};
    for (const int word : again) words[written++] = static_cast<std::remove_reference_t<decltype(*words)>>(word);
  }
  return written;
}

/// Where an order is read.
struct OrderPosition {
  std::uint16_t block = 0;
  std::uint8_t token = 0, times = 0, again = 0;

  /// The next token; -1 at the end. `word_at(i)` reads the order, of `size` words.
  constexpr int next(int size, auto word_at) {
    while (block < size) {
      const int length = word_at(block);
      const bool repeats = length == 0 ? again < word_at(block + 2) : times < word_at(block + 1);
      if (length == 0 && repeats) {
        ++again, block = static_cast<std::uint16_t>(block - word_at(block + 1));
      } else if (repeats && token < length) {
        return word_at(block + block_header + token++);
      } else if (repeats) {
        ++times, token = 0;
      } else {
        if (length == 0) again = 0;
        times = 0, block = static_cast<std::uint16_t>(block + (length == 0 ? again_words : block_header + length));
      }
    }
    return -1;
  }
};

/// Calls `what(token)` for each token of an order.
constexpr void for_each_token(const auto* words, int size, auto what) {
  OrderPosition position;
  for (int token = 0; (token = position.next(size, [words](int i) -> int { return words[i]; })) >= 0;) what(token);
}

}  // namespace tinytmpl::graph
