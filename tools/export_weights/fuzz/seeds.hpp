// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "error.hpp"
#include "exporter.hpp"
#include "frontend/tflite/names.hpp"
#include "operators/rules.hpp"
#include "tests/small_model.hpp"

namespace exporter {

using Given = SmallModel::Tensor;

/// Writes them.
class Seeds {
 public:
  explicit Seeds(std::filesystem::path in) : folder(std::move(in)) { std::filesystem::create_directories(folder); }

  /// `type`: of an operator in it.
  void write(const std::string& name, const std::vector<std::uint8_t>& bytes, const char* type = nullptr) {
    if (type) types.insert(type);
    try {
      export_model(bytes, {"seed.tflite", "seed", false});
    } catch (const Error& problem) {
      std::fprintf(stderr, "the seed %s is refused: %s\n", name.c_str(), problem.what());
      complete = false;
    }
    std::ofstream(folder / (name + ".tflite"), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  /// A model of one operator, from x and what `more` adds, to y.
  template <class Table = schema::AddOptions>
  void one(const char* type, const Given& x, const Given& y,
           const std::function<std::vector<int>(SmallModel&)>& more = {},
           const std::function<flatbuffers::Offset<Table>(SmallModel&)>& options = {}, const char* variant = "") {
    types.insert(type);
    SmallModel m;
    std::vector<int> inputs{m.tensor(x)};
    for (const int input : more ? more(m) : std::vector<int>{}) inputs.push_back(input);
    const int output = m.tensor(y);
    m.op(type, inputs, {output}, options ? options(m) : flatbuffers::Offset<Table>{});
    write(std::string(type) + variant, m.done({inputs[0]}, {output}));
  }
  /// There is a model with this operation.
  void has(const char* type) { types.insert(type); }
  /// Complains of operations of which there is no model: a new one is not forgotten.
  void expect_all_operations() {
    for (const std::string_view type : operation_types())
      if (!types.contains(type)) {
        std::fprintf(stderr, "there is no seed of %s\n", std::string(type).c_str());
        complete = false;
      }
  }
  bool complete = true;

 private:
  std::filesystem::path folder;
  std::set<std::string, std::less<>> types{"CONCATENATION", "SPLIT"};  // of the models of one operator
};

/// Weights with a scale for each channel along `axis`, some of them zero.
inline int weights(SmallModel& m, const std::vector<int>& shape, int axis) {
  std::size_t count = 1;
  for (const int dim : shape) count *= static_cast<std::size_t>(dim);
  std::vector<std::uint8_t> data(count);
  for (std::size_t i = 0; i < count; ++i) data[i] = static_cast<std::uint8_t>(i % 5 == 0 ? 0 : 37 * i);
  const auto channels = static_cast<std::size_t>(shape[static_cast<std::size_t>(axis)]);
  return m.tensor({.shape = shape,
                   .scales = std::vector<float>(channels, 0.01f),
                   .zero_points = std::vector<std::int64_t>(channels, 0),
                   .data = data,
                   .name = "w",
                   .quantized_dimension = axis});
}

}  // namespace exporter
