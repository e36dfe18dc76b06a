// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>

#include "graph/graph.hpp"

namespace exporter {

/// Elements from `begin` on along one axis of a tensor, all of the other axes.
struct Cut {
  std::int64_t axis = -1;  // none: all of the tensor
  std::int64_t begin = 0, count = 0, extent = 0;

  /// Is it `taken` of `all` along this axis?
  bool is_of(std::int64_t along, std::int64_t all, std::int64_t taken) const {
    return axis < 0 ? all == taken : axis == along && extent == all && count == taken;
  }
};

/// What a SLICE or STRIDED_SLICE takes, if it is that; nothing of all other operations.
std::optional<Cut> find_cut(const Graph& graph, const Operation& op);

}  // namespace exporter
