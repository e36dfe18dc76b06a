// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/constants.hpp>
#include <tinytmpl/core/geometry.hpp>

namespace tinytmpl::kernels {

/// What one call of a kernel computes: `count` rows of a tensor, from pointers to rows.
struct Band {
  std::int8_t* const* out;       // `count` rows
  const std::int8_t* const* in;  // operand by operand, the rows that the output rows read; null: outside the image
  int row;                       // index of the first output row
  int count;                     // at most what the kernel asked for with `band_rows`
  std::int8_t* scratch;          // as many bytes as it asked for with `scratch_bytes`, aligned to 4
};

/// Constants in a kernel's own layout: groups of 32-bit words.
struct Packing {
  int groups = 0, words = 0;  // of each group

  constexpr int bytes() const { return 4 * groups * words; }
  friend constexpr bool operator==(const Packing&, const Packing&) = default;
};

/// A kernel for one geometry, as the walk calls it.
using Function = void(const Band& band, const Constants& constants);

}  // namespace tinytmpl::kernels
