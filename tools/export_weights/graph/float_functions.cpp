// SPDX-License-Identifier: BSL-1.0
// source   TensorFlow Lite Micro kernels/elementwise.cc, activations.cc, and kernels/internal/reference/ of the operators' names
#include "graph/float_functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>

namespace exporter {
namespace {

/// Half to even.
float round_float(float x) {
  const float below = std::floor(x), rest = x - below;
  return rest < 0.5f || (rest == 0.5f && std::fmod(below, 2.0f) == 0) ? below : below + 1;
}

float logistic(float x) {
  if (x > 16.619047164916992188f) return 1;
  if (x < -9) return std::exp(x);
  return 1 / (1 + std::exp(-x));
}

const std::map<std::string_view, float (*)(float)>& functions() {
  static const std::map<std::string_view, float (*)(float)> all{
      {"ABS", [](float x) { return std::abs(x); }},
      {"NEG", [](float x) { return -x; }},
      {"SQUARE", [](float x) { return x * x; }},
      {"SQRT", [](float x) { return std::sqrt(x); }},
      {"RSQRT", [](float x) { return 1 / std::sqrt(x); }},
      {"EXP", [](float x) { return std::exp(x); }},
      {"LOG", [](float x) { return std::log(x); }},
      {"SIN", [](float x) { return std::sin(x); }},
      {"COS", [](float x) { return std::cos(x); }},
      {"FLOOR", [](float x) { return std::floor(x); }},
      {"CEIL", [](float x) { return std::ceil(x); }},
      {"ROUND", round_float},
      {"ELU", [](float x) { return x < 0 ? std::expm1(x) : x; }},
      {"RELU_0_TO_1", [](float x) { return std::min(std::max(0.0f, x), 1.0f); }},
      {"RELU_N1_TO_1", [](float x) { return std::min(std::max(-1.0f, x), 1.0f); }},
      {"RELU", [](float x) { return x < 0 ? 0 : x; }},
      {"RELU6", [](float x) { return x > 6 ? 6
                                   : x < 0 ? 0
                                           : x; }},
      {"ERF", [](float x) { return std::erf(x); }},
      {"LOGISTIC", logistic},
      {"TANH", [](float x) { return std::tanh(x); }},
      {"HARD_SWISH", [](float x) { return x * std::min(6.0f, std::max(0.0f, x + 3)) / 6; }},
  };
  return all;
}

const std::map<std::string_view, float (*)(float, float)>& binary_functions() {
  static const std::map<std::string_view, float (*)(float, float)> all{
      {"ADD", [](float a, float b) { return a + b; }},
      {"SUB", [](float a, float b) { return a - b; }},
      {"MUL", [](float a, float b) { return a * b; }},
      {"DIV", [](float a, float b) { return a / b; }},
      {"MAXIMUM", [](float a, float b) { return a > b ? a : b; }},
      {"MINIMUM", [](float a, float b) { return a < b ? a : b; }},
      {"SQUARED_DIFFERENCE", [](float a, float b) { return (a - b) * (a - b); }},
  };
  return all;
}

struct FloatRange {
  float least = std::numeric_limits<float>::lowest(), most = (std::numeric_limits<float>::max)();
};
const std::map<std::string_view, FloatRange>& activations() {
  static const std::map<std::string_view, FloatRange> all{
      {"NONE", {}}, {"RELU", {.least = 0}}, {"RELU6", {0, 6}}, {"RELU_N1_TO_1", {-1, 1}}};
  return all;
}
bool may_clamp(const Operation& op) { return op.is("ADD") || op.is("SUB") || op.is("MUL") || op.is("DIV"); }

}  // namespace

float gelu(float x) { return 0.5f * x * std::erfc(x * -0.707106781f); }
float gelu_by_tanh(float x) { return 0.5f * x * (1.0f + std::tanh(0.797884561f * (x + 0.044715f * x * x * x))); }

FloatFunction float_function(const Operation& op) {
  if (op.is_custom) return {};
  if (op.is("GELU")) return op.attributes.integer("approximate") != 0 ? gelu_by_tanh : gelu;
  if (op.is("LEAKY_RELU")) return [alpha = op.attributes.real("alpha")](float x) { return x > 0 ? x : x * alpha; };
  const auto found = functions().find(op.type);
  return found == functions().end() ? FloatFunction{} : found->second;
}

BinaryFloatFunction binary_float_function(const Operation& op) {
  const auto found = op.is_custom ? binary_functions().end() : binary_functions().find(op.type);
  if (found == binary_functions().end()) return {};
  if (!may_clamp(op)) return found->second;
  const auto clamp = activations().find(op.attributes.text("activation", "NONE"));
  if (clamp == activations().end()) return {};
  return [function = found->second, range = clamp->second](float a, float b) {
    return std::min(std::max(function(a, b), range.least), range.most);
  };
}

std::int32_t to_int32(float real) {
  constexpr float limit = 2147483648.0f;
  return real >= -limit && real < limit ? static_cast<std::int32_t>(real) : (std::numeric_limits<std::int32_t>::min)();
}

std::int8_t quantize_to_even(float real, float scale, int zero_point) {
  const float steps = std::isnan(real) ? 0.0f : round_float(std::clamp(real / scale, -1024.0f, 1024.0f));
  return static_cast<std::int8_t>(std::clamp(static_cast<int>(steps) + zero_point, -128, 127));
}

std::int8_t quantize_float(float real, float scale, int zero_point) {
  const std::int64_t steps = to_int32(std::round(real / scale));
  const auto sum = static_cast<std::int32_t>(steps + zero_point);  // wraps, as on x86-64
  return static_cast<std::int8_t>(std::clamp(sum, -128, 127));
}

}  // namespace exporter
