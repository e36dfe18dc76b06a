// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/svdf.hpp>

#include <algorithm>

#include <support/schedules.hpp>

namespace {

using namespace support;
using core::Extent, core::Rule, layers::svdf;

constexpr core::Node node = svdf({1, 5, 2, 2}, 3, 2, 4);
static_assert(node.out.extent == Extent{1, 5, 3, 2} && node.macs == 5 * 6 * (2 + 4));
static_assert(node.demands.weights == 6 * 2 + 2 * 6 * 4 && node.demands.real_weights == 6 * 2 + 6 * 4);
static_assert(node.demands.biases == 3 && node.demands.scales == 2 && node.demands.multipliers == 2);
static_assert(node.state_count == 1 && node.states[0].extent == Extent{1, 1, 24, 2});
static_assert(svdf({4, 5, 2, 3}, 3, 1, 2).fault.rule == Rule::sequence);
static_assert(svdf({1, 5, 2, 2}, 3, 1, 0).fault.rule == Rule::filters);
static_assert(svdf({1, 5, 2, 2}, 1 << 20, 1 << 20, 4).fault.rule == Rule::weights_size);

constexpr int steps = 6, inputs = 2, units = 2, rank = 2, memory = 3;

// Filters that take one channel each, and what it was two steps, one step and no step ago.
constexpr std::int8_t weights[] = {1, 0, 0, 1, 1, 0, 0, 1,              // over channels
                                   1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0,  // 1, 0, 0 and 0, 1, 0, bytes as they lie
                                   0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, -1};
constexpr std::int32_t biases[] = {0, 100};
constexpr float scales[] = {1, 1};
constexpr Parameters parameters[] = {
    {.output = {1, 0}}, {.weights = weights, .biases = biases, .scales = scales, .output = {1, 0}, .state_scale = 1}};
struct Net : Seq<SVDF<units, rank, memory>> {};
template <auto... policies>
using ModelOf = Model<Net, Shape<steps, inputs>, parameters, policies...>;
static_assert(ModelOf<>::state_bytes == 2 * units * rank * memory);

constexpr std::int8_t sequence[steps * inputs] = {1, 10, 2, 20, 3, -30, 4, 40, 5, 50, -6, 60};

/// Channel `c` at `step`, counted from the first one, in front of which there are zeros.
int at(int step, int c) { return step < 0 ? 0 : sequence[step % steps * inputs + c]; }

/// Units at `step`, by the weights above.
int first_unit(int step) { return at(step - 2, 0) + at(step - 1, 1); }
int second_unit(int step) {
  return std::min(127, std::max(-128, 100 + at(step - 1, 0) + 256 * at(step - 2, 1) - 256 * at(step, 1)));
}

// One sum is kept, as int8 with a zero point, and comes out as it was kept.
constexpr std::int8_t one[] = {1, 1, 0};
constexpr std::int32_t none[] = {0};
constexpr Parameters of_int8[] = {{.output = {1, 0}},
                                  {.weights = one,
                                   .biases = none,
                                   .scales = scales,
                                   .output = {1, 0},
                                   .state_scale = 1,
                                   .state_element = Element::int8,
                                   .state_zero_point = 20}};
struct One : Seq<SVDF<1, 1, 1>> {};

}  // namespace

TEST_CASE("Sums that an SVDF keeps as int8 wrap around where their zero point leads them out") {
  static Model<One, Shape<1, 1>, of_int8> model;
  const auto out = [](std::int8_t in) {
    model.input()[0] = in;
    model.run();
    return int{model.output()[0]};
  };
  CHECK(out(107) == 107);
  CHECK(out(108) == -128);  // 108 - 256, limited
}

TEST_CASE("An SVDF sees the last steps, also those of the last inference, until it is reset") {
  static ModelOf<> model;
  for (int inference = 0; inference < 2; ++inference) {
    std::copy(std::begin(sequence), std::end(sequence), model.input().begin());
    model.run();
    for (int step = 0; step < steps; ++step) {
      const int now = inference * steps + step;
      CHECK(model.output()[step * units] == first_unit(now));
      CHECK(model.output()[step * units + 1] == second_unit(now));
    }
  }
  model.reset();
  std::copy(std::begin(sequence), std::end(sequence), model.input().begin());
  model.run();
  CHECK(model.output()[0] == 0);
}

TEST_CASE("An SVDF that is fed takes a step at a time") {
  static ModelOf<> whole;
  static ModelOf<Schedule::fed> fed;
  std::copy(std::begin(sequence), std::end(sequence), whole.input().begin());
  whole.run();
  for (int step = 0; step < steps; ++step) fed.push_row(sequence + step * inputs);
  for (int i = 0; i < steps * units; ++i) CHECK(fed.output()[i] == whole.output()[i]);
}
