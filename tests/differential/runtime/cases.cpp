// SPDX-License-Identifier: BSL-1.0
#include "runtime/cases.hpp"

#include <cstdio>
#include <memory>

#include "runtime/network.hpp"

namespace differential {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// A length in 32 bits, little-endian, and so many bytes.
template <class Bytes>
bool read(std::FILE* file, Bytes& bytes) {
  unsigned char length[4];
  if (std::fread(length, 1, 4, file) != 4) return false;
  bytes.resize(length[0] | std::size_t{length[1]} << 8 | std::size_t{length[2]} << 16 | std::size_t{length[3]} << 24);
  return std::fread(bytes.data(), 1, bytes.size(), file) == bytes.size();
}

}  // namespace

std::vector<Case> read_pack(const std::string& path) {
  const File file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) throw Failure("cannot read " + path);
  std::vector<Case> cases;
  for (Case next; read(file.get(), next.name); cases.push_back(next))
    if (!read(file.get(), next.model) || !read(file.get(), next.data)) throw Failure(path + " ends in the middle");
  return cases;
}

}  // namespace differential
