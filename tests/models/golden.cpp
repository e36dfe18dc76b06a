// SPDX-License-Identifier: BSL-1.0
// One exported model, MODEL_HEADER with MODEL_NAMESPACE, against the reference's bytes in the folder GOLDEN: its outputs in
// every schedule, and for one input every tensor that is materialised.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>

#include MODEL_HEADER
#include "files.hpp"

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
const std::filesystem::path golden = GOLDEN;

template <class Model>
constexpr bool fed = Model::schedule == Schedule::fed;

/// Output 0 of `model` for the elements from `in` on.
template <class Model, class... Observer>
Bytes infer(Model& model, const std::int8_t* in, Observer&&... observer) {
  if constexpr (fed<Model>) {
    bool ready = false;
    for (int row = 0; row < Model::template Input<>::shape.h; ++row) {
      REQUIRE_FALSE(ready);
      ready = model.push_row(in + row * Model::row_size, observer...);
    }
    REQUIRE(ready);
  } else {
    std::copy_n(in, model.input().size(), model.input().data());
    model.run(observer...);
  }
  return {model.output().begin(), model.output().end()};
}

template <class Model>
void check_outputs() {
  static Model model;
  STATIC_REQUIRE(sizeof(Model) == Model::ram_bytes);
  constexpr int in = Model::template Input<>::size, out = Model::template Output<>::size;
  for (int k = 1; k <= 8; ++k) {
    CAPTURE(k);
    const Bytes x = load(golden / ("input_" + std::to_string(k) + ".bin"), in);
    CHECK(infer(model, x.data()) == load(golden / ("output_" + std::to_string(k) + ".bin"), out));
  }
  const Bytes inputs = load(golden / "structured_inputs.bin", 16 * in),
              outputs = load(golden / "structured_outputs.bin", 16 * out);
  for (int k = 0; k < 16; ++k) {
    CAPTURE(k);
    CHECK(infer(model, inputs.data() + k * in) == Bytes(outputs.begin() + k * out, outputs.begin() + (k + 1) * out));
  }
}

#if defined(ALL_CHANNELS)  // as many channels as the reference's tensors
/// A tensor of the reference, by what identifies it.
struct Reference {
  std::string file;
  bool seen = false;
};
using Key = std::tuple<int, float, int>;  // bytes, scale, zero point

std::multimap<Key, Reference> reference_tensors() {
  std::multimap<Key, Reference> tensors;
  std::ifstream text(golden / "layers_seed1" / "layers.json");
  const auto layers = nlohmann::json::parse(text);
  for (const auto& op : layers.at("ops"))
    if (op.at("op") != "RESHAPE")
      tensors.insert({{op.at("bytes"), op.at("scale").at(0), op.at("zero_point").at(0)}, {op.at("file")}});
  return tensors;
}

/// Compares each row that is computed with that row of a reference's tensor; tells tensors of one size and quantization apart by
/// what they hold.
template <class Model>
void check_tensors() {
  static Model model;
  std::array<Bytes, Model::nodes> computed;
  std::array<int, Model::nodes> rows{};
  const auto observer = [&](int node, int row, const std::int8_t* elements, int bytes) {
    CHECK(row == rows.at(static_cast<std::size_t>(node))++);
    auto& tensor = computed.at(static_cast<std::size_t>(node));
    tensor.insert(tensor.end(), elements, elements + bytes);
  };
  infer(model, load(golden / "input_1.bin", Model::template Input<>::size).data(), observer);

  auto tensors = reference_tensors();
  REQUIRE_FALSE(tensors.empty());
  for (int i = Model::inputs; i + 1 < Model::nodes; ++i) {
    const Node& node = Model::network[i];
    if (node.traits.accumulates) continue;  // 16-bit sums of a mean, which the reference does not keep
    CAPTURE(i, node.kind);
    const Bytes& mine = computed.at(static_cast<std::size_t>(i));
    REQUIRE(mine.size() == static_cast<std::size_t>(node.bytes()));
    const int bytes = (node.out.extent.h + node.unread_rows) * node.row_bytes();
    bool found = false;
    auto [first, last] = tensors.equal_range({bytes, node.out.quantization.scale, node.out.quantization.zero_point});
    for (; first != last && !found; ++first) {
      const Bytes theirs = load(golden / "layers_seed1" / first->second.file, bytes);
      found = !first->second.seen && std::equal(mine.begin(), mine.end(), theirs.begin());
      first->second.seen = first->second.seen || found;
    }
    CHECK(found);
  }
  for (const auto& [key, reference] : tensors) {
    CAPTURE(reference.file);
    CHECK(reference.seen);
  }
}
#endif

using MODEL_NAMESPACE::ModelWith;
using MinRam = ModelWith<InputMemory::reused>;
using Layerwise = ModelWith<Schedule::layerwise, InputMemory::reused>;
using Fed = ModelWith<Schedule::fed>;

}  // namespace

#if defined(ALL_CHANNELS)
TEST_CASE("each tensor, min_ram") { check_tensors<MinRam>(); }
TEST_CASE("each tensor, layerwise") { check_tensors<Layerwise>(); }
TEST_CASE("each tensor, fed") { check_tensors<Fed>(); }
TEST_CASE("min_ram, the input's memory kept") { check_outputs<ModelWith<>>(); }
#endif

TEST_CASE("min_ram") { check_outputs<MinRam>(); }
TEST_CASE("layerwise") { check_outputs<Layerwise>(); }
TEST_CASE("fed") { check_outputs<Fed>(); }

TEST_CASE("RAM with portable kernels") {
  STATIC_REQUIRE(Layerwise::ram_bytes <= RAM_LAYERWISE);
  STATIC_REQUIRE(MinRam::ram_bytes <= RAM_MIN);
  STATIC_REQUIRE(Fed::ram_bytes <= RAM_FED);
}
