// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <array>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace exporter {

std::string escape(std::string_view text, std::size_t limit) {
  std::string out;
  char before = 0;
  for (const char c : text) {
    if (out.size() >= limit) return out + "...";
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7E) out += fmt::format("\\x{:02x}", byte);
    else if (c == '\\' || c == '"' || (c == '?' && before == '?')) out += {'\\', c};
    else out += c;
    before = c;
  }
  return out;
}

std::string quoted(std::string_view text) { return fmt::format("\"{}\"", escape(text)); }

std::string string_literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7E) out += fmt::format("\\{:03o}", byte);  // ends after three digits, whatever follows
    else if (c == '\\' || c == '"' || c == '?') out += {'\\', c};
    else out += c;
  }
  return out + '"';
}

std::string float_literal(float value) {
  std::array<char, 32> buffer{};
  char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  std::string out(buffer.data(), end);
  if (out.find_first_of(".e") == std::string::npos) out += ".0";
  return out + 'f';
}

std::string dimensions(std::span<const int> dims) { return fmt::format("[{}]", fmt::join(dims, ", ")); }

std::string grouped(std::int64_t number) {
  std::string out = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(out.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
    out.insert(static_cast<std::size_t>(at), 1, ',');
  return out;
}

}  // namespace exporter
