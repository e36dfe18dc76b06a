// SPDX-License-Identifier: BSL-1.0
#include "quantize/equalize.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "quantize/rewrite.hpp"
#include "real_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

const Progress silent = [](std::string_view, std::int64_t, std::int64_t) {};

}  // namespace

TEST_CASE("Channels between layers become alike, and float32 computes the same") {
  RealModel m;
  std::vector<float> weights(16, 0.01f), readers(16, 0.5f);
  for (std::size_t i = 0; i < 4; ++i) weights[i] = 10;  // the first channel is a thousand times the others
  const int inner = m.then("RELU", {m.dense(m.x, weights, {1, 0.01f, 0.02f, 0.01f})});
  const int y = m.dense(inner, readers, {0, 1, 2, 3});
  const auto file = m.file({y});
  Graph graph = read_tflite(file);
  fuse_activations(graph);
  const Samples samples{8, {sample_elements()}};
  const Calibration before = calibrate(graph, samples, silent);
  Graph equalized = graph;
  REQUIRE(equalize(equalized, before) == 1);
  const Calibration after = calibrate(equalized, samples, silent);
  const std::vector<float> ranges = after.peaks.at(inner);
  const auto [least, most] = std::minmax_element(ranges.begin(), ranges.end());
  CHECK(*most / *least < 50);  // of a thousand, a root
  for (std::size_t c = 0; c < 4; ++c) CHECK(after.peaks.at(y)[c] == Approx(before.peaks.at(y)[c]).epsilon(1e-5));
  CHECK_THAT(quantized(file).report, Contains("tensors whose channels are equalized: 1"));
}

TEST_CASE("Channels that somebody else reads, or that are clamped at six, stay") {
  RealModel m;
  const int inner = m.dense(m.x, some_weights, {1, 1, 1, 1});
  const Samples samples{8, {sample_elements()}};
  const auto pairs = [&](const std::vector<std::uint8_t>& file) {
    Graph graph = read_tflite(file);
    fuse_activations(graph);
    return equalize(graph, calibrate(graph, samples, silent));
  };
  SECTION("an output") { CHECK(pairs(m.file({m.dense(inner, some_weights, {1, 1, 1, 1}), inner})) == 0); }
  SECTION("a sum") {
    const int y = m.dense(inner, some_weights, {1, 1, 1, 1});
    CHECK(pairs(m.file({m.then("ADD", {y, inner})})) == 0);
  }
  SECTION("a ReLU6") {
    const int clamped = m.then("RELU6", {inner});
    CHECK(pairs(m.file({m.dense(clamped, some_weights, {1, 1, 1, 1})})) == 0);
  }
}
