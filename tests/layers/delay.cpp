// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/delay.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr core::Extent image{5, 4, 3, 3};
constexpr core::Node delay = Delay::describe(image);
static_assert(delay.out.extent == image && delay.states[0].extent == image && delay.operand_count == 2 &&
              delay.macs == 0);
static_assert(delay.traits.keeps_quantization && delay.traits.either_axis);

constexpr Parameters one_zero_point[] = {{.output = {0.5f, -7}}, {}};
constexpr Parameters two_delays[] = {{.output = {0.5f, 3}}, {}, {}};

/// The images of the last inferences, of a model that has had `number`: those of before it began are zero points.
std::vector<int> image_of(int number, int size, int zero_point) {
  std::vector<int> elements(static_cast<std::size_t>(size), zero_point);
  Random random(static_cast<std::uint64_t>(number));
  if (number > 0)
    for (int& element : elements) element = random.int8();
  return elements;
}
std::vector<std::int8_t> bytes_of(const std::vector<int>& elements) { return {elements.begin(), elements.end()}; }

template <class M>
bool delays(M& model, int zero_point, int by) {
  const int size = M::template Input<>::size;
  for (int number = 1; number <= 8; ++number)
    if (infer(model, bytes_of(image_of(number, size, zero_point))) != image_of(number - by, size, zero_point))
      return false;
  return true;
}

template <auto... policies>
void check_delays() {
  struct Twice : Seq<Delay, Delay> {};
  static Model<Delay, Shape<5, 4, 3>, one_zero_point, policies...> once;
  static Model<Twice, Shape<5, 4, 3>, two_delays, policies...> twice;
  static Model<Twice, Shape<7, 3>, two_delays, policies...> sequence;
  CHECK(delays(once, -7, 1));
  CHECK(delays(twice, 3, 2));
  CHECK(delays(sequence, 3, 2));
  CHECK_FALSE(delays(once, -7, 1));  // it still keeps the last one
  once.reset();
  CHECK(delays(once, -7, 1));
}

}  // namespace

TEST_CASE("a delay gives what it was given at the last inference, at first zero points") {
  check_delays<Schedule::min_ram>();
  check_delays<Schedule::min_ram, InputMemory::kept>();
  check_delays<Schedule::layerwise>();
  check_delays<Schedule::layerwise, InputMemory::reused>();
  check_delays<Schedule::fed>();
}

TEST_CASE("delays between other layers, in all schedules") {
  struct Net : Graph<Outputs<"sum", "earlier">, Let<"x", Conv2D<4, 3, Same>, "input">, Let<"before", Delay, "x">,
                     Let<"both", Concat<>, "before", "x">, Let<"y", Conv2D<4, 3, Stride<2>>, "both">,
                     Let<"last", Delay, "y">, Let<"sum", Add, "last", "y">, Let<"earlier", Delay, "before">> {};
  static constexpr Parameters given[] = {
      {.output = {0.02f, 4}},
      {.weights = weights<72>, .biases = biases<4>, .scales = weight_scale, .output = {0.05f, 2}},
      {},
      {},
      {.weights = weights<288>, .biases = biases<4>, .scales = weight_scale, .output = {0.1f, -9}},
      {},
      {.output = {0.2f, 1}},
      {}};
  compare_schedules<Net, Shape<9, 7, 2>, given>();
}

TEST_CASE("a convolution over time whose window reaches back into the last inference") {
  // Three steps of each inference, and the two before them: as if one inference had seen them all.
  struct Streaming
      : Graph<Outputs<"y">, Let<"before", Delay, "input">, Let<"tail", Slice<Shape<2, 4>, Begin<1, 0>>, "before">,
              Let<"window", Concat<Axis::width>, "tail", "input">, Let<"y", Conv1D<5, 3>, "window">> {};
  static constexpr Parameters stream[] = {
      {.output = {0.02f, 4}},
      {},
      {},
      {},
      {.weights = weights<60>, .biases = biases<5>, .scales = weight_scale, .output = {0.05f, 2}}};
  static constexpr Parameters all[] = {stream[0], stream[4]};
  constexpr int inferences = 6, steps = 3 * inferences;
  static Model<Streaming, Shape<3, 4>, stream> model;
  static Model<Conv1D<5, 3>, Shape<steps + 2, 4>, all> whole;
  compare_schedules<Streaming, Shape<3, 4>, stream>();

  Random random(1);
  for (std::int8_t& element : whole.input()) element = random.int8();
  for (int i = 0; i < 8; ++i) whole.input()[i] = 4;  // the zero points before the first step
  std::vector<std::int8_t> input(whole.input().begin(), whole.input().end());
  whole.run();
  for (int i = 0; i < inferences; ++i) {
    const auto* from = input.data() + (2 + 3 * i) * 4;
    const std::vector<int> out = infer(model, {from, from + 12});
    CHECK(std::equal(out.begin(), out.end(), whole.output().begin() + 15 * i));
  }
}
