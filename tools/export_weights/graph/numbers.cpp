// SPDX-License-Identifier: BSL-1.0
#include "graph/numbers.hpp"

#include <cmath>
#include <cstring>
#include <limits>

namespace exporter {
namespace {

constexpr double max_integer = 9007199254740992.0;  // up to here a double holds each

template <class T>
Numbers read(std::span<const std::uint8_t> bytes) {
  Numbers out;
  for (std::size_t at = 0; at < bytes.size(); at += sizeof(T)) {
    T element;
    std::memcpy(&element, &bytes[at], sizeof(T));  // may lie at any address
    out.push_back(static_cast<double>(element));
    if (std::numeric_limits<T>::is_integer && std::abs(out.back()) > max_integer) throw Unknown();
  }
  return out;
}

template <class T>
Buffer write(const Numbers& numbers) {
  Buffer out(numbers.size() * sizeof(T));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double number = std::numeric_limits<T>::is_integer ? std::trunc(numbers[i]) : numbers[i];
    if (std::numeric_limits<T>::is_integer &&
        !(std::abs(number) <= max_integer && number >= static_cast<double>(std::numeric_limits<T>::min()) &&
          number <= static_cast<double>(std::numeric_limits<T>::max())))
      throw Unknown();
    const T element = static_cast<T>(number);
    std::memcpy(&out[i * sizeof(T)], &element, sizeof(T));
  }
  return out;
}

/// Calls with an object of the type that a constant's elements are.
template <class F>
auto with_element(Dtype dtype, F&& f) {
  if (dtype == Dtype::boolean || dtype == Dtype::uint8) return f(std::uint8_t{});
  if (dtype == Dtype::int8) return f(std::int8_t{});
  if (dtype == Dtype::int16) return f(std::int16_t{});
  if (dtype == Dtype::float16) return f(std::uint16_t{});  // its bits
  if (dtype == Dtype::int32) return f(std::int32_t{});
  if (dtype == Dtype::int64) return f(std::int64_t{});
  if (dtype == Dtype::float32) return f(float{});
  throw Unknown();
}

Numbers elements(const Value& value) {
  const auto bytes = constant_bytes(value);
  Numbers out = with_element(value.dtype, [&](auto element) { return read<decltype(element)>(bytes); });
  if (value.dtype == Dtype::float16)
    for (double& number : out) number = real_of_half(static_cast<std::uint16_t>(number));
  return out;
}

}  // namespace

float real_of_half(std::uint16_t half) {
  const int exponent = half >> 10 & 31, mantissa = half & 1023;
  const float size = exponent == 0  ? std::ldexp(static_cast<float>(mantissa), -24)
                   : exponent == 31 ? (mantissa == 0 ? INFINITY : NAN)
                                    : std::ldexp(static_cast<float>(mantissa + 1024), exponent - 25);
  return half >> 15 != 0 ? -size : size;
}

std::size_t element_bytes(Dtype dtype) {
  return with_element(dtype, [](auto element) { return sizeof(element); });
}

std::span<const std::uint8_t> constant_bytes(const Value& value) {
  const auto size = static_cast<std::size_t>(value.elements()) * element_bytes(value.dtype);
  if (value.variable || value.sparse || value.external || value.other_quantization) throw Unknown();
  if (value.data.size() != size) throw Unknown();
  return value.data;
}

Numbers plain_numbers(const Value& value) {
  if (!value.scales.empty() || value.dtype == Dtype::float16) throw Unknown();
  return elements(value);
}

Numbers real_numbers(const Value& value) {
  Numbers out = elements(value);
  if (value.dtype == Dtype::float16 && value.scales.empty()) return out;
  if (value.scales.size() != 1 || value.zero_points.size() > 1) throw Unknown();
  const double zero = value.zero_points.empty() ? 0 : static_cast<double>(value.zero_points[0]);
  for (double& number : out) number = static_cast<float>((number - zero) * double{value.scales[0]});
  return out;
}

Numbers numbers_of(const Value& value) {
  Numbers out = elements(value);
  if (value.scales.empty()) return out;
  const auto axis = static_cast<std::size_t>(value.quantized_dimension);
  const bool is_one = value.scales.size() == 1;
  if (!is_one && (axis >= value.shape.size() || std::ssize(value.scales) != value.shape[axis])) throw Unknown();
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::size_t c = is_one ? 0 : channel_of(i, value.shape, axis);
    const double zero =
        value.zero_points.empty() ? 0 : static_cast<double>(value.zero_points[c % value.zero_points.size()]);
    out[i] = static_cast<float>(out[i] - zero) * value.scales[c];
  }
  return out;
}

std::size_t channel_of(std::size_t i, const std::vector<int>& shape, std::size_t axis) {
  std::size_t inner = 1;
  for (std::size_t k = axis + 1; k < shape.size(); ++k) inner *= static_cast<std::size_t>(shape[k]);
  return i / inner % static_cast<std::size_t>(shape[axis]);
}

Buffer plain_bytes(Numbers numbers, const Value& like) {
  if (!like.scales.empty() || like.dtype == Dtype::float16) throw Unknown();
  if (like.dtype == Dtype::boolean)
    for (double& number : numbers) number = number != 0;
  return with_element(like.dtype, [&](auto element) { return write<decltype(element)>(numbers); });
}

}  // namespace exporter
