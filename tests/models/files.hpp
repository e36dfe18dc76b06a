// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

using Bytes = std::vector<std::int8_t>;

/// The bytes of a file, which must be so many.
inline Bytes load(const std::filesystem::path& path, int bytes) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
  if (text.size() != static_cast<std::size_t>(bytes))
    throw std::runtime_error(path.string() + " has " + std::to_string(text.size()) + " bytes, not " +
                             std::to_string(bytes));
  return {text.begin(), text.end()};
}
