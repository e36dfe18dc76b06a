// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/fixed_point.hpp>

#include <catch2/catch.hpp>

#include <support/random.hpp>
#include <support/reference_fixed_point.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using support::Random;

static_assert(make_multiplier(1.0) == Multiplier{1 << 30, 1});
static_assert(make_multiplier(0.5) == Multiplier{1 << 30, 0});
static_assert(make_multiplier(0.75) == Multiplier{3 << 29, 0});
static_assert(make_multiplier(0.0) == Multiplier{0, 0});
static_assert(make_multiplier(-1.0) == Multiplier{0, 0});
// The mantissa rounds up to 2^31, which is 2^30 with one more shift.
static_assert(make_multiplier(1.0 - 0x1p-53) == Multiplier{1 << 30, 1});
static_assert(make_multiplier(1.0 - 0x1p-33) == Multiplier{1 << 30, 1});
static_assert(make_multiplier(1.0 - 0x1p-31) == Multiplier{2147483647, 0});
// Ties go away from zero.
static_assert(make_multiplier(0.5 + 0x1p-32) == Multiplier{(1 << 30) + 1, 0});
// The smallest that is not zero.
static_assert(make_multiplier(0x1p-32) == Multiplier{1 << 30, -31});
static_assert(make_multiplier(0x1.fffffffcp-33) == Multiplier{0, 0});
static_assert(make_multiplier(5e-324) == Multiplier{0, 0});
// Only a single rounding saturates.
static_assert(make_multiplier<Rounding::once>(0x1p30) == Multiplier{2147483647, 30});
static_assert(make_multiplier<Rounding::once>(0x1p29) == Multiplier{1 << 30, 30});
static_assert(make_multiplier<Rounding::twice>(0x1p30) == Multiplier{1 << 30, 31});

// ONNX Runtime's is that of a float32, which a double is rounded to first.
static_assert(make_multiplier<Rounding::onnx>(0.1) == Multiplier{0x66666680, -3});
static_assert(make_multiplier<Rounding::onnx>(1e300) == Multiplier{1 << 30, 32});
static_assert(as_float32(make_multiplier<Rounding::onnx>(0.1)) == 0.1f && as_float32({}) == 0);

static_assert(multiply_high(-2147483648, -2147483648) == 2147483647);
static_assert(multiply_high(-2147483648, 2147483647) == -2147483647);
static_assert(divide_by_power_of_two(5, 1) == 3 && divide_by_power_of_two(-5, 1) == -3);
static_assert(divide_by_power_of_two(-2147483648, 31) == -1 && divide_by_power_of_two(7, 0) == 7);
static_assert(shift_left(0x40000000, 1) == -2147483648 && shift_left(-3, 2) == -12);
// The product is rounded half up, the shift after it half away from zero; a single rounding is half up.
static_assert(multiply_high(-3, 1 << 30) == -1 && multiply_high(3, 1 << 30) == 2);
static_assert(multiply<Rounding::twice>(-6, {1 << 30, -1}) == -2);
static_assert(multiply<Rounding::once>(-6, {1 << 30, -1}) == -1);
static_assert(multiply<Rounding::onnx>(1000, {0x7FFFFFFF, -9}) == multiply<Rounding::onnx>(1000, {0x7FFFFF80, -9}));
static_assert(multiply<Rounding::onnx>(-6, {1 << 30, -1}) == -2 && multiply<Rounding::onnx>(-2, {1 << 30, -1}) == 0);

void check_multiplier(double real) {
  CAPTURE(real);
  const reference::Factor twice = reference::quantize_multiplier(real);
  const Multiplier m = make_multiplier(real);
  REQUIRE((m.value == twice.q && m.shift == twice.shift));
  const reference::Factor single = reference::quantize_multiplier(real, true);
  const Multiplier once = make_multiplier<Rounding::once>(real);
  REQUIRE((once.value == single.q && once.shift == single.shift));
  if (m.value == 0) return;
  REQUIRE(m.value >= 1 << 30);
  const long double error =
      std::ldexp(static_cast<long double>(m.value), m.shift - 31) - static_cast<long double>(real);
  REQUIRE(std::fabs(error) <= std::ldexp(1.0L, m.shift - 32));
}

}  // namespace

TEST_CASE("make_multiplier is TFLite's QuantizeMultiplier") {
  for (int exponent = -1074; exponent < 1024; ++exponent) {
    const double power = std::ldexp(1.0, exponent);
    check_multiplier(power);
    check_multiplier(std::nextafter(power, 0.0));
    check_multiplier(std::nextafter(power, std::numeric_limits<double>::max()));
  }
  Random random(1);
  for (int i = 0; i < 100000; ++i) {
    const double fraction = 1 + random.unit();
    const int exponent = random.between(-60, 60);
    check_multiplier(std::ldexp(fraction, exponent));
    const double tie = static_cast<double>(random.between(1 << 29, (1 << 30) - 1)) * 4 + 1;  // .5 of the last place
    check_multiplier(std::ldexp(tie, exponent));
  }
}

