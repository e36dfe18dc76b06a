// SPDX-License-Identifier: BSL-1.0
// .npz: a ZIP archive of .npy files.
//
// source   PKWARE's APPNOTE.TXT 6.3.10, 4.3.7, 4.3.12 and 4.3.16
#include <fmt/format.h>

#include "error.hpp"
#include "quantize/array.hpp"
#include "text.hpp"

namespace exporter {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t end_bytes = 22, entry_bytes = 46, local_bytes = 30, max_comment = 65'535;

[[noreturn]] void refuse_damaged() { throw Error("the archive is damaged or cut off; save it again"); }

Bytes part(Bytes file, std::size_t at, std::size_t length) {
  if (at > file.size() || length > file.size() - at) refuse_damaged();
  return file.subspan(at, length);
}
std::size_t number(Bytes file, std::size_t at, std::size_t bytes) {
  std::size_t out = 0;
  const Bytes digits = part(file, at, bytes);
  for (std::size_t i = 0; i < bytes; ++i) out |= std::size_t{digits[i]} << (8 * i);
  return out;
}

/// Where the end of the directory stands: behind it is a comment, if anything.
std::size_t end_of_directory(Bytes file) {
  for (std::size_t back = end_bytes; back <= file.size() && back <= end_bytes + max_comment; ++back)
    if (number(file, file.size() - back, 4) == 0x0605'4b50) return file.size() - back;
  refuse_damaged();
}

std::string name_of_array(Bytes name) {
  std::string out(name.begin(), name.end());
  if (out.ends_with(".npy")) out.resize(out.size() - 4);
  return out;
}

}  // namespace

bool is_npz(Bytes file) { return file.size() >= end_bytes && number(file, 0, 4) == 0x0403'4b50; }

std::vector<Array> read_npz(Bytes file) {
  const std::size_t end = end_of_directory(file), count = number(file, end + 10, 2);
  std::size_t at = number(file, end + 16, 4);
  std::vector<Array> out;
  for (std::size_t i = 0; i < count; ++i) {
    if (number(file, at, 4) != 0x0201'4b50) refuse_damaged();
    const std::size_t method = number(file, at + 10, 2), size = number(file, at + 20, 4),
                      name_length = number(file, at + 28, 2), local = number(file, at + 42, 4);
    const std::string name = name_of_array(part(file, at + entry_bytes, name_length));
    if (method != 0)
      throw Error(fmt::format("array {} is compressed; save the archive with numpy.savez, not savez_compressed",
                              exporter::quoted(name)));
    const std::size_t begin = local + local_bytes + number(file, local + 26, 2) + number(file, local + 28, 2);
    out.push_back(read_npy(part(file, begin, size), name));
    at += entry_bytes + name_length + number(file, at + 30, 2) + number(file, at + 32, 2);
  }
  return out;
}

}  // namespace exporter
