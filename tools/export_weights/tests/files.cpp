// SPDX-License-Identifier: BSL-1.0
#include "files.hpp"

#include <fstream>
#include <random>

#include <catch2/catch.hpp>

#include "error.hpp"

using namespace exporter;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path = fs::temp_directory_path() / ("tinytmpl_export_test_" + std::to_string(std::random_device{}()));
  Folder() { fs::create_directory(path); }
  ~Folder() { fs::remove_all(path); }
  std::ptrdiff_t files() const { return std::distance(fs::directory_iterator(path), fs::directory_iterator()); }
};

std::string text_of(const fs::path& path) {
  const std::vector<std::uint8_t> bytes = read_file(path);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("A file is replaced at once, and nothing else is left") {
  const Folder folder;
  const fs::path file = folder.path / "a.hpp";
  write_file(file, "one");
  CHECK(text_of(file) == "one");
  write_file(file, "two");
  CHECK(text_of(file) == "two");
  CHECK(folder.files() == 1);
}

TEST_CASE("A link stays a link") {
  const Folder folder;
  write_file(folder.path / "real.hpp", "one");
  fs::create_symlink(folder.path / "real.hpp", folder.path / "link.hpp");
  write_file(folder.path / "link.hpp", "two");
  CHECK(text_of(folder.path / "real.hpp") == "two");
  CHECK(fs::is_symlink(folder.path / "link.hpp"));
}

TEST_CASE("What cannot be written is refused and leaves nothing") {
  const Folder folder;
  CHECK_THROWS_AS(write_file(folder.path, "x"), Error);
  CHECK_THROWS_AS(write_file(folder.path / "no" / "a.hpp", "x"), Error);
  CHECK_THROWS_AS(write_file("", "x"), Error);
  CHECK_THROWS_AS(write_file("/dev/null", "x"), Error);
  CHECK(folder.files() == 0);
}

TEST_CASE("What cannot be read is refused") {
  const Folder folder;
  std::ofstream(folder.path / "empty.tflite").close();
  CHECK_THROWS_AS(read_file(folder.path / "empty.tflite"), Error);
  CHECK_THROWS_AS(read_file(folder.path), Error);
  CHECK_THROWS_AS(read_file(folder.path / "none.tflite"), Error);
}