TEST_CASE("ONNX Runtime's is a product of float32, rounded half to even") {
  Random random(3);
  for (int i = 0; i < 1000000; ++i) {
    const auto factor = static_cast<float>(std::ldexp(random.of(1.0, 1.5, 1 + random.unit()), -random.between(-4, 40)));
    const Multiplier m = make_multiplier<Rounding::onnx>(double{factor});
    const std::int32_t x = random.int32() >> random.below(31);
    const float steps = static_cast<float>(x) * factor;
    CAPTURE(x, factor);
    if (m.value != 0) REQUIRE(as_float32(m) == factor);
    if (m.value != 0 && std::fabs(steps) < 0x1p30f)
      REQUIRE(multiply<Rounding::onnx>(x, m) == static_cast<std::int32_t>(std::nearbyint(steps)));
  }
  CHECK(multiply<Rounding::onnx>(2147483647, {1 << 30, 31}) == 1 << 30);
  CHECK(multiply<Rounding::onnx>(-2147483647 - 1, {1 << 30, 20}) == -(1 << 30));
  CHECK(multiply<Rounding::onnx>(2147483647, {1 << 30, -40}) == 0);
}

TEST_CASE("split gives back the number") {
  Random random(2);
  for (int i = 0; i < 100000; ++i) {
    const double fraction = 1 + random.unit();
    const double real = std::ldexp(fraction, random.between(-1080, 1000));
    if (real == 0) continue;
    const Binary b = split(real);
    REQUIRE(b.mantissa >> 52 == 1);
    REQUIRE(std::ldexp(static_cast<double>(b.mantissa), b.exponent) == real);
  }
}

TEST_CASE("multiply rounds as TFLite does") {
  Random random(3);
  for (int i = 0; i < 300000; ++i) {
    const std::int32_t x = random.int32_of_any_size();
    const bool power = random.one_in(4);  // ties
    const std::int32_t value = power ? 1 << 30 : (1 << 30) + random.below(1 << 30);
    const Multiplier m{value, random.between(-31, 30)};
    const reference::Factor f{m.value, m.shift};
    CAPTURE(x, m.value, m.shift);
    REQUIRE(multiply<Rounding::twice>(x, m) == reference::multiply_twice(x, f));
    const std::int64_t once = reference::multiply_once(x, f);
    if (once == reference::wrap32(once)) REQUIRE(multiply<Rounding::once>(x, m) == once);
  }
}

TEST_CASE("multiply by a Binary is a product of doubles, rounded half away from zero") {
  const auto check = [](std::int32_t x, double real) {
    CAPTURE(x, real);
    double wanted = std::clamp(std::round(static_cast<double>(x) * real), -0x1p30, 0x1p30);
    if (real >= 0x1p20 && x != 0) wanted = std::copysign(0x1p30, x);
    REQUIRE(multiply(x, split(real)) == static_cast<std::int32_t>(wanted));
  };
  Random random(5);
  for (int i = 0; i < 300000; ++i) {
    const std::int32_t x = random.int32_of_any_size();
    const double fraction = 1 + random.unit();
    check(x, std::ldexp(fraction, random.between(-70, 40)));
    // Of many bits, and next to a tie: sometimes a double is one, but not the product.
    const double tie = (random.below(300) + 0.5) / static_cast<double>(x == 0 ? 1 : x);
    const double near = std::fabs(tie) * (1 + random.between(-2, 2) * 0x1p-52);
    check(x, near), check(-(x / 2), near), check(std::numeric_limits<std::int32_t>::min(), near);
  }
  REQUIRE(multiply(1, Binary{}) == 0);
}

TEST_CASE("gemmlowp's two roundings, next to ties and at the ends") {
  Random random(4);
  for (int i = 0; i < 300000; ++i) {
    const std::int32_t a = random.int32_of_any_size(), b = random.int32_of_any_size();
    CAPTURE(a, b);
    REQUIRE(multiply_high(a, b) == reference::doubling_high_mul(a, b));
    const int exponent = random.between(0, 31);
    const auto near_tie =
        static_cast<std::int32_t>(reference::wrap32(std::int64_t{a >> 1} * 2 + random.between(-1, 1)));
    CAPTURE(near_tie, exponent);
    REQUIRE(divide_by_power_of_two(near_tie, exponent) == reference::divide_by_pot(near_tie, exponent));
  }
}
