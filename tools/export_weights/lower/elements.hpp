// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

#include "graph/graph.hpp"

// The elements of constants as files hold them.
namespace exporter {

/// Of a constant, little-endian, as files are.
template <class T>
std::vector<T> elements_of(const Value& tensor) {
  std::vector<T> out(tensor.data.size() / sizeof(T));
  std::memcpy(out.data(), tensor.data.data(), out.size() * sizeof(T));
  return out;
}

/// Of two elements in a byte the lower half comes first.
inline std::vector<std::int8_t> halves_of(const Value& tensor) {
  std::vector<std::int8_t> out;
  for (std::size_t e = 0; e < static_cast<std::size_t>(tensor.elements()); ++e)
    out.push_back(static_cast<std::int8_t>(((tensor.data[e / 2] >> e % 2 * 4 & 15) ^ 8) - 8));
  return out;
}

}  // namespace exporter
