// SPDX-License-Identifier: BSL-1.0
#include "emit/arrays.hpp"

#include <fmt/format.h>

#include "text.hpp"

namespace exporter {
namespace {

constexpr std::size_t columns = 120;

std::string literal(std::int8_t value) { return fmt::format_int(value).str(); }
std::string literal(std::uint8_t value) { return fmt::format_int(value).str(); }
std::string literal(std::int16_t value) { return fmt::format_int(value).str(); }
std::string literal(std::int64_t value) {
  return value == INT64_MIN ? "-9223372036854775807 - 1" : fmt::format_int(value).str();
}
std::string literal(std::int32_t value) { return fmt::format_int(value).str(); }
std::string literal(float value) { return float_literal(value); }

template <class T>
std::string definition(const char* declaration, const std::string& name, std::span<const T> values) {
  if (values.empty()) return {};
  std::string out = fmt::format("{} {}[{}] = {{", declaration, name, values.size());
  std::size_t used = columns;
  for (const T value : values) {
    const std::string text = literal(value);
    if (used + text.size() + 2 > columns) {
      out += "\n   ";
      used = 3;
    }
    out += ' ' + text + ',';
    used += text.size() + 2;
  }
  return out + "\n};\n";
}

std::string numbered(const char* name, int number) { return fmt::format("{}_{}", name, number); }

}  // namespace

std::string array(const char* name, int number, std::span<const std::int8_t> values) {
  return definition("TINYTMPL_CONSTANT alignas(4) inline constexpr std::int8_t", numbered(name, number), values);
}

std::string array(const char* name, int number, std::span<const std::int32_t> values) {
  return definition("TINYTMPL_CONSTANT inline constexpr std::int32_t", numbered(name, number), values);
}

std::string array(const char* name, int number, std::span<const std::int16_t> values) {
  return definition("TINYTMPL_CONSTANT inline constexpr std::int16_t", numbered(name, number), values);
}

std::string array(const char* name, int number, std::span<const std::int64_t> values) {
  return definition("TINYTMPL_CONSTANT inline constexpr std::int64_t", numbered(name, number), values);
}

std::string array(const char* name, int number, std::span<const float> values) {
  return definition("inline constexpr float", numbered(name, number), values);
}

std::string plain_array(const char* name, const std::vector<std::int8_t>& values) {
  return definition("TINYTMPL_CONSTANT inline constexpr std::int8_t", name, std::span(values));
}

std::string plain_array(const char* name, const std::vector<std::uint8_t>& values) {
  return definition("TINYTMPL_CONSTANT inline constexpr std::uint8_t", name, std::span(values));
}

}  // namespace exporter
