// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/pipeline.hpp>

#include <algorithm>

#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr Quantization image{0.02f, 3}, features{0.05f, -10}, scores{0.1f, 4};
struct Front : Seq<Conv2D<4, 3, Stride<2>>, ReLU> {
  static constexpr const char* input_names[] = {"image"};
};
constexpr Parameters of_front[] = {
    {.output = image}, {.weights = weights<72>, .biases = biases<4>, .scales = weight_scale}, {.output = features}};
struct Back : Seq<DepthwiseConv2D<3>, Flatten, Dense<3>> {
  static constexpr const char* output_names[] = {"scores"};
};
constexpr Parameters of_back[] = {
    {.output = features},
    {.weights = weights<36>, .biases = biases<4>, .scales = weight_scale, .output = image},
    {},
    {.weights = weights<108>, .biases = biases<3>, .scales = weight_scale, .output = scores}};
using First = Model<Front, Shape<11, 11, 2>, of_front>;
using FirstFed = Model<Front, Shape<11, 11, 2>, of_front, Schedule::fed>;
using Second = Model<Back, Shape<5, 5, 4>, of_back>;
using Both = Pipeline<First, Second>;

// As much as the larger one needs, not the sum.
static_assert(SharedArena<First, Second>::ram_bytes <= std::max(First::ram_bytes, Second::ram_bytes) + 32);
static_assert(sizeof(Both) == Both::ram_bytes && Both::macs == First::macs + Second::macs);
static_assert(Both::flash_bytes == First::flash_bytes + Second::flash_bytes);
static_assert(Both::Input<>::shape == Shape<11, 11, 2>{} && Both::Output<>::shape == Shape<3>{});
static_assert(std::is_same_v<Both::Input<"image">, Both::Input<0>> &&
              std::is_same_v<Both::Output<"scores">, Both::Output<>>);

/// One model after the other, each in its own memory.
std::vector<int> expected(const std::vector<std::int8_t>& elements) {
  static First first;
  static Second second;
  const std::vector<int> between = infer(first, elements);
  return infer(second, {between.begin(), between.end()});
}
std::vector<std::int8_t> random_image(std::uint64_t seed) {
  Random random(seed);
  std::vector<std::int8_t> elements(242);
  for (std::int8_t& element : elements) element = random.int8();
  return elements;
}

}  // namespace

TEST_CASE("a pipeline gives what its models give") {
  static Both both;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto elements = random_image(seed);
    const auto input = both.input<"image">();
    std::copy(elements.begin(), elements.end(), input.begin());
    const auto out = both.run();
    CHECK(std::vector<int>(out.begin(), out.end()) == expected(elements));
    CHECK(std::equal(out.begin(), out.end(), both.output<"scores">().begin()));
  }
}

TEST_CASE("a pipeline may be fed") {
  static Pipeline<FirstFed, Second> both;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto elements = random_image(seed);
    for (int row = 0; row < 11; ++row) CHECK(both.push_row(elements.data() + 22 * row) == (row == 10));
    const auto out = both.output();
    CHECK(std::vector<int>(out.begin(), out.end()) == expected(elements));
  }
}

TEST_CASE("models take turns in one arena") {
  static SharedArena<First, Second> arena;
  static First alone;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto elements = random_image(seed);
    auto first = arena.use<First>();
    std::copy(elements.begin(), elements.end(), first.input().begin());
    const auto out = first.run();
    CHECK(std::vector<int>(out.begin(), out.end()) == infer(alone, elements));
    auto second = arena.use<Second>();
    std::copy_n(elements.begin(), 100, second.input().begin());
    second.run();
  }
}
