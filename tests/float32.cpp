// SPDX-License-Identifier: BSL-1.0
// Networks of float32, and what stands between them and int8.
#include <catch2/catch.hpp>

#include <array>
#include <bit>
#include <span>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;

template <int count, int seed = 1>
constexpr auto reals = [] {
  std::array<float, count> numbers{};
  std::uint32_t state = seed;
  for (float& number : numbers) {
    state = state * 1664525u + 1013904223u;
    number = static_cast<float>(static_cast<std::int32_t>(state) / 65536) / 16384.0f;
  }
  return numbers;
}();

/// Each of its bytes is what the same model computes in the compiler, in all schedules.
template <class Net, class Shape, const auto& parameters>
void check_everywhere() {
  constexpr int size = Model<Net, Shape, parameters>::template Input<>::size;
  static constexpr auto in = reals<size, 7>;
  constexpr auto expected = Model<Net, Shape, parameters>::eval(in);
  const auto check = [&](auto& model) {
    for (int i = 0; i < expected.size(); ++i) {
      CAPTURE(i);
      CHECK(static_cast<float>(model.output()[i]) == expected[i]);
    }
  };
  const auto run = [&](auto model) {
    model.input().assign(in.data());
    model.run();
    check(model);
  };
  run(Model<Net, Shape, parameters, Schedule::min_ram>{});
  run(Model<Net, Shape, parameters, Schedule::layerwise, InputMemory::reused>{});
  run(Model<Net, Shape, parameters, FlashAccess::word>{});
  Model<Net, Shape, parameters, Schedule::fed> fed;
  for (int at = 0; at < size; at += fed.row_size) fed.push_row(in.data() + at);
  check(fed);
}

struct Dense_ : Seq<Dense<6>, ReLU, Dense<5>, Sigmoid, Dense<4, NoBias>, Tanh, Dense<3>, LeakyReLU, Softmax> {};
inline constexpr Parameters dense[] = {{.element = Element::float32},
                                       {.weights = reals<48>, .biases = reals<6, 2>},
                                       {},
                                       {.weights = reals<30, 3>, .biases = reals<5, 4>},
                                       {},
                                       {.weights = reals<20, 5>},
                                       {},
                                       {.weights = reals<12, 6>, .biases = reals<3, 7>},
                                       {.alpha = 0.25f},
                                       {.beta = 2}};
using DenseModel = Model<Dense_, Shape<8>, dense>;
static_assert(DenseModel::Input<>::element == Element::float32 && DenseModel::Output<>::element == Element::float32);

TEST_CASE("A float32 network computes the same in the compiler and in all schedules") {
  check_everywhere<Dense_, Shape<8>, dense>();
}

TEST_CASE("Its softmax sums up to one") {
  constexpr auto scores = DenseModel::eval(reals<8, 7>);
  CHECK(scores[0] + scores[1] + scores[2] == Approx(1));
}

constexpr float golden_input[] = {1, 2, 3, 4, 5, 6, 7, 8};
constexpr auto scores = DenseModel::eval(std::to_array(golden_input));
/// Each a few units in the last place more than it is.
template <int units>
constexpr auto near = [](int i) { return std::bit_cast<float>(std::bit_cast<std::int32_t>(scores[i]) + units); };
template <int units>
inline constexpr float golden_outputs[] = {near<units>(0), near<units>(1), near<units>(2)};
template <int units>
inline constexpr GoldenVectors golden(golden_input, golden_outputs<units>);

TEST_CASE("Its self-test allows what a C library's e^x may be off") {
  static DenseModel model;
  CHECK((model.self_test(golden<0>) && model.self_test(golden<2>) && model.self_test(golden<-2>)));
  CHECK_FALSE((model.self_test(golden<3>) || model.self_test(golden<-3>)));
}

struct Image : Seq<Conv2D<4, 3, Same, Stride<2>>, ReLU6, DepthwiseConv2D<3, Same>, HardSwish, MaxPool2D<2, Stride<1>>,
                   AveragePool2D<2, Same, Stride<1>>, Conv2D<6, 1>, ReLUN1To1, Abs, GlobalAveragePool2D, Dense<2>> {};
inline constexpr Parameters image[] = {{.element = Element::float32},
                                       {.weights = reals<72>, .biases = reals<4, 2>},
                                       {},
                                       {.weights = reals<36, 3>, .biases = reals<4, 4>},
                                       {},
                                       {},
                                       {},
                                       {.weights = reals<24, 5>, .biases = reals<6, 6>},
                                       {},
                                       {},
                                       {},
                                       {.weights = reals<12, 8>, .biases = reals<2, 9>}};

TEST_CASE("So does one of images") { check_everywhere<Image, Shape<9, 7, 2>, image>(); }

