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

/// What to do about a folder that is given for a model.
std::string advice_for_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder / "saved_model.pb", error))
    return "this is the folder of a SavedModel; convert it with tf.lite.TFLiteConverter.from_saved_model, and give the "
           ".tflite";
  if (fs::exists(folder / "model.json", error))
    return "this is a folder, as of a TensorFlow.js model; convert what that was made of, and give the .tflite";
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == ".tflite")
      return fmt::format("this is a folder; name a file in it, as {}", escape(entry->path().filename().string(), 100));
  return "this is a folder; name a file in it";
}

}  // namespace

std::vector<std::uint8_t> read_file(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) complain(path, path == "-" ? "standard input is not read; name a file" : "no such file");
  if (fs::is_directory(status)) complain(path, advice_for_folder(path));
  if (!fs::is_regular_file(status)) complain(path, "this is not a regular file; write it into one, and name that");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error || size > max_file_bytes) complain(path, "the file is larger than 1 GiB, or cannot be read");
  std::ifstream in(path, std::ios::binary);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
  if (!in || !in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size())))
    complain(path, "cannot read the file; is it readable?");
  if (bytes.empty()) complain(path, "the file is empty; copy, download or convert it again");
  return bytes;
}

void check_writable(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) complain(path, "the output is a folder; name a file in it");
  if (path.filename().empty()) complain(path, "the output has no file name");
  if (fs::exists(status)) {
    if (!fs::is_regular_file(status)) complain(path, "the output is not a regular file; -o - is standard output");
    if (!std::ofstream(path, std::ios::binary | std::ios::app)) complain(path, "the output is not writable");
  } else if (const fs::path folder = fs::absolute(path).parent_path(); !fs::is_directory(folder, error)) {
    complain(path, fmt::format("there is no folder {}; make it first", escape(folder.string(), 200)));
  }
}

void write_file(const fs::path& path, std::string_view text) {
  check_writable(path);
  std::error_code error;
  const fs::path target = fs::exists(path, error) ? fs::canonical(path, error) : path;  // through links
  if (error) complain(path, "cannot replace the output: " + error.message());
  Temporary temporary{target};
  temporary.path += fmt::format(".{:08x}.tmp", std::random_device{}());
  if (!write(temporary.path, text)) complain(path, "cannot write; is the folder writable, and the disk not full?");
  fs::rename(temporary.path, target, error);
  if (error) complain(path, "cannot replace the output: " + error.message());
  temporary.done = true;
}

}  // namespace exporter
