// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace exporter {

using NpyBytes = std::vector<std::uint8_t>;

/// A .npy file, also one that NumPy would not write.
inline NpyBytes npy_of(std::string_view type, std::string_view shape, const NpyBytes& data,
                       std::string_view order = "False") {
  const std::string header = fmt::format("{{'descr': '{}', 'fortran_order': {}, 'shape': {}, }}\n", type, order, shape);
  std::string begin = "\x93NUMPY";
  begin += '\1', begin += '\0';
  begin += static_cast<char>(header.size() % 256), begin += static_cast<char>(header.size() / 256);
  begin += header;
  NpyBytes out(begin.begin(), begin.end());
  out.insert(out.end(), data.begin(), data.end());
  return out;
}

template <class T>
NpyBytes npy_bytes(const std::vector<T>& elements) {
  NpyBytes out(elements.size() * sizeof(T));
  std::memcpy(out.data(), elements.data(), out.size());
  return out;
}

/// A ZIP archive of such files, all by this method: 0 is stored, 8 deflated.
inline NpyBytes npz_of(const std::vector<std::pair<std::string, NpyBytes>>& files, std::uint16_t method = 0) {
  NpyBytes out, directory;
  const auto number = [](NpyBytes& to, std::size_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) to.push_back(static_cast<std::uint8_t>(i < 8 ? value >> (8 * i) : 0));
  };
  const auto text = [](NpyBytes& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
  for (const auto& [name, data] : files) {
    const std::size_t at = out.size();
    number(out, 0x0403'4b50, 4), number(out, 20, 4), number(out, method, 2), number(out, 0, 8);
    number(out, data.size(), 4), number(out, data.size(), 4), number(out, name.size(), 2), number(out, 0, 2);
    text(out, name), text(out, data);
    number(directory, 0x0201'4b50, 4), number(directory, 0, 6), number(directory, method, 2), number(directory, 0, 8);
    number(directory, data.size(), 4), number(directory, data.size(), 4), number(directory, name.size(), 2);
    number(directory, 0, 12), number(directory, at, 4), text(directory, name);
  }
  const std::size_t at = out.size();
  text(out, directory);
  number(out, 0x0605'4b50, 4), number(out, 0, 4), number(out, files.size(), 2), number(out, files.size(), 2);
  number(out, directory.size(), 4), number(out, at, 4), number(out, 0, 2);
  return out;
}

}  // namespace exporter
