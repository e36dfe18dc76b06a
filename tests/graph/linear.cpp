// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/linear.hpp>

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include <support/random.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;
using support::Random;

/// A sum, or a difference, of two tensors of any quantization.
template <Rounding rounding>
struct Sum {
  Multiplier multipliers[3];
  float scales[3] = {};
  Constants k;
  bool subtracts;

  explicit Sum(Random& random) : subtracts(random.one_in(2)) {
    const float a = random.real(0.001f, 0.2f), b = random.real(0.001f, 0.2f), out = random.real(0.001f, 0.2f);
    if (rounding == Rounding::onnx) {
      scales[0] = a, scales[1] = b, scales[2] = out;
      for (int i = 0; i < 3; ++i) multipliers[i] = make_multiplier<rounding>(double{scales[i]});
    } else {
      const double twice = 2.0 * static_cast<double>(maximum(a, b));
      multipliers[0] = make_multiplier(static_cast<double>(a) / twice);
      multipliers[1] = make_multiplier(static_cast<double>(b) / twice);
      multipliers[2] = make_multiplier(twice / ((1 << 20) * static_cast<double>(out)));
    }
    k.multipliers = multipliers;
    k.zero_point[0] = zero_point(random), k.zero_point[1] = zero_point(random),
    k.output_zero_point = zero_point(random);
    if (random.one_in(3)) k.lowest = static_cast<std::int8_t>(k.output_zero_point);
  }
  /// At the ends most outputs, or all of them, are clamped.
  static std::int8_t zero_point(Random& random) {
    return static_cast<std::int8_t>(random.of(-128, 127, random.between(-128, 127)));
  }
  int wanted(int x, int y) const {
    if (rounding == Rounding::onnx) {
      const volatile float a = static_cast<float>(x - k.zero_point[0]) * scales[0],  // volatile: no sum joins a product
          b = static_cast<float>(y - k.zero_point[1]) * scales[1];
      const float sum = subtracts ? a - b : a + b;
      return k.clamped(static_cast<int>(std::clamp(std::nearbyint(sum / scales[2]), -999.0f, 999.0f)) +
                       k.output_zero_point);
    }
    const std::int32_t left = multiply((x - k.zero_point[0]) * (1 << 20), multipliers[0]);
    const std::int32_t right = multiply((y - k.zero_point[1]) * (1 << 20), multipliers[1]);
    return k.requantize<Rounding::twice>(subtracts ? left - right : left + right, 2);
  }
};

constexpr Multiplier halves[] = {{1 << 30, 0}, {1 << 30, 0}, {1 << 30, -18}};
constexpr Constants of_halves = [] {
  Constants k;
  k.multipliers = halves;
  return k;
}();
constexpr LinearSum found = LinearSearch<of_halves, Rounding::twice, false>::find();
static_assert(found.shift > 0 && found.left == found.right, "in the compiler");

constexpr Constants always_zero_point = [] {  // of inputs that are nowhere above theirs, with a ReLU
  Constants k = of_halves;
  k.zero_point[0] = k.zero_point[1] = 127;
  k.lowest = 0;
  return k;
}();
constexpr LinearSum clamped = LinearSearch<always_zero_point, Rounding::twice, false>::find();
static_assert(clamped.shift > 0 && (-128 * clamped.left - 128 * clamped.right + clamped.offset) >> clamped.shift <= 0);
static_assert((127 * clamped.left + 127 * clamped.right + clamped.offset) >> clamped.shift <= 0);

// ONNX Runtime's of equal scales has no ties; of half the output's scale it has some, half to even, which no linear sum does.
constexpr Multiplier equal_scales[] = {{1 << 30, -4}, {1 << 30, -4}, {1 << 30, -4}};
constexpr Multiplier half_scales[] = {{1 << 30, -4}, {1 << 30, -4}, {1 << 30, -3}};
constexpr Constants of_scales(const Multiplier* scales) {
  Constants k;
  k.multipliers = scales;
  return k;
}
constexpr Constants of_equal_scales = of_scales(equal_scales), of_half_scales = of_scales(half_scales);
static_assert(LinearSearch<of_equal_scales, Rounding::onnx, true>::find().shift > 0);
static_assert(LinearSearch<of_half_scales, Rounding::onnx, false>::find().shift == 0);
constexpr Multiplier no_scales[3] = {};
constexpr Constants of_no_scales = of_scales(no_scales);
static_assert(LinearSearch<of_no_scales, Rounding::onnx, false>::find().shift == 0);

}  // namespace

TEMPLATE_TEST_CASE_SIG("what is found is the same for all pairs, and fits into 32 bits", "",
                       ((Rounding rounding), rounding), Rounding::twice, Rounding::onnx) {
  int count = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    const Sum<rounding> sum(random);
    const auto tables = reference_sum<rounding>(sum.k, sum.subtracts);
    LinearSum linear{0, 0, 0, -1};
    Offsets offsets{1, 0};
    for (int number = 0; number < linear_candidates && !offsets.found(); ++number) {
      linear = linear_candidate<rounding>(sum.k, sum.subtracts, number);
      if (linear.shift > 0) offsets = LinearProof(tables, linear).find();
    }
    if (!offsets.found()) continue;
    const std::int64_t real = real_offset(sum.k, linear);
    ++count;
    for (const std::int64_t offset : {real + offsets.least, real + offsets.most}) {
      int wrong = 0;
      for (int x = -128; x < 128; ++x)
        for (int y = -128; y < 128; ++y) {
          const std::int64_t all = std::int64_t{x} * linear.left + std::int64_t{y} * linear.right + offset;
          wrong += all != static_cast<std::int32_t>(all);
          wrong += sum.k.clamped(static_cast<std::int32_t>(all) >> linear.shift) != sum.wanted(x, y);
        }
      INFO("seed " << seed);
      CHECK(wrong == 0);
    }
  }
  CHECK(count >= 180);
}

TEMPLATE_TEST_CASE_SIG("no offset beyond those that are found is right", "", ((Rounding rounding), rounding),
                       Rounding::twice, Rounding::onnx) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Random random(seed);
    const Sum<rounding> sum(random);
    const auto tables = reference_sum<rounding>(sum.k, sum.subtracts);
    const LinearSum linear = linear_candidate<rounding>(sum.k, sum.subtracts, 0);
    const Offsets offsets = LinearProof(tables, linear).find();
    const std::int64_t unit = std::int64_t{1} << linear.shift;
    if (!offsets.found() || offsets.least == -unit || offsets.most == unit) continue;  // all is clamped
    for (const std::int64_t offset : {offsets.least - 1, offsets.most + 1}) {
      bool wrong = false;
      for (int x = -128; x < 128; ++x)
        for (int y = -128; y < 128; ++y) {
          const std::int64_t all =
              std::int64_t{x} * linear.left + std::int64_t{y} * linear.right + real_offset(sum.k, linear) + offset;
          wrong = wrong || sum.k.clamped(static_cast<std::int32_t>(all >> linear.shift)) != sum.wanted(x, y);
        }
      INFO("seed " << seed);
      CHECK(wrong);
    }
  }
}
