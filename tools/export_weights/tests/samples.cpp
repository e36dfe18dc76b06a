// SPDX-License-Identifier: BSL-1.0
#include "quantize/samples.hpp"

#include <filesystem>
#include <limits>
#include <random>

#include <catch2/catch.hpp>

#include "error.hpp"
#include "files.hpp"
#include "npy.hpp"
#include "quantize/array.hpp"

using namespace exporter;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path = fs::temp_directory_path() / ("tinytmpl_samples_test_" + std::to_string(std::random_device{}()));
  Folder() { fs::create_directory(path); }
  ~Folder() { fs::remove_all(path); }
  fs::path write(const std::string& name, const NpyBytes& bytes) const {
    fs::create_directories((path / name).parent_path());
    write_file(path / name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return path / name;
  }
};

/// A graph of inputs alone, [1, 2, 3] each.
Graph graph_of(const std::vector<std::string>& names) {
  Graph graph;
  for (const std::string& name : names) {
    graph.inputs.push_back(static_cast<int>(graph.values.size()));
    Value value;
    value.name = name, value.shape = {1, 2, 3};
    graph.values.push_back(value);
    graph.input_names.push_back({name, ""});
  }
  return graph;
}
const Graph one = graph_of({"x"}), two = graph_of({"x", "y"});

const std::vector<float> twelve{0, 1, 2, 3, 4, 5, -6, -7, -8, -9, -10, 0.5f};

