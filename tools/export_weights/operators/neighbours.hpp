// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "ir.hpp"

// What an operator does along each dimension of a file's tensor, for fewer axes: `Along` has the dimension's `extent`, and two
// neighbours are one where `outer.joined(inner)` says so.
namespace exporter {

/// Those of the library's axes, the first of which the file's first dimensions are together.
template <class Along>
std::optional<std::vector<Along>> by_axis(std::vector<Along> all, const Dims& dims) {
  while (all.size() > dims.size()) {
    const std::optional<Along> both = all[0].joined(all[1]);
    if (!both) return {};
    all.erase(all.begin());
    all[0] = *both;
  }
  const auto fits = [](const Along& along, int dim) { return along.extent == dim; };
  if (!std::equal(all.begin(), all.end(), dims.begin(), dims.end(), fits)) return {};
  return all;
}

/// The fewest axes.
template <class Along>
std::vector<Along> folded(const std::vector<Along>& all) {
  std::vector<Along> out;
  for (const Along& along : all) {
    const std::optional<Along> both = out.empty() ? std::nullopt : out.back().joined(along);
    if (both) out.back() = *both;
    else out.push_back(along);
  }
  return out;
}

}  // namespace exporter
