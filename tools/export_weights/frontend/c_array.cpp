// SPDX-License-Identifier: BSL-1.0
#include "frontend/c_array.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "frontend/c_tokens.hpp"
#include "frontend/formats.hpp"
#include "text.hpp"

namespace exporter {
namespace {

using Token = CTokens::Token;
using Kind = CTokens::Kind;

constexpr int most_around = 12;  // tokens in front of a number that only give it a type
constexpr auto damaged = "; the file is cut off or damaged: copy or make it again";

/// The elements of one array: the first ones say how wide they are and whether they are a model; only then are they kept.
class Elements {
 public:
  std::size_t count = 0;
  std::vector<std::uint8_t> bytes;

  /// Whether the value fits into an element.
  bool add(std::uint64_t value, bool negative) {
    if (negative && value > 0) value = ~(value - 1);
    if (count < first.size()) first[count] = value;
    if (++count < first.size()) return true;
    if (count > first.size()) return append(value, negative);
    width = width_of_elements();
    for (const std::uint64_t one : first) append(one, false);
    return true;
  }
  bool is_model() const { return width > 0; }

 private:
  std::array<std::uint64_t, 8> first{};
  int width = 0;  // bytes of an element; 0: this is no model

  /// By where the identifier of the format stands.
  int width_of_elements() const {
    for (const int bytes_each : {1, 2, 4, 8}) {
      std::vector<std::uint8_t> start;
      for (const std::uint64_t value : first)
        for (int i = 0; i < bytes_each; ++i) start.push_back(static_cast<std::uint8_t>(value >> 8 * i));
      const bool fit = std::all_of(first.begin(), first.end(), [&](std::uint64_t value) {
        const std::uint64_t above = bytes_each == 8 ? 0 : value >> 8 * bytes_each;
        return above == 0 || above == ~std::uint64_t{0} >> 8 * bytes_each;
      });
      if (fit && is_tflite(start)) return bytes_each;
    }
    return 0;
  }

  bool append(std::uint64_t value, bool negative) {
    for (int i = 0; i < width; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
    if (width == 0 || width == 8) return true;
    return negative ? ~value >> (8 * width - 1) == 0 : value >> 8 * width == 0;
  }
};

class Parser {
 public:
  explicit Parser(std::string_view source) : tokens(source) { next(); }

  std::vector<CArray> run() {
    list(true);
    while (token.kind != Kind::end) {
      if (token.is(';')) name = last = {}, size.reset(), next();
      else if (token.is('[')) declarator();
      else if (token.is('=')) name = name.empty() ? last : name, next();
      else if (token.is('{')) next(), list(false);
      else if (token.kind == Kind::string) strings();
      else if (token.kind == Kind::identifier) last = token.text, next();
      else next();
    }
    return std::move(found);
  }

 private:
  CTokens tokens;
  Token token;
  std::string_view last, name;  // the last identifier; of the array, once an [ or = follows it
  std::optional<std::uint64_t> size;
  std::vector<CArray> found;

  void next() { token = tokens.next(); }
  bool is_one_of(std::string_view symbols) const {
    return token.kind == Kind::symbol && symbols.find(token.text[0]) != std::string_view::npos;
  }

  void declarator() {
    next();
    if (token.is('[') || !name.empty() || last.empty()) return;  // an attribute; another dimension
    name = last;
    size = integer_of(token);
  }

  void keep(std::size_t line, std::vector<std::uint8_t> bytes, std::size_t elements, std::string problem) {
    if (size && elements > *size && problem.empty())
      problem = fmt::format("the array is declared with {} elements and has {}{}", *size, elements, damaged);
    found.push_back({std::string(name.empty() ? last : name), line, std::move(bytes), std::move(problem)});
  }

  /// Behind a brace: elements up to the next one, or no array. `bare`: nothing but elements, for an #include.
  void list(bool bare) {
    const std::size_t line = token.line, branches = tokens.branches();
    Elements elements;
    std::string problem;
    const auto more = [&] { return !token.is('}') && !(bare && token.kind == Kind::end); };
    while (problem.empty() && more()) {
      if (element(elements)) continue;
      if (!more()) break;
      if (!elements.is_model()) {  // the scope of a function, a class, a namespace, or an array of something else
        if (!token.is('{') && token.kind != Kind::string) name = last = {};
        return;
      }
      problem = token.kind == Kind::end
                  ? "the file ends in the middle of the array"
                  : fmt::format("line {}: {} is no element of the array", token.line, quoted(token.text));
      problem += damaged;
    }
    if (tokens.branches() != branches)
      problem = "some of its elements stand in another branch of an #if; leave one branch in the file";
    if (elements.is_model()) keep(line, std::move(elements.bytes), elements.count, std::move(problem));
    if (token.is('}')) next();
  }

  /// A number, with the comma behind it. Of what is no model nothing is taken.
  bool element(Elements& to) {
    const CTokens tokens_before = tokens;
    const Token token_before = token;
    if (!number(to)) {
      if (!to.is_model()) tokens = tokens_before, token = token_before;
      return false;
    }
    if (token.is(',')) next();
    else return token.is('}');
    return true;
  }

  /// Casts and constructors around it are passed over: (char)1, uint8_t(1), std::byte{1}, static_cast<char>(1).
  bool number(Elements& to) {
    int brackets = 0;
    for (int i = 0; i < most_around && (token.kind == Kind::identifier || is_one_of("({<:>)")); ++i, next())
      brackets += is_one_of("({") ? 1 : is_one_of(")") ? -1 : 0;
    const bool negative = token.is('-');
    if (negative) next();
    const std::optional<std::uint64_t> value = integer_of(token);
    if (!value || !to.add(*value, negative)) return false;
    for (next(); brackets > 0 && is_one_of(")}"); --brackets) next();
    return brackets == 0;
  }

  void strings() {
    const std::size_t line = token.line;
    std::vector<std::uint8_t> bytes;
    for (; token.kind == Kind::string; next()) append_string(token.text, bytes);
    const std::size_t count = bytes.size();
    if (is_tflite(bytes)) keep(line, std::move(bytes), count, {});
  }
};

}  // namespace

std::vector<CArray> find_c_arrays(std::string_view source) { return Parser(source).run(); }

}  // namespace exporter
