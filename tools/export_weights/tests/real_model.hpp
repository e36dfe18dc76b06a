// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <filesystem>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "files.hpp"
#include "frontend/tflite/tflite.hpp"
#include "npy.hpp"
#include "quantize/quantize.hpp"
#include "small_model.hpp"

namespace exporter {

/// A model of float32 whose tensors are [1, 4] where nothing else is said; its samples are 8 x 4 numbers from -2 to 2.
struct RealModel : SmallModel {
  int real(std::vector<int> shape = {1, 4}) {
    return tensor({.shape = std::move(shape), .scales = {}, .zero_points = {}, .dtype = Dtype::float32});
  }
  int constant(std::vector<int> shape, const std::vector<float>& elements) {
    return tensor({std::move(shape), {}, {}, Dtype::float32, npy_bytes(elements)});
  }
  int x = real();
  int then(const char* type, std::vector<int> inputs, std::vector<int> shape = {1, 4}) {
    const int out = real(std::move(shape));
    op(type, inputs, {out});
    return out;
  }
  int softmax(int from) {
    const int out = real();
    op("SOFTMAX", {from}, {out}, schema::CreateSoftmaxOptions(builder, 1));
    return out;
  }
  int dense(int from, const std::vector<float>& weights, const std::vector<float>& biases) {
    return then("FULLY_CONNECTED", {from, constant({4, 4}, weights), constant({4}, biases)});
  }
  std::vector<std::uint8_t> file(std::vector<int> outputs) { return done({x}, outputs); }
};

inline std::vector<float> sample_elements() {
  std::vector<float> out;
  for (int i = 0; i < 32; ++i) out.push_back(static_cast<float>(i * 13 % 32) / 8 - 2);
  return out;
}

struct SampleFile {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("tinytmpl_quantize_test_" + std::to_string(std::random_device{}()));
  explicit SampleFile(const NpyBytes& bytes = npy_of("<f4", "(8, 4)", npy_bytes(sample_elements()))) {
    write_file(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }
  ~SampleFile() { std::filesystem::remove(path); }
};

inline Quantized quantized(const std::vector<std::uint8_t>& file, Ranges ranges = Ranges::min_max) {
  const SampleFile samples;
  return quantize(read_tflite(file), {.samples = samples.path, .ranges = ranges});
}
inline std::vector<std::string> types(const Graph& graph) {
  std::vector<std::string> out;
  for (const Operation& op : graph.operations) out.push_back(op.type);
  return out;
}
inline const std::vector<float> some_weights{0.5f, -0.25f, 0.1f, 1, 0.3f, 0.3f, -0.3f, 0.7f,
                                             0,    0,      0,    0, 10,   -20,  3,     0.01f};

}  // namespace exporter
