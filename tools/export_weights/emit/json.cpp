// SPDX-License-Identifier: BSL-1.0
#include "emit/json.hpp"

#include <cmath>

#include <fmt/format.h>

namespace exporter {
namespace {

/// How many bytes the character at the beginning of `text` has in UTF-8, RFC 3629; 0: there is none.
std::size_t bytes_of_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  const std::size_t size = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xC0U) != 0x80) return 0;
  const bool is_too_long = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool is_no_character = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
  return is_too_long || is_no_character ? 0 : size;
}

}  // namespace

void JsonWriter::value(float number) {
  if (!std::isfinite(number)) return value(nullptr);
  begin();
  out += fmt::format("{}", number);
}

/// Also `<` is escaped, so that no text ends a <script> that holds it.
std::string JsonWriter::quoted_json(std::string_view text) {
  std::string quoted = "\"";
  while (!text.empty()) {
    const std::size_t size = bytes_of_character(text);
    const char c = text[0];
    if (size == 0) quoted += "\\ufffd";
    else if (c == '"' || c == '\\') (quoted += '\\') += c;
    else if (size == 1 && (static_cast<unsigned char>(c) < 0x20 || c == '<' || c == 0x7F))
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else quoted += text.substr(0, size);
    text.remove_prefix(size == 0 ? 1 : size);
  }
  return quoted + '"';
}

}  // namespace exporter
