// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/derive.hpp>

#include <catch2/catch.hpp>

#include <support/random.hpp>
#include <support/reference_fixed_point.hpp>
#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;
using support::Random;

template <class Net, class Input>
constexpr auto optimized = optimize(describe<Net>(input_extents(Input{})));
template <class Net, class Input>
constexpr Geometry geometry = geometry_of(optimized<Net, Input>, 1);

// A kernel is chosen by numbers that say nothing of height or place: equal layers share it.
constexpr Geometry conv = geometry<Seq<Conv2D<8, Kernel{3, 2}, Stride<2, 1>, Same, Groups<2>>>, Shape<9, 7, 6>>;
static_assert(conv.op == Op::conv2d && conv.out == RowShape{7, 8} && conv.in[0] == RowShape{7, 6});
static_assert(conv.kernel_h == 3 && conv.stride_h == 2 && conv.cols == Sliding{2, 1, 1, 0} && conv.filter_c == 3);
static_assert(conv.has_bias && !geometry<Seq<Conv2D<8, 3, NoBias>>, Shape<9, 7, 6>>.has_bias);
template <Geometry g>
struct Tag {};
static_assert(std::is_same_v<Tag<geometry<Seq<Conv2D<4, 3, Same>>, Shape<9, 7, 6>>>,
                             Tag<geometry<Seq<Conv2D<4, 3, Same>>, Shape<20, 7, 6>>>>);
static_assert(geometry<Seq<Flatten, Dense<4>>, Shape<3, 7, 6>>.op == Op::conv2d, "whose kernel is its input");

// A constant is an operand as others are, whose rows lie in flash.
constexpr auto reversed = optimized<Seq<WithConstant<Sub, Shape<5, 1, 3>, ConstantFirst>>, Shape<5, 4, 3>>;
static_assert(lies_in_flash(reversed[1]) && reversed[1].bytes() == 15 && constant_bytes(reversed[1]) == 15);
constexpr Geometry with_constant_first = geometry_of(reversed, 2);
static_assert(with_constant_first.operand_count == 2 && with_constant_first.in[1] == RowShape{4, 3});
static_assert(with_constant_first.in[0] == RowShape{.w = 1, .c = 3, .in_flash = true});

constexpr auto pooled = optimized<Seq<GlobalAveragePool2D>, Shape<20, 20, 3>>;
static_assert(geometry_of(pooled, 1).out.element == Element::int32 &&
              geometry_of(pooled, 2).in[0].element == Element::int32);
static_assert(summed(geometry_of(pooled, 2)) == 400);
static_assert(geometry_of(pooled, 1, Rounding::once, Optimize::size).rounding == Rounding::once);

// Bytes of flash: weights, biases, multipliers of eight bytes, tables.
static_assert(constant_bytes(optimized<Seq<Conv2D<8, 3>>, Shape<9, 7, 6>>[1]) == 432 + 4 * 8 + 8 * 8);
static_assert(constant_bytes(optimized<Seq<Tanh>, Shape<9>>[1]) == 256);
static_assert(constant_bytes(optimized<Seq<MaxPool2D<2>>, Shape<8, 8, 1>>[1]) == 0);

struct RandomScales {
  float a, b, out;
  explicit RandomScales(Random& random)
      : a(std::exp(random.real(-12, 4))), b(std::exp(random.real(-12, 4))), out(std::exp(random.real(-12, 4))) {}
};

/// Two inputs of quantizations a and b, and a node on them.
Network<4> on_two(Node node, const RandomScales& s) {
  Network<4> net;
  net.input_count = 2;
  Node input;
  input.out.quantization = {s.a, 11};
  net.add(input);
  input.out.quantization = {s.b, -22};
  net.add(input);
  node.operands[0].node = 0, node.operands[1].node = 1;
  node.out.quantization = {s.out, 33};
  net.add(node);
  return net;
}

void check_equal(Multiplier given, double real) {
  const reference::Factor wanted = reference::quantize_multiplier(real);
  REQUIRE((given.value == wanted.q && given.shift == wanted.shift));
}

}  // namespace

TEST_CASE("multipliers are quotients of scales, in double") {
  Random random(1);
  for (int i = 0; i < 2000; ++i) {
    const RandomScales s(random);
    CAPTURE(s.a, s.b, s.out);
    const double a = static_cast<double>(s.a), b = static_cast<double>(s.b), out = static_cast<double>(s.out);

    const auto add = multipliers_of<3, Rounding::twice>(on_two(Add::describe({}, {}), s), 2, {});
    const double twice = 2 * std::max(a, b);
    check_equal(add[0], a / twice), check_equal(add[1], b / twice), check_equal(add[2], twice / (1048576 * out));

    const auto mul = multipliers_of<1, Rounding::twice>(on_two(Mul::describe({}, {}), s), 2, {});
    check_equal(mul[0], a * b / out);

    const float scales[] = {s.b, s.out, 0.02f};
    const auto each = multipliers_of<3, Rounding::twice>(on_two(conv2d({}, 3, {}), s), 2, {.scales = scales});
    for (int c = 0; c < 3; ++c) check_equal(each[c], a * static_cast<double>(scales[c]) / out);
    const auto same = multipliers_of<3, Rounding::twice>(on_two(conv2d({}, 3, {}), s), 2, {.scales = {scales, 1}});
    for (int c = 0; c < 3; ++c) check_equal(same[c], a * b / out);
  }
}