inline constexpr Parameters only_product[] = {{.element = Element::float32}, {.weights = reals<3, 5>}};
struct Hybrid : Seq<Conv2D<3, 2>, ReLU, Conv2D<2, 1>, DepthwiseConv2D<2>, Dense<2>> {};
inline constexpr std::int8_t bytes[] = {1, -2, 3, 4, -5, 6, 7, -8, 9, 10, -128, 127, 3, 1, -4, 1, 5, 9, 2, -6};
inline constexpr float one_scale[] = {0.3f}, two_scales[] = {0.1f, 0.2f}, three_scales[] = {0.1f, 0.7f, 0.03f};
template <int count>
constexpr std::span part(bytes, count);
inline constexpr Parameters hybrid[] = {{.element = Element::float32},
                                        {.weights = part<12>, .biases = reals<3, 2>, .scales = three_scales},
                                        {},
                                        {.weights = part<6>, .biases = reals<2, 3>, .scales = one_scale},
                                        {.weights = part<8>, .biases = reals<2, 4>, .scales = two_scales},
                                        {.weights = part<16>, .biases = reals<2, 5>, .scales = one_scale}};
/// The same with its weights as real numbers.
template <int count, int channels, bool interleaved>
constexpr auto widened(const float (&scales)[channels]) {
  std::array<float, count> out{};
  for (int i = 0; i < count; ++i) {
    const int channel = interleaved ? i % channels : i / (count / channels);
    out[static_cast<std::size_t>(i)] = scales[channel] * static_cast<float>(bytes[i]);
  }
  return out;
}
constexpr auto first = widened<12, 3, false>(three_scales);
constexpr auto second = widened<6, 1, false>(one_scale);
constexpr auto fourth = widened<16, 1, false>(one_scale);
constexpr auto third = widened<8, 2, true>(two_scales);
inline constexpr Parameters whole[] = {{.element = Element::float32},
                                       {.weights = first, .biases = reals<3, 2>},
                                       {},
                                       {.weights = second, .biases = reals<2, 3>},
                                       {.weights = third, .biases = reals<2, 4>},
                                       {.weights = fourth, .biases = reals<2, 5>}};

TEST_CASE("Weights of int8 are widened, to the same numbers") {
  constexpr auto in = reals<16, 7>;
  constexpr auto narrow = Model<Hybrid, Shape<4, 4, 1>, hybrid>::eval(in);
  constexpr auto wide = Model<Hybrid, Shape<4, 4, 1>, whole>::eval(in);
  for (int i = 0; i < narrow.size(); ++i) CHECK(narrow[i] == wide[i]);
  check_everywhere<Hybrid, Shape<4, 4, 1>, hybrid>();
  CHECK(Model<Hybrid, Shape<4, 4, 1>, hybrid>::flash_bytes < Model<Hybrid, Shape<4, 4, 1>, whole>::flash_bytes);
}

struct Arithmetic : Seq<WithConstant<Mul, Shape<3>>, WithConstant<Sub, Shape<4, 2, 3>, ConstantFirst>, ReLU6,
                        WithConstant<Maximum, Shape<1>>, Residual<Tanh>, Softmax> {};
inline constexpr Parameters arithmetic[] = {{.element = Element::float32},
                                            {.weights = reals<3, 5>},
                                            {.weights = reals<24, 6>},
                                            {},
                                            {.weights = reals<1, 3>},
                                            {},
                                            {},
                                            {}};

TEST_CASE("Operands may be constants of float32") {
  check_everywhere<Arithmetic, Shape<4, 2, 3>, arithmetic>();
  constexpr auto in = reals<24, 7>;
  constexpr auto product = Model<Seq<WithConstant<Mul, Shape<3>>>, Shape<4, 2, 3>, only_product>::eval(in);
  for (int i = 0; i < 24; ++i)
    CHECK(product[i] == in[static_cast<std::size_t>(i)] * reals<3, 5>[static_cast<std::size_t>(i % 3)]);
}

constexpr float one_weight[] = {1}, no_weight[] = {3e38f}, bias[] = {-2};
inline constexpr Parameters clamped[] = {{.element = Element::float32}, {.weights = no_weight, .biases = bias}, {}};
static_assert(Model<Seq<Dense<1>, ReLU>, Shape<1>, clamped>::eval(std::array{-1.0f})[0] == 0);
static_assert(Model<Seq<Dense<1>, ReLU6>, Shape<1>, clamped>::eval(std::array{1.0f})[0] == 6);

inline constexpr Parameters mixed[] = {{.element = Element::float32},
                                       {.weights = one_weight, .biases = bias},
                                       {.output = {0.5f, 1}},
                                       {.output = {0.25f, 0}},
                                       {},
                                       {.weights = one_weight, .biases = bias}};
struct Mixed : Seq<Dense<1>, Quantize, Quantize, Dequantize, Dense<1>> {};
static_assert(Model<Mixed, Shape<1>, mixed>::eval(std::array{5.3f})[0] == 1.5f, "5.3 - 2 is 3.5 in steps of 0.5");
static_assert(Model<Mixed, Shape<1>, mixed>::eval(std::array{1e30f})[0] == 29.75f, "as much as int8 holds");

/// RAM and flash are counted in bytes of float32.
static_assert(DenseModel::ram_bytes == 4 * (8 + 6 + 5), "the input is kept; two layers' outputs at a time");

static_assert(DenseModel::layers[0].flash_bytes == 0);
static_assert(DenseModel::layers[1].flash_bytes == 4 * (48 + 6) + sizeof(core::RealNumbers));

}  // namespace
