// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/curve.hpp>
#include <tinytmpl/core/error_function.hpp>
#include <tinytmpl/core/inverse_square_root.hpp>
#include <tinytmpl/core/logarithm.hpp>
#include <tinytmpl/core/roots.hpp>
#include <tinytmpl/core/rounding.hpp>
#include <tinytmpl/core/trigonometric.hpp>

/// The curves of layers/apply.hpp.
namespace tinytmpl::layers {

/// Of real numbers, and of int8 what they stand for, rounded to the nearest step.
template <float (*function)(float)>
inline constexpr Curve curve_of{.fill =
                                    [](CurveOutputs& outputs, const CurveGiven& given) {
                                      for (int i = 0; i < 256; ++i) {
                                        const float x = given.in.scale * static_cast<float>(given.difference(i));
                                        outputs[i] = given.out.quantize(function(x));
                                      }
                                    },
                                .real = [](float x, float) { return function(x); }};

/// Of a distance to the zero point that is not negative; of 0 it is more than any output.
constexpr std::int32_t inverse_root_of_steps(std::int32_t x, Multiplier m, Multiply* multiply) {
  constexpr int shift = 20;  // finer by that between the two products
  if (x <= 0) return 65535;
  Multiplier root = inverse_square_root(x);
  root.shift += shift;
  return multiply(multiply(1, root), {m.value, m.shift - shift});
}
constexpr Multiplier multiplier_of_inverse_root(const CurveGiven& given) {
  return given.multiplier(1 / (double{square_root(given.in.scale)} * double{given.out.scale}));
}

/// source   TensorFlow Lite Micro kernels/elementwise.cc, RsqrtEvalQuantized, which refuses what lies below the zero point
inline constexpr Curve inverse_root_curve{
    .fill =
        [](CurveOutputs& outputs, const CurveGiven& given) {
          const Multiplier m = multiplier_of_inverse_root(given);
          for (int i = 0; i < 256; ++i)
            outputs[i] = given.out.zero_point + inverse_root_of_steps(given.difference(i), m, given.multiply);
        },
    .real = [](float x, float) { return reciprocal_square_root(x); },
    .wide = {[](Multiplier* m, const CurveGiven& given) { m[0] = multiplier_of_inverse_root(given); },
             [](std::int32_t x, const Multiplier* m, Multiply* multiply) {
               return inverse_root_of_steps(x, m[0], multiply);
             }}};

constexpr float squared(float x) { return x * x; }
constexpr float negated(float x) { return -x; }
constexpr float relu_0_to_1(float x) { return bounded(x, 0.0f, 1.0f); }
constexpr float elu(float x) { return x < 0 ? exponential_less_one(x) : x; }

/// x * (1 + erf(x / sqrt 2)) / 2: TFLite reference/gelu.h
constexpr float gelu(float x) { return exact(0.5f * x) * complementary_error_function(exact(x * -0.707106781f)); }

/// x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2: TFLite reference/gelu.h
constexpr float gelu_by_tanh(float x) {
  const float cube = exact(exact(exact(0.044715f * x) * x) * x);
  return exact(0.5f * x) * (1 + hyperbolic_tangent(0.797884561f * (x + cube)));
}

}  // namespace tinytmpl::layers
