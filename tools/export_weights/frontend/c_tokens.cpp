// SPDX-License-Identifier: BSL-1.0
#include "frontend/c_tokens.hpp"

#include <charconv>
#include <string>

#include "text.hpp"

namespace exporter {
namespace {

bool is_word(char c) { return is_digit(c) || is_letter(c) || c == '_'; }

/// The character behind a backslash at text[at]; `at` goes behind it. Nothing of a line that goes on.
std::optional<std::uint8_t> escaped(std::string_view text, std::size_t& at) {
  constexpr std::string_view letters = "abfnrtv", codes = "\a\b\f\n\r\t\v";
  const char c = text[at++];
  if (c == '\n') return std::nullopt;
  if (c == '\r') return at += at < text.size() && text[at] == '\n', std::nullopt;
  const bool hex = c == 'x';
  if (hex || (c >= '0' && c <= '7')) {
    const std::size_t first = hex ? at : at - 1, most = hex ? text.size() - at : 3;
    unsigned value = 0;  // a hexadecimal one has any number of digits; the last ones count
    std::size_t digits = 0;
    for (; digits < most && first + digits < text.size(); ++digits) {
      unsigned digit = 0;
      const char* const place = text.data() + first + digits;
      if (std::from_chars(place, place + 1, digit, hex ? 16 : 8).ec != std::errc()) break;
      value = (value * (hex ? 16 : 8) + digit) & 0xFF;
    }
    at = first + digits;
    return static_cast<std::uint8_t>(value);
  }
  const std::size_t found = letters.find(c);
  return static_cast<std::uint8_t>(found == std::string_view::npos ? c : codes[found]);
}

}  // namespace

void CTokens::advance() {
  if (source[at] == '\n') ++line, line_is_empty = true;
  ++at;
}

void CTokens::skip_line() {  // and those that it goes on with
  for (; more() && source[at] != '\n'; advance())
    if (is_at("\\\n") || is_at("\\\r\n")) {
      while (source[at] != '\n') advance();
    } else if (is_at("/*")) {
      skip_comment();
      if (!more()) return;
      --at;
    }
}

void CTokens::skip_comment() {
  for (advance(), advance(); more() && !is_at("*/");) advance();
  for (int i = 0; i < 2 && more(); ++i) advance();
}

/// Behind the # of a directive.
bool CTokens::is_at_else() const {
  const std::size_t word = source.find_first_not_of(" \t", at + 1);
  return word != std::string_view::npos && source.substr(word).starts_with("el");
}

void CTokens::skip_space() {
  while (more()) {
    const char c = source[at];
    if (is_at("/*")) skip_comment();
    else if (c == '#' && line_is_empty) elses += is_at_else() ? 1 : 0, skip_line();
    else if (is_at("//")) skip_line();
    else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v') advance();
    else break;
  }
}

std::string_view CTokens::quoted(char quote) {
  advance();
  const std::size_t first = at;
  for (; more() && source[at] != quote && source[at] != '\n'; advance())
    if (source[at] == '\\' && at + 1 < source.size()) advance();
  const std::string_view inside = source.substr(first, at - first);
  if (more() && source[at] == quote) advance();
  return inside;
}

CTokens::Token CTokens::next() {
  skip_space();
  Token token{Kind::end, {}, line};
  if (!more()) return token;
  line_is_empty = false;
  const char c = source[at];
  if (c == '"' || c == '\'') {
    token.text = quoted(c);
    token.kind = c == '"' ? Kind::string : Kind::character;
    return token;
  }
  const std::size_t first = at++;
  token.kind = is_digit(c) ? Kind::number : is_word(c) ? Kind::identifier : Kind::symbol;
  if (token.kind != Kind::symbol)
    while (more() && (is_word(source[at]) || (token.kind == Kind::number && (source[at] == '.' || is_at("'"))))) ++at;
  token.text = source.substr(first, at - first);
  return token;
}

std::optional<std::uint64_t> integer_of(const CTokens::Token& token) {
  if (token.kind == CTokens::Kind::character) {
    std::vector<std::uint8_t> bytes;
    append_string(token.text, bytes);
    return bytes.size() == 1 ? std::optional<std::uint64_t>(bytes[0]) : std::nullopt;
  }
  if (token.kind != CTokens::Kind::number || token.text.size() > 80) return std::nullopt;
  std::string text(token.text);
  std::erase(text, '\'');
  while (!text.empty() && std::string_view("uUlLzZ").find(text.back()) != std::string_view::npos) text.pop_back();
  const bool prefixed = text.size() > 1 && text[0] == '0';
  const char kind = prefixed ? static_cast<char>(text[1] | 0x20) : '0';
  const int base = !prefixed ? 10 : kind == 'x' ? 16 : kind == 'b' ? 2 : 8;
  const char *const first = text.data() + (base == 16 || base == 2 ? 2 : 0), *const last = text.data() + text.size();
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(first, last, value, base);
  return error == std::errc() && end == last ? std::optional(value) : std::nullopt;
}

void append_string(std::string_view text, std::vector<std::uint8_t>& to) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at++];
    if (c != '\\' || at == text.size()) to.push_back(static_cast<std::uint8_t>(c));
    else if (const auto byte = escaped(text, at)) to.push_back(*byte);
  }
}

}  // namespace exporter
