// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/constants.hpp>
#include <tinytmpl/core/geometry.hpp>

namespace tinytmpl::kernels {

/// Rows at equal distances, in two runs, since a ring of rows may end among them. Those outside [begin, end) lie outside the image.
struct RowRuns {
  const std::int8_t *first, *second;  // row `begin`; row `turn`, where the second run begins
  int pitch, begin, turn, end;

  constexpr const std::int8_t* operator[](int i) const {
    if (i < begin || i >= end) return nullptr;
    return i < turn ? first + (i - begin) * pitch : second + (i - turn) * pitch;
  }
};

/// The rows of one operand that a band reads, in order; null: outside the image. A table of pointers, if an output row reads few of
/// them; it lies on the stack, so where many are read, as by a Dense behind an image, each is reckoned.
struct Rows {
  static constexpr int most_in_table = 16;

  const std::int8_t* const* table = nullptr;
  const RowRuns* runs = nullptr;  // if there is no table
  int skipped = 0;                // of the runs

  constexpr const std::int8_t* operator[](int i) const { return table ? table[i] : (*runs)[skipped + i]; }
  /// The row, where an output row reads only one.
  constexpr const std::int8_t* row() const { return *table; }
  /// Those from the `i`th on.
  constexpr Rows from(int i) const { return {table ? table + i : nullptr, runs, skipped + i}; }
};

/// What one call of a kernel computes: `count` rows of a tensor, from rows of its operands.
struct Band {
  std::int8_t* const* out;  // `count` rows
  const Rows* in;           // of each operand the rows that the output rows read
  int row;                  // index of the first output row
  int count;                // at most what the kernel asked for with `band_rows`
  std::int8_t* scratch;     // as many bytes as it asked for with `scratch_bytes`, aligned to 4
};

/// A row of operand `k`, which is a state: the one kernel that reads it writes it anew. `row` is one of those that an output row reads.
constexpr std::int8_t* state_row(const Band& band, int k) { return const_cast<std::int8_t*>(band.in[k].row()); }
constexpr std::int8_t* state_row(const Band& band, int k, int row) { return const_cast<std::int8_t*>(band.in[k][row]); }

/// The rows of the first operand. Kernels ask here, where the compiler knows whether there is a table.
template <Geometry g>
constexpr auto rows_of(const Band& band) {
  if constexpr (g.kernel_h <= Rows::most_in_table) return band.in[0].table;
  else return band.in[0];
}

template <Geometry g>
using RowsOf = decltype(rows_of<g>({}));

/// Constants in a kernel's own layout: groups of 32-bit words.
struct Packing {
  int groups = 0, words = 0;  // of each group

  constexpr int bytes() const { return 4 * groups * words; }
  friend constexpr bool operator==(const Packing&, const Packing&) = default;
};

/// A kernel for one geometry, as the walk calls it.
using Function = void(const Band& band, const Constants& constants);

}  // namespace tinytmpl::kernels
