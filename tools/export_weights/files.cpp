// SPDX-License-Identifier: BSL-1.0
#include "files.hpp"

#include <fstream>
#include <random>

#include <fmt/format.h>

#include "error.hpp"
#include "text.hpp"

namespace exporter {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t max_file_bytes = std::uintmax_t{1} << 30;

[[noreturn]] void complain(const fs::path& path, std::string_view reason) {
  throw Error(fmt::format("{}: {}", escape(path.string(), 200), reason));
}

/// Removed unless it took its final name.
struct Temporary {
  fs::path path;
  bool done = false;
  ~Temporary() {
    std::error_code ignored;
    if (!done) fs::remove(path, ignored);
  }
};

bool write(const fs::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  return out.good();
}

}  // namespace

std::vector<std::uint8_t> read_file(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) complain(path, "no such file");
  if (fs::is_directory(status)) complain(path, "this is a folder; name a .tflite file");
  if (!fs::is_regular_file(status)) complain(path, "this is not a regular file");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error || size > max_file_bytes) complain(path, "the file is larger than 1 GiB, or cannot be read");
  std::ifstream in(path, std::ios::binary);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
  if (!in || !in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size())))
    complain(path, "cannot read the file; is it readable?");
  if (bytes.empty()) complain(path, "the file is empty");
  return bytes;
}

void write_file(const fs::path& path, std::string_view text) {
  if (path.filename().empty()) complain(path, "the output has no file name");
  std::error_code error;
  fs::path target = path;
  if (fs::exists(path, error)) {
    target = fs::canonical(path, error);  // through links
    if (error || !fs::is_regular_file(target)) complain(path, "the output is not a regular file");
    if (!std::ofstream(target, std::ios::binary | std::ios::app)) complain(path, "the output is not writable");
  }
  Temporary temporary{target};
  temporary.path += fmt::format(".{:08x}.tmp", std::random_device{}());
  if (!write(temporary.path, text)) complain(path, "cannot write; is the folder there, writable, and not full?");
  fs::rename(temporary.path, target, error);
  if (error) complain(path, "cannot replace the output: " + error.message());
  temporary.done = true;
}

}  // namespace exporter