TEST_CASE("ONNX Runtime's products and quotients of scales are float32, and of a sum the scales are what they are") {
  Random random(4);
  constexpr Rounding onnx = Rounding::onnx;
  for (int i = 0; i < 2000; ++i) {
    const RandomScales s(random);
    CAPTURE(s.a, s.b, s.out);
    const float product = s.a * s.b, quotient = product / s.out, outputs = s.out * 48, mean = s.a / outputs;
    const auto mul = multipliers_of<1, onnx>(on_two(Mul::describe({}, {}), s), 2, {});
    const auto convolution = multipliers_of<1, onnx>(on_two(conv2d({}, 1, {}), s), 2, {.scales = {&s.b, 1}});
    const float multiplier = quotient < 0x1p-32f ? 0 : quotient;
    CHECK(as_float32(mul[0]) == multiplier);
    CHECK(as_float32(convolution[0]) == multiplier);
    const auto sum = multipliers_of<3, onnx>(on_two(Add::describe({}, {}), s), 2, {});
    CHECK((as_float32(sum[0]) == s.a && as_float32(sum[1]) == s.b && as_float32(sum[2]) == s.out));
    const auto pool = on_two(layers::mean("Mean", {6, 8, 3, 3}, {true, true}, false), s);
    CHECK(as_float32(multipliers_of<1, onnx>(pool, 2, {})[0]) == (mean < 0x1p-32f ? 0 : mean));
  }
}

TEST_CASE("as TFLite's of uint8 products of scales are float32, and a dense layer has factors of double") {
  Random random(3);
  int differ = 0;
  for (int i = 0; i < 2000; ++i) {
    const RandomScales s(random);
    CAPTURE(s.a, s.b, s.out);
    const auto as_uint8 = [&s](Node node) {
      auto net = on_two(node, s);
      net[2].as_uint8 = true;
      return net;
    };
    const auto mul = multipliers_of<1, Rounding::twice>(as_uint8(Mul::describe({}, {})), 2, {});
    const float product = s.a * s.b, quotient = product / s.out;
    check_equal(mul[0], static_cast<double>(quotient));
    const Parameters p{.scales = {&s.b, 1}};
    const auto convolution = multipliers_of<1, Rounding::twice>(as_uint8(conv2d({}, 1, {})), 2, p);
    check_equal(convolution[0], static_cast<double>(product) / static_cast<double>(s.out));
    differ += convolution[0] != multipliers_of<1, Rounding::twice>(on_two(conv2d({}, 1, {}), s), 2, p)[0];
    auto net = as_uint8(dense({}, 1));
    net[2].demands.factors = 1;
    const double real = static_cast<double>(s.a) * static_cast<double>(s.b) / static_cast<double>(s.out);
    REQUIRE(factors_of<1>(net, 2, p)[0] == split(real));
  }
  CHECK(differ > 1000);
}

TEST_CASE("a mean's multiplier divides by the number of elements, truncated") {
  Random random(2);
  for (int i = 0; i < 20000; ++i) {
    const double real = std::exp(static_cast<double>(random.real(-22, 12)));
    const int count = random.of(1, 2, 3, random.between(1, 300), random.between(1, 1 << 30));
    CAPTURE(real, count);
    reference::Factor wanted = reference::quantize_multiplier(real);
    int fold = 0;
    while (count >> (fold + 1) > 0) ++fold;
    fold = std::min(fold, 31 + wanted.shift);
    wanted.q = (wanted.q << fold) / count, wanted.shift -= fold;
    const Multiplier given = multiplier_of<Rounding::twice>(Factor{real, count});
    REQUIRE((given.value == wanted.q && given.shift == wanted.shift));
  }
}

TEST_CASE("where a mean's multiplier, rounded instead of truncated, gives another output") {
  struct Mean {
    float in, out;
    int count, sum, output;  // as the reference interpreter has it
  };
  const Mean means[] = {{0.0101887f, 0.019083096f, 63, 5957, 50}, {0.011666427f, 0.014930203f, 195, 22334, 89}};
  for (const Mean& mean : means) {
    CAPTURE(mean.sum);
    const Multiplier truncated = multiplier_of<Rounding::twice>(Factor{double{mean.in} / mean.out, mean.count});
    const Multiplier rounded{truncated.value + 1, truncated.shift};
    for (const int sign : {1, -1}) {
      CHECK(multiply<Rounding::twice>(sign * mean.sum, truncated) == sign * mean.output);
      CHECK(multiply<Rounding::twice>(sign * mean.sum, rounded) == sign * (mean.output + 1));
    }
  }
}

TEST_CASE("zero points and clamps") {
  Random random(3);
  const RandomScales s(random);
  Node node = Sub::describe({}, {});
  node.activation = Activation::relu;
  const Constants k = constants_of(on_two(node, s), 2);
  CHECK((k.zero_point[0] == 11 && k.zero_point[1] == -22 && k.output_zero_point == 33));
  CHECK((k.lowest == 33 && k.highest == 127));
}
