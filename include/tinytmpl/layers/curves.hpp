// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/curve.hpp>
#include <tinytmpl/core/exponential.hpp>
#include <tinytmpl/core/gates.hpp>
#include <tinytmpl/core/gemmlowp.hpp>

/// The curves of layers/activation.hpp.
namespace tinytmpl::layers {

/// How a logistic function's input is brought to Q4.27, and from where on the output is 0 or 1: TFLite micro/kernels/logistic_common.cc.
struct Sigmoidal {
  Multiplier multiplier;
  std::int32_t radius;

  constexpr explicit Sigmoidal(float input_scale)
      : multiplier(make_multiplier(double{input_scale} * (1 << 27))),
        radius(multiplier.shift > 31  ? 0
               : multiplier.shift < 0 ? 256
                                      : static_cast<std::int32_t>((std::int64_t{15} << 27) >> multiplier.shift)) {}
};

constexpr std::int32_t sigmoid(std::int32_t difference, const Sigmoidal& input, const CurveGiven& given) {
  if (difference <= -input.radius) return -128;
  if (difference >= input.radius) return 127;
  const std::int32_t x = given.multiply(difference, input.multiplier);
  return minimum(divide_by_power_of_two(gemmlowp::logistic(x), 23), 255) - 128;
}
constexpr std::int32_t tanh_of(std::int32_t difference, const Sigmoidal& input, const CurveGiven& given) {
  if (difference <= -input.radius) return -128;
  if (difference >= input.radius) return 127;
  const std::int32_t x = given.multiply(difference, input.multiplier);
  return minimum(divide_by_power_of_two(gemmlowp::tanh_of(x), 24), 127);
}

/// How an int16 comes to thirds of 2^-12, where the points of the tables stand: a factor of up to 15 bits, and how far its product is
/// shifted to the right. Scales of up to 2^-12 * `most_exact` that are powers of two need no shift: TFLite micro/kernels/logistic_common.cc,
/// tanh.cc.
constexpr Multiplier thirds_of(double scale, int most_exact) {
  double factor = scale * 4096 * 3;
  for (int exact = 1; exact <= most_exact; exact *= 2)
    if (factor == 3 * exact) return {3 * exact, 0};
  int shift = 0;
  for (; factor <= 32767 / 2.0 && shift <= 30; ++shift) factor *= 2;
  return {static_cast<std::int32_t>(minimum(factor, 65535.0)), shift};
}
constexpr std::int32_t in_thirds(std::int32_t x, Multiplier m) {
  return (x * m.value + (m.shift > 0 ? 1 << (m.shift - 1) : 0)) >> m.shift;
}

/// TFLite's 16-bit pipeline: kernels/internal/reference/hard_swish.h.
struct HardSwishConstants {
  std::int32_t output, output_shift, relu, relu_shift;

