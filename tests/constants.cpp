// SPDX-License-Identifier: BSL-1.0
// Constants are tensors: operands whose rows lie in flash, in models of every schedule.
#include <support/schedules.hpp>

#include <tinytmpl/profile.hpp>

namespace {

using namespace support;

constexpr Quantization image{0.05f, 3}, features{0.2f, -10};

/// A constant of `count` elements.
template <int count>
constexpr Parameters constant(Quantization output, int zero_point = 0) {
  return {.weights = weights<count>, .scales = weight_scale, .output = output, .weights_zero_point = zero_point};
}

/// All rows, one of them, one column, one element; on either side.
struct Net : Seq<WithConstant<Mul, Shape<3>>, WithConstant<Sub, Shape<9, 1, 3>, ConstantFirst>,
                 WithConstant<Add, Shape<9, 7, 3>>, WithConstant<Sub, Shape<1>>, MaxPool2D<2>,
                 WithConstant<Add, Shape<4, 3, 1>, ConstantFirst>> {};
constexpr Parameters parameters[] = {{.output = image},          constant<3>(image),        constant<27>(features, 5),
                                     constant<189>(features, 7), constant<1>(features, -3), {},
                                     constant<12>(features, 40)};
template <auto... policies>
using M = Model<Net, Shape<9, 7, 3>, parameters, policies...>;

/// Over time: constants stand up with the sequences that they are added to.
struct OverTime : Seq<WithConstant<Mul, Shape<1, 40, 1>>, Conv2D<4, Kernel{1, 5}>, WithConstant<Add, Shape<4>>,
                      WithConstant<Sub, Shape<1, 36, 4>, ConstantFirst>, Flatten, Dense<3>> {};
constexpr Parameters over_time[] = {
    {.output = image},
    constant<40>(image, 3),
    {.weights = weights<60>, .biases = biases<4>, .scales = weight_scale, .output = features},
    constant<4>(features, 9),
    constant<144>(features),
    {},
    {.weights = weights<432>, .biases = biases<3>, .scales = weight_scale, .output = {1, 0}}};

// They need no RAM.
static_assert(Model<OverTime, Shape<1, 40, 3>, over_time, Schedule::fed>::arena_bytes < 200, "a ring, not all steps");
static_assert(M<>::parameters == 3 + 27 + 189 + 1 + 12);
static_assert(M<>::layers[1].ram_bytes == 0 && M<>::layers[1].flash_bytes == 3 && M<>::layers[1].kernel[0] == 0);

struct Clock {
  static std::uint32_t now() { return 0; }
};
static_assert(M<>::nodes == 1 + 2 * 5 + 1 + 1);
static_assert(Profile<M<>, Clock>::size() == 6, "nobody computes them");

}  // namespace

TEST_CASE("constants of all shapes, on either side, in every schedule") {
  compare_schedules<Net, Shape<9, 7, 3>, parameters>();
  compare_schedules<Net, Shape<9, 7, 3>, parameters, Rounding::once>();
  compare_schedules<Net, Shape<9, 7, 3>, parameters, FlashAccess::word>();
}

TEST_CASE("constants that are read by words are the same") {
  static M<> model;
  static M<FlashAccess::word> by_words;
  std::vector<std::int8_t> in(9 * 7 * 3);
  Random random(1);
  for (std::int8_t& element : in) element = random.int8();
  CHECK(infer(by_words, in) == infer(model, in));
}

TEST_CASE("constants of sequences") {
  compare_schedules<OverTime, Shape<1, 40, 3>, over_time>();
  compare_schedules<OverTime, Shape<1, 40, 3>, over_time, FlashAccess::word>();
}

TEST_CASE("a profile tells of what is computed") {
  static M<> model;
  Profile<M<>, Clock> profile;
  model.run(profile);
  std::string kinds;
  for (const auto& layer : profile) kinds += std::string(layer.kind) + ' ';
  CHECK(kinds == "Mul Sub Add Sub MaxPool2D Add ");
}
