// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/fixed_point.hpp>
#include <tinytmpl/core/quantization.hpp>

namespace tinytmpl::core {

/// What a curve computes with.
struct CurveGiven {
  Quantization in, out;
  float alpha = 0;  // of training: LeakyReLU's
  // As the model's Rounding demands.
  Multiplier (*multiplier)(double real);
  std::int32_t (*multiply)(std::int32_t x, Multiplier m);
  const std::int8_t* table = nullptr;  // of training: Lookup's

  /// How far the input of a table's entry is from its zero point.
  constexpr std::int32_t difference(int entry) const { return entry - 128 - in.zero_point; }
  /// From steps of the input to steps of the output.
  constexpr double ratio() const { return double{in.scale} / double{out.scale}; }
};

using CurveOutputs = Array<std::int32_t, 256>;  // for the inputs -128 ... 127

/// A function of one real number; `alpha` is what training gave.
using RealFunction = float(float x, float alpha);

/// `x * m`, rounded as the model demands.
using Multiply = std::int32_t(std::int32_t x, Multiplier m);

/// A function between tensors of which one is int16: of the distance to the zero point, and of what is derived for it.
struct WideCurve {
  static constexpr int multipliers = 2;

  void (*derive)(Multiplier* m, const CurveGiven& given) = nullptr;  // null: there is none
  std::int32_t (*value)(std::int32_t x, const Multiplier* m, Multiply* multiply) = nullptr;
};

/// What a lookup computes before its clamp: a function of one int8, for all 256 at once, exactly as TFLite's kernel would, and of a
/// float32. Each stands beside its word.
struct Curve {
  void (*fill)(CurveOutputs& outputs, const CurveGiven& given);
  RealFunction* real = nullptr;  // null: there is none of float32
  WideCurve wide{};              // of what is int16
  bool rescales = false;         // it is the same number in other units, which the layer before it may compute at once
};

/// The same number in other units.
inline constexpr Curve rescaled{
    .fill =
        [](CurveOutputs& outputs, const CurveGiven& given) {
          const Multiplier m = given.multiplier(given.ratio());
          for (int i = 0; i < 256; ++i) outputs[i] = given.out.zero_point + given.multiply(given.difference(i), m);
        },
    .real = [](float x, float) { return x; },
    .wide = {[](Multiplier* m, const CurveGiven& given) { m[0] = given.multiplier(given.ratio()); },
             [](std::int32_t x, const Multiplier* m, Multiply* multiply) { return multiply(x, m[0]); }},
    .rescales = true};

}  // namespace tinytmpl::core
