// SPDX-License-Identifier: BSL-1.0
#include "emit/using_declarations.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace exporter {
namespace {

constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

/// Behind the literal that begins at `begin`.
std::size_t end_of_literal(std::string_view code, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < code.size() && code[end] != '"') end += code[end] == '\\' ? 2 : 1;
  return end + 1;
}

void collect_words(std::string_view code, std::set<std::string_view>& words) {
  for (std::size_t i = 0; i < code.size();) {
    const std::size_t end = std::min(code.find_first_not_of(letters, i), code.size());
    if (code[i] == '"') {
      i = end_of_literal(code, i);
    } else if (end == i) {
      ++i;
    } else {
      const bool qualified = i > 0 && code[i - 1] == ':';
      if (capitals.find(code[i]) != std::string_view::npos && !qualified) words.insert(code.substr(i, end - i));
      i = end;
    }
  }
}

}  // namespace

std::string using_declarations(std::initializer_list<std::string_view> pieces) {
  std::set<std::string_view> words;
  for (const std::string_view piece : pieces) collect_words(piece, words);
  std::string out;
  for (const std::string_view word : words) out += fmt::format("using tinytmpl::{};\n", word);
  return out;
}

}  // namespace exporter
