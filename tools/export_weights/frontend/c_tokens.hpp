// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace exporter {

/// The tokens of C and C++, as far as an array needs them: comments and preprocessor lines are passed over. Any text has
/// tokens; each character is looked at once.
class CTokens {
 public:
  enum class Kind { end, identifier, number, character, string, symbol };
  struct Token {
    Kind kind = Kind::end;
    std::string_view text{};  // of a string or character: what stands between the quotes
    std::size_t line = 0;
    bool is(char symbol) const { return kind == Kind::symbol && text[0] == symbol; }
  };

  explicit CTokens(std::string_view text) : source(text) {}
  Token next();
  std::size_t branches() const { return elses; }  // #else, #elif and the like so far

 private:
  std::string_view source;
  std::size_t at = 0, line = 1, elses = 0;
  bool line_is_empty = true;  // so far

  bool more() const { return at < source.size(); }
  bool is_at(std::string_view text) const { return source.substr(at).starts_with(text); }
  void advance();
  void skip_line();
  void skip_comment();
  bool is_at_else() const;
  void skip_space();
  std::string_view quoted(char quote);
};

/// The value of a number or a character; nothing: it is no integer of 64 bits.
std::optional<std::uint64_t> integer_of(const CTokens::Token& token);

/// Appends the bytes of a string, without the 0 at its end.
void append_string(std::string_view text, std::vector<std::uint8_t>& to);

}  // namespace exporter