  constexpr HardSwishConstants(float input_scale, float output_scale)
      : HardSwishConstants(double{input_scale} / 128 / double{output_scale},
                           double{input_scale} / 128 / (double{3} / 32768)) {}
  /// Of what a 128th of an input's step is in the output's steps, and in those of x + 3.
  constexpr HardSwishConstants(double in_output, double in_relu) {
    const auto narrow = [](Multiplier m) { return m.value >= 0x7FFF8000 ? 0x7FFF : (m.value + 0x8000) >> 16; };
    const Multiplier to_output = make_multiplier(in_output), to_relu = make_multiplier(in_relu);
    output = narrow(to_output), output_shift = to_output.shift;
    relu = narrow(to_relu), relu_shift = to_relu.shift;
  }
};
constexpr std::int32_t saturate_16(std::int32_t x) { return bounded<std::int32_t>(x, -32768, 32767); }
constexpr std::int32_t multiply_high_16(std::int32_t a, std::int32_t b) {
  const std::int32_t product = a * b;
  return saturate_16((product + (product >= 0 ? 1 << 14 : 1 - (1 << 14))) / (1 << 15));
}
/// divide_by_power_of_two on int16, whose mask is cut to 16 bits.
constexpr std::int32_t divide_by_power_of_two_16(std::int32_t x, int exponent) {
  if (exponent >= 16) return x < 0 ? -1 : 1;
  return divide_by_power_of_two(x, exponent);
}
constexpr std::int32_t hard_swish(std::int32_t difference, const HardSwishConstants& k) {
  const std::int32_t fine = difference * 128;
  const std::int32_t preshifted = multiply_high_16(fine, k.output);
  std::int32_t relu = fine;
  if (k.relu_shift > 0) relu = saturate_16(shift_left(relu, minimum(k.relu_shift - 1, 15)));
  relu = multiply_high_16(relu, k.relu);
  if (k.relu_shift > 0) relu = saturate_16(relu * 2);
  if (k.relu_shift < 0) relu = divide_by_power_of_two_16(relu, -k.relu_shift);
  relu = (relu + (1 << 15)) >> 1;
  return divide_by_power_of_two_16(saturate_16(relu * preshifted / (1 << 15)), maximum(0, -k.output_shift));
}

/// source   TensorFlow Lite kernels/internal/reference/leaky_relu.h
inline constexpr Curve leaky_relu_curve{
    .fill =
        [](CurveOutputs& outputs, const CurveGiven& given) {
          const double slope = double{given.in.scale} * double{given.alpha} / double{given.out.scale};
          const Multiplier above = given.multiplier(given.ratio()),
                           below = given.multiplier(slope < 0 ? -slope : slope);
          for (int i = 0; i < 256; ++i) {
            const std::int32_t x = given.difference(i);
            const std::int32_t y = x < 0 ? (slope < 0 ? -1 : 1) * given.multiply(x, below) : given.multiply(x, above);
            outputs[i] = given.out.zero_point + y;
          }
        },
    .real = [](float x, float alpha) { return x > 0 ? x : x * alpha; },
    .wide = {[](Multiplier* m, const CurveGiven& given) {
               const double slope = double{given.in.scale} * double{given.alpha} / double{given.out.scale};
               m[0] = given.multiplier(given.ratio()), m[1] = given.multiplier(slope < 0 ? -slope : slope);
               if (slope < 0) m[1].value = -m[1].value;
             },
             [](std::int32_t x, const Multiplier* m, Multiply* multiply) {
               if (x >= 0) return multiply(x, m[0]);
               return m[1].value < 0 ? -multiply(x, {-m[1].value, m[1].shift}) : multiply(x, m[1]);
             }}};

/// source   TensorFlow Lite kernels/internal/reference/hard_swish.h
inline constexpr Curve hard_swish_curve{.fill =
                                            [](CurveOutputs& outputs, const CurveGiven& given) {
                                              const HardSwishConstants constants{given.in.scale, given.out.scale};
                                              for (int i = 0; i < 256; ++i)
                                                outputs[i] =
                                                    given.out.zero_point + hard_swish(given.difference(i), constants);
                                            },
                                        .real = [](float x, float) { return x * bounded(x + 3, 0.0f, 6.0f) / 6; }};

/// source   TensorFlow Lite kernels/internal/reference/integer_ops/logistic.h
inline constexpr Curve sigmoid_curve{
    .fill =
        [](CurveOutputs& outputs, const CurveGiven& given) {
          const Sigmoidal input{given.in.scale};
          for (int i = 0; i < 256; ++i) outputs[i] = sigmoid(given.difference(i), input, given);
        },
    .real = [](float x, float) { return logistic(x); },
    .wide = {[](Multiplier* m, const CurveGiven& given) { m[0] = thirds_of(double{given.in.scale}, 1); },
             [](std::int32_t x, const Multiplier* m, Multiply*) { return logistic_of_thirds(in_thirds(x, m[0])); }}};

/// source   TensorFlow Lite kernels/internal/reference/integer_ops/tanh.h
inline constexpr Curve tanh_curve{
    .fill =
        [](CurveOutputs& outputs, const CurveGiven& given) {
          const Sigmoidal input{given.in.scale};
          for (int i = 0; i < 256; ++i) outputs[i] = tanh_of(given.difference(i), input, given);
        },
    .real = [](float x, float) { return hyperbolic_tangent(x); },
    .wide = {[](Multiplier* m, const CurveGiven& given) { m[0] = thirds_of(double{given.in.scale}, 2); },
             [](std::int32_t x, const Multiplier* m, Multiply*) { return tanh_of_thirds(in_thirds(x, m[0])); }}};

}  // namespace tinytmpl::layers
