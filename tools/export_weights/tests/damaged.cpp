// SPDX-License-Identifier: BSL-1.0
// Files that are cut off or have wrong bits give a header or an Error; never anything else.
#include <algorithm>
#include <filesystem>
#include <random>

#include <catch2/catch.hpp>

#include "error.hpp"
#include "exporter.hpp"
#include "files.hpp"

using namespace exporter;

namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<std::filesystem::path> models() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(TEST_MODELS))
    if (entry.path().extension() == ".tflite") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

/// Whether it was accepted. A refusal is lines of text.
bool accepted(const Bytes& bytes) {
  try {
    return !export_model(bytes, {"damaged.tflite", "damaged", false}).header.empty();
  } catch (const Error& error) {
    const std::string_view what = error.what();
    CHECK(what.find("\n\n") == std::string_view::npos);
    CHECK(std::all_of(what.begin(), what.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
    return false;
  }
}

template <class Random>
void damage(Bytes& bytes, Random& random) {
  const auto place = [&] { return random() % bytes.size(); };
  switch (random() % 4) {
    case 0: bytes.resize(place()); break;
    case 1: bytes[place()] ^= static_cast<std::uint8_t>(1u << random() % 8); break;
    case 2:
      for (int i = 0; i < 32; ++i) bytes[place()] = static_cast<std::uint8_t>(random());
      break;
    default:
      for (std::size_t at = place() & ~std::size_t{3}, end = std::min(at + 4, bytes.size()); at < end; ++at)
        bytes[at] = random() % 2 ? 0xFF : 0x7F;
  }
}

}  // namespace

TEST_CASE("Models are accepted as they are, and give the same header again") {
  for (const auto& path : models()) {
    INFO(path);
    const Bytes bytes = read_file(path);
    const Request request{"m.tflite", "m", false};
    const std::string once = export_model(bytes, request).header;
    CHECK(once == export_model(bytes, request).header);
    CHECK(std::all_of(once.begin(), once.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
  }
}

TEST_CASE("A model that is cut off is refused") {
  for (const auto& path : models()) {
    INFO(path);
    const Bytes bytes = read_file(path);
    for (std::size_t size = 0; size < bytes.size(); size += 100)
      accepted(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)));
    CHECK_FALSE(accepted(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 2))));
  }
}

TEST_CASE("A model with wrong bits is refused, or is another model") {
  std::mt19937 random(20);
  for (const auto& path : models()) {
    INFO(path);
    const Bytes bytes = read_file(path);
    for (int i = 0; i < TEST_DAMAGES; ++i) {
      Bytes damaged = bytes;
      damage(damaged, random);
      accepted(damaged);
    }
  }
}

TEST_CASE("Random bytes are refused, with the right identifier too") {
  std::mt19937 random(21);
  for (std::size_t i = 0; i < 1'000; ++i) {
    Bytes bytes(i);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    if (i >= 8 && i % 2) std::copy_n("TFL3", 4, bytes.begin() + 4);
    CHECK_FALSE(accepted(bytes));
  }
}