template <class T>
std::vector<float> read_as(const char* type, const std::vector<T>& elements) {
  return read_npy(npy_of(type, fmt::format("({},)", elements.size()), npy_bytes(elements))).reals();
}
std::string refusal(const NpyBytes& file) {
  try {
    const Array array = read_npy(file);
    array.reals();
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}
std::string refusal(const fs::path& path, const Graph& graph) {
  try {
    read_samples(path, graph);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("Arrays of NumPy are read in each type that numbers have") {
  const std::vector<float> expected{0, 1, 100};
  CHECK(read_as<float>("<f4", {0, 1, 100}) == expected);
  CHECK(read_as<double>("<f8", {0, 1, 100}) == expected);
  CHECK(read_as<std::int8_t>("|i1", {0, 1, 100}) == expected);
  CHECK(read_as<std::uint8_t>("|u1", {0, 1, 100}) == expected);
  CHECK(read_as<std::int16_t>("<i2", {0, 1, 100}) == expected);
  CHECK(read_as<std::int32_t>("<i4", {0, 1, 100}) == expected);
  CHECK(read_as<std::int64_t>("<i8", {0, 1, 100}) == expected);
  CHECK(read_npy(npy_of("<i8", "(2,)", npy_bytes(std::vector<std::int64_t>{3, -1}))).integers() ==
        std::vector<std::int64_t>{3, -1});
}

TEST_CASE("What is no such array is refused, each in its sentence") {
  const NpyBytes data = npy_bytes(std::vector<float>{1, 2});
  CHECK_THAT(refusal({1, 2, 3}), Contains("it is no array of NumPy"));
  CHECK_THAT(refusal(npy_of(">f4", "(2,)", data)), Contains("big-endian"));
  CHECK_THAT(refusal(npy_of("<c8", "(1,)", data)), Contains("save it as float32, float64 or integers"));
  CHECK_THAT(refusal(npy_of("<f4", "(2,)", data, "True")), Contains("Fortran's order"));
  CHECK_THAT(refusal(npy_of("<f4", "(0, 2)", {})), Contains("it is empty"));
  CHECK_THAT(refusal(npy_of("<f4", "(3,)", data)), Contains("3 elements of 4 bytes, but 8 bytes follow"));
  CHECK_THAT(refusal(npy_of("<f4", "(-3,)", data)), Contains("its shape is not up to 8 numbers"));
  CHECK_THAT(refusal(npy_of("<f4", "(99999999, 99999999)", data)), Contains("more than 268,435,456 elements"));
  CHECK_THAT(refusal(npy_of("<f4", "(2,)", npy_bytes(std::vector<float>{1, NAN}))), Contains("element 1 is nan"));
  CHECK_THAT(refusal(npy_of("<f8", "(1,)", npy_bytes(std::vector<double>{1e300}))), Contains("element 0 is 1e+300"));
  NpyBytes cut = npy_of("<f4", "(2,)", data);
  cut.resize(40);
  CHECK_THAT(refusal(cut), Contains("its header is longer than the file"));
  CHECK_THROWS_WITH(read_npy(npy_of("<f4", "(1,)", npy_bytes(std::vector{0.5f}))).integers(),
                    Contains("not an integer"));
}

TEST_CASE("Samples come from a .npy, an .npz, or a folder") {
  const Folder folder;
  const NpyBytes array = npy_of("<f4", "(2, 2, 3)", npy_bytes(twelve));
  const Samples samples = read_samples(folder.write("x.npy", array), one);
  CHECK(samples.count == 2);
  CHECK(samples.inputs == std::vector<std::vector<float>>{twelve});
  CHECK(read_samples(folder.write("flat.npy", npy_of("<f4", "(2, 6)", npy_bytes(twelve))), one).inputs[0] == twelve);

  CHECK(read_samples(folder.write("any.npz", npz_of({{"whatever.npy", array}})), one).inputs[0] == twelve);
  CHECK(read_samples(folder.write("both.npz", npz_of({{"y.npy", array}, {"x.npy", array}})), two).inputs.size() == 2);

  const NpyBytes raw = npy_bytes(twelve);
  const auto half = [&](int i) { return NpyBytes(raw.begin() + 24 * i, raw.begin() + 24 * (i + 1)); };
  folder.write("raw/b.bin", half(1)), folder.write("raw/a.bin", half(0)), folder.write("raw/notes.txt", {1});
  CHECK(read_samples(folder.path / "raw", one).inputs[0] == twelve);
  for (const char* name : {"each/x/1.bin", "each/y/1.bin"}) folder.write(name, half(0));
  CHECK(read_samples(folder.path / "each", two).inputs.size() == 2);
}

TEST_CASE("Samples that do not fit are refused with the file's name") {
  const Folder folder;
  const NpyBytes array = npy_of("<f4", "(2, 2, 3)", npy_bytes(twelve));
  const auto of = [&](const char* name, const NpyBytes& bytes, const Graph& graph) {
    return refusal(folder.write(name, bytes), graph);
  };
  CHECK_THAT(
      of("x.npy", npy_of("<f4", "(2, 3, 2)", npy_bytes(twelve)), one),
      Contains("x.npy: the array has samples of shape [3, 2], but input \"x\" takes [1, 2, 3]; channels come last"));
  CHECK_THAT(of("x.npy", array, two), Contains("the model has 2 inputs, and a .npy file is one array; give an .npz"));
  CHECK_THAT(of("x.npz", npz_of({{"x.npy", array}}), two), Contains("the archive has no array \"y\""));
  CHECK_THAT(of("x.npz", npz_of({{"x.npy", array}}, 8), one), Contains("numpy.savez, not savez_compressed"));
  CHECK_THAT(of("x.npz",
                npz_of({{"x.npy", array}, {"y.npy", npy_of("<f4", "(1, 6)", npy_bytes(std::vector<float>(6)))}}), two),
             Contains("array \"y\" has 1 samples, but the one before it 2"));
  NpyBytes cut = npz_of({{"x.npy", array}});
  cut[cut.size() - 6] = 0xFF;
  CHECK_THAT(of("x.npz", cut, one), Contains("the archive is damaged or cut off"));
  CHECK_THAT(of("x.txt", {'h', 'i'}, one), Contains("this is neither a .npy nor an .npz file"));
  folder.write("raw/a.bin", {1, 2, 3});
  CHECK_THAT(refusal(folder.path / "raw", one),
             Contains("\"a.bin\" has 3 bytes, but a sample of input \"x\" is 6 float32"));
  folder.write("raw/a.bin", npy_bytes(std::vector<float>(6, std::numeric_limits<float>::infinity())));
  CHECK_THAT(refusal(folder.path / "raw", one), Contains("\"a.bin\" holds an infinity"));
  CHECK_THAT(refusal(folder.path / "raw", two), Contains("the model has 2 inputs, and the folder none for \"x\""));
  fs::create_directory(folder.path / "none");
  CHECK_THAT(refusal(folder.path / "none", one), Contains("has no .bin file"));
  CHECK_THROWS_WITH(read_labels(folder.write("l.npy", npy_of("|i1", "(3,)", {1, 2, 3})), 2),
                    Contains("it has 3 labels for 2 samples"));
}

TEST_CASE("A damaged archive is refused, or is another array; nothing is read beyond its end") {
  const NpyBytes array = npy_of("<f4", "(2, 2, 3)", npy_bytes(twelve)),
                 whole = npz_of({{"x.npy", array}, {"y.npy", array}});
  const auto attempt = [](const NpyBytes& bytes) {
    try {
      for (const Array& each : read_npz(bytes)) each.reals();
    } catch (const Error&) {
    }
  };
  for (std::size_t i = 0; i < whole.size(); ++i) {
    attempt({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(i)});
    for (const int other : {0x00, 0x01, 0x7F, 0xFF}) {
      NpyBytes damaged = whole;
      damaged[i] = static_cast<std::uint8_t>(other);
      attempt(damaged);
    }
  }
  SUCCEED();
}
