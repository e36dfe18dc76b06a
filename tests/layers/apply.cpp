// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <cstdint>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;

template <ScalarFunction function>
constexpr float applied(float x) {
  return Apply<function>::describe({1, 1, 1, 1}).curve.real(x, 0);
}

static_assert(applied<ScalarFunction::square_root>(2.25f) == 1.5f);
static_assert(applied<ScalarFunction::reciprocal_square_root>(0.25f) == 2);
static_assert(applied<ScalarFunction::square>(-3) == 9 && applied<ScalarFunction::negative>(3) == -3);
static_assert(applied<ScalarFunction::exponential>(0) == 1 && applied<ScalarFunction::logarithm>(1) == 0);
static_assert(applied<ScalarFunction::sine>(0) == 0 && applied<ScalarFunction::cosine>(0) == 1);
static_assert(applied<ScalarFunction::round_down>(-0.5f) == -1 && applied<ScalarFunction::round_up>(0.5f) == 1);
static_assert(applied<ScalarFunction::round_to_even>(0.5f) == 0);
static_assert(applied<ScalarFunction::elu>(2) == 2 && applied<ScalarFunction::elu>(-100) == -1);
static_assert(applied<ScalarFunction::gelu_by_tanh>(0) == 0 && applied<ScalarFunction::gelu_by_tanh>(20) == 20);
static_assert(applied<ScalarFunction::gelu>(0) == 0 && applied<ScalarFunction::gelu>(20) == 20);
static_assert(applied<ScalarFunction::gelu>(1) == 0.8413447f);
static_assert(applied<ScalarFunction::error_function>(-9) == -1 &&
              applied<ScalarFunction::error_function>(1) == 0.8427008f);
static_assert(applied<ScalarFunction::relu_0_to_1>(2) == 1 && applied<ScalarFunction::relu_0_to_1>(-2) == 0);

TEST_CASE("Of float32 a function computes in a model") {
  static constexpr Parameters of_reals[] = {{.element = Element::float32}, {}};
  constexpr auto y = Model<Apply<ScalarFunction::square_root>, Shape<2>, of_reals>::eval(std::array{0.25f, 6.25f});
  CHECK(y[0] == 0.5f);
  CHECK(y[1] == 2.5f);
}

TEST_CASE("GELU is two units off at most, also where it is small, of what erfc is given") {
  for (float x = -12.5f; x < 12.5f; x += 0.00137f) {
    const auto argument = static_cast<double>(x * -0.707106781f);
    const double exact = 0.5 * static_cast<double>(x) * std::erfc(argument);
    CAPTURE(x);
    REQUIRE(std::abs(static_cast<double>(applied<ScalarFunction::gelu>(x)) - exact) <= 0x1p-22 * std::abs(exact));
  }
}

TEST_CASE("Of int8 a function is a table of what its elements stand for") {
  static constexpr Parameters of_bytes[] = {{.output = {0.5f, -4}}, {.output = {0.25f, 3}}};
  using Net = Model<Apply<ScalarFunction::sine>, Shape<256>, of_bytes>;
  std::array<std::int8_t, 256> all{};
  for (int i = 0; i < 256; ++i) all[static_cast<std::size_t>(i)] = static_cast<std::int8_t>(i - 128);
  const auto y = Net::eval(all);
  for (int i = 0; i < 256; ++i) CHECK(y[i] == std::lround(std::sin(0.5 * (i - 124)) / 0.25) + 3);
}

TEST_CASE("A reciprocal square root of int8 is the reference's") {
  static constexpr Parameters of_bytes[] = {{.output = {0.1f, -128}}, {.output = {0.02f, -128}}};
  constexpr auto y = Model<Apply<ScalarFunction::reciprocal_square_root>, Shape<4>, of_bytes>::eval(
      std::array<std::int8_t, 4>{-128, -127, 0, 127});
  CHECK(y[0] == 127);
  CHECK(y[1] == 30);
  CHECK(y[2] == -114);
  CHECK(y[3] == -118);
}

}  // namespace
