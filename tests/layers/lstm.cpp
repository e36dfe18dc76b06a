// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/lstm.hpp>

#include <cmath>
#include <vector>

#include <support/schedules.hpp>

namespace {

using namespace support;
using core::Extent, core::Rule, layers::lstm;

constexpr core::Node node = lstm({1, 5, 2, 2}, 3);
static_assert(node.out.extent == Extent{1, 5, 3, 2} && node.macs == 5 * 4 * 3 * (2 + 3));
static_assert(node.demands.weights == 60 && node.demands.biases == 12 && node.demands.scales == 8);
static_assert(node.state_count == 2 && node.operand_count == 3 && node.states[1].element == Element::int16);
static_assert(lstm({4, 5, 2, 3}, 3).fault.rule == Rule::sequence && lstm({1, 5, 2, 2}, 0).fault.rule == Rule::filters);
static_assert(layers::power_of_two(1.0f / 2048) == -11 && layers::power_of_two(4) == 2 &&
              layers::power_of_two(0) == 127 && layers::power_of_two(0.3f) == 127);

constexpr int steps = 5, inputs = 2, units = 3, count = 4 * units * (inputs + units);

/// Small numbers, which differ.
template <class T, int size>
constexpr auto numbers(int factor, int range, double unit) {
  std::array<T, size> all{};
  for (std::size_t i = 0; i < size; ++i)
    all[i] = static_cast<T>((static_cast<int>(i + 1) * factor % (2 * range + 1) - range) * unit);
  return all;
}

constexpr auto weights = numbers<std::int8_t, count>(37, 100, 1);
constexpr auto biases = numbers<std::int32_t, 4 * units>(29, 300, 1);
constexpr float scales[] = {0.01f, 0.02f, 0.011f, 0.012f, 0.013f, 0.014f, 0.015f, 0.016f};
constexpr Parameters parameters[] = {{.output = {0.02f, 3}},
                                     {.weights = weights,
                                      .biases = biases,
                                      .scales = scales,
                                      .output = {1.0f / 128, -5},
                                      .state_scale = 1.0f / 2048,
                                      .clip = 3}};
struct Net : Seq<LSTM<units>> {};
template <auto... policies>
using ModelOf = Model<Net, Shape<steps, inputs>, parameters, policies...>;

constexpr auto sequence = numbers<std::int8_t, steps * inputs>(53, 120, 1);

// Two inferences are one of twice as many steps: what it keeps goes on.
using Twice = Model<Net, Shape<2 * steps, inputs>, parameters>;
static_assert(ModelOf<>::state_bytes == 4 + 8, "three bytes a unit, each tensor in whole words");

constexpr auto real_weights = numbers<float, count>(37, 100, 0.01);
constexpr auto real_biases = numbers<float, 4 * units>(29, 300, 0.002);
constexpr Parameters real_parameters[] = {{.element = Element::float32},
                                          {.weights = real_weights, .biases = real_biases, .clip = 0.4f}};
using RealModel = Model<Net, Shape<steps, inputs>, real_parameters>;

/// By its definition.
std::vector<double> outputs_of(const std::vector<double>& in) {
  std::vector<double> out, hidden(units), cells(units);
  for (std::size_t step = 0; step < in.size() / inputs; ++step) {
    const std::vector<double> before = hidden;
    for (std::size_t u = 0; u < units; ++u) {
      const auto gate = [&](std::size_t g) {
        double sum = double{real_biases[g * units + u]};
        for (std::size_t i = 0; i < inputs; ++i)
          sum += in[step * inputs + i] * double{real_weights[(g * units + u) * inputs + i]};
        for (std::size_t i = 0; i < units; ++i)
          sum += before[i] * double{real_weights[4 * units * inputs + (g * units + u) * units + i]};
        return sum;
      };
      const auto logistic = [](double x) { return 1 / (1 + std::exp(-x)); };
      const double cell = logistic(gate(1)) * cells[u] + logistic(gate(0)) * std::tanh(gate(2));
      cells[u] = std::min(0.4, std::max(-0.4, cell));
      hidden[u] = logistic(gate(3)) * std::tanh(cells[u]);
    }
    out.insert(out.end(), hidden.begin(), hidden.end());
  }
  return out;
}

}  // namespace

TEST_CASE("An LSTM goes on where the last inference ended, until it is reset") {
  static ModelOf<> model;
  static Twice twice;
  std::copy(sequence.begin(), sequence.end(), twice.input().begin());
  std::copy(sequence.begin(), sequence.end(), twice.input().begin() + steps * inputs);
  twice.run();
  for (int inference = 0; inference < 2; ++inference) {
    std::copy(sequence.begin(), sequence.end(), model.input().begin());
    model.run();
    for (int i = 0; i < steps * units; ++i) CHECK(model.output()[i] == twice.output()[inference * steps * units + i]);
  }
  model.reset();
  std::copy(sequence.begin(), sequence.end(), model.input().begin());
  model.run();
  CHECK(model.output()[0] == twice.output()[0]);
  constexpr auto in_compiler = ModelOf<>::eval(sequence);
  for (int i = 0; i < steps * units; ++i) CHECK(in_compiler[i] == twice.output()[i]);
}

TEST_CASE("An LSTM that is fed takes a step at a time") {
  static ModelOf<> whole;
  static ModelOf<Schedule::fed> fed;
  std::copy(sequence.begin(), sequence.end(), whole.input().begin());
  whole.run();
  for (int step = 0; step < steps; ++step) fed.push_row(sequence.data() + step * inputs);
  for (int i = 0; i < steps * units; ++i) CHECK(fed.output()[i] == whole.output()[i]);
}

TEST_CASE("An LSTM of float32 is its definition") {
  static RealModel model;
  std::vector<double> in;
  for (int i = 0; i < steps * inputs; ++i) {
    const float x = static_cast<float>(sequence[static_cast<std::size_t>(i)]) / 60;
    model.input()[i] = x;
    in.push_back(double{x});
  }
  model.run();
  const std::vector<double> expected = outputs_of(in);
  for (int i = 0; i < steps * units; ++i)
    CHECK(std::abs(double{model.output()[i]} - expected[static_cast<std::size_t>(i)]) < 1e-6);
}
