// SPDX-License-Identifier: BSL-1.0
// Kernels and models of this machine against plain loops, after their bytes have been compared: run.py makes the table.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>

#include "digits.hpp"
#include "gate.hpp"
#include "naive.hpp"
#include "support/noise.hpp"
#include "thermistor.hpp"

namespace {

using namespace tinytmpl;
using support::biases, support::weight_scale, support::weights;

constexpr Quantization from{0.5f, 3}, to{8, -5};

/// The largest difference between two outputs.
template <class Output>
int difference(const Output& ours, const naive::Tensor& theirs) {
  int most = 0;
  for (int i = 0; i < ours.size(); ++i)
    most = std::max(most, std::abs(ours[i] - theirs.data[static_cast<std::size_t>(i)]));
  return most;
}

/// NAME/tinytmpl and NAME/naive: `build(network, inputs...)` writes the model in plain loops. Functions that are not integer
/// arithmetic may differ by `tolerance`.
template <class Model, class Build>
void compare(const std::string& name, Build build, int tolerance = 0) {
  static Model model;
  static naive::Network network;
  support::Random random(1);
  [&]<int... i>(std::integer_sequence<int, i...>) {
    const auto input = [&]<int k>(std::integral_constant<int, k>) -> naive::Tensor& {
      using Input = typename Model::template Input<k>;
      naive::Tensor& tensor = network.tensor(Input::shape.h, Input::shape.w, Input::shape.c, Input::quantization);
      for (std::int8_t& element : tensor.data) element = random.int8();
      std::copy(tensor.data.begin(), tensor.data.end(), model.template input<k>().begin());
      return tensor;
    };
    build(network, input(std::integral_constant<int, i>{})...);
  }(std::make_integer_sequence<int, Model::inputs>{});

  const auto ours = [](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(model.run().data());
    state.counters["macs"] = static_cast<double>(Model::macs);
  };
  const auto theirs = [=](benchmark::State& state) {
    model.run();
    network.run();
    const int most = difference(model.output(), network.last());
    if (most > tolerance) state.SkipWithError(("bytes differ, by " + std::to_string(most)).c_str());
    for (auto _ : state) {
      network.run();
      benchmark::DoNotOptimize(network.last().data.data());
      benchmark::ClobberMemory();
    }
  };
  benchmark::RegisterBenchmark((name + "/tinytmpl").c_str(), ours);
  benchmark::RegisterBenchmark((name + "/naive").c_str(), theirs);
}

// A layer each, of a size that is usual on microcontrollers.

template <int values, int channels>
constexpr Parameters trained[] = {
    {.output = from}, {.weights = weights<values>, .biases = biases<channels>, .scales = weight_scale, .output = to}};
constexpr Parameters without[] = {{.output = from}, {}};
constexpr Parameters of_add[] = {{.output = from}, {.output = {0.4f, -7}}, {.output = {0.9f, 2}}};
constexpr Parameters of_curve[] = {{.output = {0.05f, 3}}, {.output = {1.0f / 256, -128}}};

void compare_weighted() {
  compare<Model<Seq<Conv2D<16, 3, Same>>, Shape<16, 16, 8>, trained<1152, 16>>>(
      "conv2d 3x3", [](auto& n, auto& x) { n.conv2d(x, trained<1152, 16>[1], 16, {3, 1, true}, to); });
  compare<Model<Seq<Conv2D<32, 1>>, Shape<16, 16, 16>, trained<512, 32>>>(
      "conv2d 1x1", [](auto& n, auto& x) { n.conv2d(x, trained<512, 32>[1], 32, {1, 1, false}, to); });
  compare<Model<Seq<DepthwiseConv2D<3, Same>>, Shape<16, 16, 32>, trained<288, 32>>>(
      "depthwise 3x3", [](auto& n, auto& x) { n.depthwise(x, trained<288, 32>[1], {3, 1, true}, to); });
  compare<Model<Seq<Dense<64>>, Shape<128>, trained<8192, 64>>>(
      "dense", [](auto& n, auto& x) { n.dense(x, trained<8192, 64>[1], 64, to); });
}

void compare_others() {
  compare<Model<Seq<MaxPool2D<2>>, Shape<16, 16, 32>, without>>(
      "max pool 2x2", [](auto& n, auto& x) { n.pool(x, {2, 2, false}, false); });
  compare<Model<Seq<AveragePool2D<2>>, Shape<16, 16, 32>, without>>(
      "average pool 2x2", [](auto& n, auto& x) { n.pool(x, {2, 2, false}, true); });
  struct Sum : Graph<Inputs<"a", "b">, Outputs<"y">, Let<"y", Add, "a", "b">> {};
  compare<Model<Sum, InputShapes<Shape<16, 16, 16>, Shape<16, 16, 16>>, of_add>>(
      "add", [](auto& n, auto& a, auto& b) { n.add(a, b, of_add[2].output); });
  compare<Model<Seq<Sigmoid>, Shape<16, 16, 16>, of_curve>>("sigmoid", [](auto& n, auto& x) { n.sigmoid(x); }, 1);
  compare<Model<Seq<Softmax>, Shape<64>, of_curve>>("softmax", [](auto& n, auto& x) { n.softmax(x); }, 1);
}

void compare_models() {
  compare<thermistor::Model>("thermistor", [](auto& n, auto& x) {
    const auto& p = thermistor::parameters;
    auto& a = n.dense(x, p[1], static_cast<int>(p[1].biases.size()), p[2].output, true);
    auto& b = n.dense(a, p[3], static_cast<int>(p[3].biases.size()), p[4].output, true);
    n.dense(b, p[5], 1, p[5].output);
  });
  compare<gate::Model>(
      "gate",
      [](auto& n, auto& x) {
        const auto& p = gate::parameters;
        auto& hidden = n.dense(x, p[1], 8, p[2].output, true);
        n.sigmoid(n.dense(hidden, p[3], 1, p[3].output));
      },
      1);
  compare<digits::Model>(
      "digits",
      [](auto& n, auto& x) {
        const auto& p = digits::parameters;
        const naive::Window window{3, 1, true};
        auto& a = n.conv2d(x, p[1], 12, window, p[2].output, true);
        auto& b = n.conv2d(a, p[3], 12, window, p[4].output, true);
        auto& sum = n.add(a, n.conv2d(b, p[5], 12, window, p[5].output), p[6].output, true);
        n.softmax(n.dense(n.pool(sum, {2, 2, false}, false), p[10], 10, p[10].output));
      },
      1);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  compare_weighted();
  compare_others();
  compare_models();
  benchmark::RunSpecifiedBenchmarks();
}
