// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/quantization.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include <support/random.hpp>

namespace {

using tinytmpl::Quantization;

constexpr Quantization half{0.5f, 10};
static_assert(half.quantize(0) == 10 && half.quantize(1) == 12);
static_assert(half.quantize(0.25f) == 11 && half.quantize(-0.25f) == 9, "ties go away from zero");
static_assert(half.quantize(1e30f) == 127 && half.quantize(-1e30f) == -128);
static_assert(half.dequantize(12) == 1.0f && half.dequantize(-128) == -69.0f);

static_assert(!Quantization{}.known() && half.known() && half.valid());
static_assert(!Quantization{-1, 0}.valid() && !Quantization{1, 128}.valid() && !Quantization{1, -129}.valid());
static_assert(!Quantization{std::numeric_limits<float>::infinity(), 0}.valid());
static_assert(!Quantization{std::numeric_limits<float>::quiet_NaN(), 0}.valid());
static_assert(half != Quantization{0.5f, 11} && half == Quantization{0.5f, 10});

constexpr tinytmpl::core::QuantizationOf<std::uint8_t> of_uint8{0.5f, 130};
static_assert(of_uint8.quantize(1e30f) == 255 && of_uint8.quantize(-1e30f) == 0 && of_uint8.quantize(1) == 132);
static_assert(of_uint8.valid() && !tinytmpl::core::QuantizationOf<std::uint8_t>{1, 256}.valid());
static_assert(tinytmpl::core::in_memory(of_uint8) == Quantization{0.5f, 2});
static_assert(tinytmpl::core::in_elements<std::uint8_t>(Quantization{0.5f, 2}) == of_uint8);

constexpr tinytmpl::core::QuantizationOf<std::int32_t> of_int32;
constexpr tinytmpl::core::QuantizationOf<std::int64_t> of_int64;
static_assert(of_int32.quantize(2.5f) == 3 && of_int32.quantize(-2.5f) == -3 && of_int32.quantize(-2.4f) == -2);
static_assert(of_int32.quantize(1e30f) == INT32_MAX && of_int32.quantize(-1e30f) == INT32_MIN);
static_assert(of_int32.quantize(2147483648.0f) == INT32_MAX && of_int32.quantize(2147483520.0f) == 2147483520);
static_assert(of_int64.quantize(1e30f) == INT64_MAX && of_int64.quantize(-3e9f) == -3000000000);
static_assert(of_int32.quantize(std::numeric_limits<float>::quiet_NaN()) == INT32_MIN);
static_assert(tinytmpl::core::QuantizationOf<float>{}.quantize(0.25f) == 0.25f);
static_assert(tinytmpl::core::QuantizationOf<bool>{}.quantize(0.25f));

}  // namespace

TEST_CASE("a real number becomes the nearest int8") {
  support::Random random(1);
  for (int i = 0; i < 100000; ++i) {
    const float scale = std::exp(random.real(-12, 6));
    const Quantization q{scale, random.between(-128, 127)};
    const float real = scale * random.real(-300, 300);
    const double scaled = static_cast<double>(real / scale), wanted = std::round(scaled) + q.zero_point;
    CAPTURE(q.scale, q.zero_point, real);
    REQUIRE(q.quantize(real) == (wanted < -128 ? -128 : wanted > 127 ? 127 : static_cast<int>(wanted)));
  }
}

TEST_CASE("what is no number in the range is clamped") {
  const float infinity = std::numeric_limits<float>::infinity();
  for (const float scale : {1e-30f, 1.0f, 1e30f}) {
    const Quantization q{scale, 3};
    CHECK(q.quantize(infinity) == 127);
    CHECK(q.quantize(-infinity) == -128);
    CHECK(q.quantize(std::numeric_limits<float>::quiet_NaN()) == -128);
    CHECK(q.quantize(0.0f) == 3);
  }
}

TEST_CASE("each int8 comes back from the number that it stands for") {
  support::Random random(2);
  for (int i = 0; i < 1000; ++i) {
    const Quantization q{std::exp(random.real(-30, 30)), random.between(-128, 127)};
    for (int v = -128; v <= 127; ++v) {
      const auto element = static_cast<std::int8_t>(v);
      REQUIRE(q.dequantize(element) == static_cast<float>(static_cast<double>(q.scale) * (v - q.zero_point)));
      REQUIRE(q.quantize(q.dequantize(element)) == v);
    }
  }
}
