// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <vector>

#include "lower/reading.hpp"

namespace exporter {

/// Which of the `extent` elements along a dimension of a tensor are taken: `count` of them from `begin` on, every `step`th.
struct Part {
  std::int64_t extent = 1, begin = 0, step = 1, count = 1;

  bool is_whole() const { return count == extent && (step == 1 || count == 1); }
  /// This dimension and the next one as one, if what is taken of them is a part of that.
  std::optional<Part> joined(const Part& inner) const;
};
using Parts = std::vector<Part>;

/// Of each dimension all.
Parts all_of(const std::vector<int>& shape);

/// Adds the layers that take a part of a tensor, which in the file has the extents of `parts`; gives back what they write.
int take_part(Reading& r, int tensor, const Parts& parts);

/// The same of input `i`, as the output, whose shape is `shape` in the file's terms.
void finish_part(Reading& r, std::size_t i, const Parts& parts, const std::vector<int>& shape);

}  // namespace exporter
