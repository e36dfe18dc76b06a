// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/plan.hpp>
#include <tinytmpl/graph/walk.hpp>
#include <tinytmpl/kernels/run.hpp>

namespace tinytmpl::graph {

/// A Ring as the walk reads it, with the answer to whether rows go round in it at all. Its functions are always inlined: where it is a
/// constant, nothing of it may be left in flash.
struct Place {
  int offset = 0, pitch = 0, slots = 1, step = 1, phase = 0;
  bool wraps = true;

  constexpr Place() = default;
  constexpr Place(const Ring& ring, int height)
      : offset(ring.offset), pitch(ring.pitch), slots(maximum(1, ring.slots)), step(ring.step), phase(ring.phase),
        wraps((height - 1) * ring.step + ring.phase >= ring.slots) {}

  /// place % slots, of a place below 2^16, without a division, which is a long call on cores that lack the instruction.
  [[gnu::always_inline]] constexpr int slot(int place) const {
    if (!wraps) return place;
    if ((slots & (slots - 1)) == 0) return place & (slots - 1);
    const auto reciprocal = 65535u / static_cast<unsigned>(slots);
    const auto quotient = static_cast<int>(static_cast<unsigned>(place) * reciprocal >> 16);  // or one too small
    const int rest = place - quotient * slots;
    return rest < slots ? rest : rest - slots;
  }
  template <class Byte>
  [[gnu::always_inline]] constexpr Byte* at(Byte* arena, int row) const {
    return arena + offset + slot(row * step + phase) * pitch;
  }
};

/// Some rows of a tensor of `height` rows: every `step`th from row `first` on, which is between -`above` and `last`.
struct RowRange {
  int first, step, count, height, above, last;

  /// The `count` rows that are read of an edge for output rows from `row` on, of which the last band begins with `last_row`.
  [[gnu::always_inline]] constexpr RowRange(const Edge& edge, int row, int last_row, int rows, int tensor_height)
      : first(edge.rows.start(row)), step(edge.rows.dilation), count(rows), height(tensor_height),
        above(maximum(0, -edge.rows.start(0))), last(edge.rows.start(last_row)) {}
};

/// Have so many rows a table of pointers to them?
constexpr bool in_table(int rows) { return rows <= kernels::Rows::most_in_table; }

/// Fills the table, from `base` on; null: outside the tensor. Mostly all of `rows` but `first` is a constant, and the compiler
/// drops what cannot be.
[[gnu::always_inline]] constexpr void fill_table(const std::int8_t** table, const std::int8_t* base, const Place& place,
                                                 const RowRange& rows) {
  const int lift = place.wraps ? divide_up(rows.above * place.step, place.slots) * place.slots : 0;
  const int ring = place.slots * place.pitch, steps = rows.step * place.step;
  const int pitch = (place.wraps ? steps % place.slots : steps) * place.pitch;
  int offset = place.slot(rows.first * place.step + place.phase + lift) * place.pitch;
  const auto put = [&](int i) __attribute__((always_inline)) {
    const int row = rows.first + i * rows.step;
    const bool above = i * rows.step < rows.above && row < 0;
    const bool below = rows.last + i * rows.step >= rows.height && row >= rows.height;
    table[i] = above || below ? nullptr : base + place.offset + offset;
    offset += pitch;
    if (place.wraps && offset >= ring) offset -= ring;
  };
  // Few rows are put one by one, without a loop: of each it is known whether it can lie outside.
  if (rows.count > 0) put(0);
  if (rows.count > 1) put(1);
  if (rows.count > 2) put(2);
  for (int i = 3; i < rows.count; ++i) put(i);
}
/// Where the rows lie, without a table. A ring holds them all, so it ends once among them at most.
[[gnu::always_inline]] constexpr kernels::RowRuns find_runs(const std::int8_t* base, const Place& place,
                                                            const RowRange& rows) {
  const int begin = rows.first < 0 ? divide_up(-rows.first, rows.step) : 0;
  const int end = minimum(rows.count, divide_up(rows.height - rows.first, rows.step));
  if (begin >= end) return {};  // all of them are outside
  const int slots = rows.step * place.step,
            first = place.slot((rows.first + begin * rows.step) * place.step + place.phase);
  const int turn = minimum(end, begin + divide_up(place.slots - first, slots));
  const int second = turn < end ? first + (turn - begin) * slots - place.slots : 0;
  base += place.offset;
  return {base + first * place.pitch, base + second * place.pitch, slots * place.pitch, begin, turn, end};
}

}  // namespace tinytmpl::graph
