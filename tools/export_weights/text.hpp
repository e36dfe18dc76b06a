// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace exporter {

/// Of ASCII, whatever the locale is.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Any bytes as printable ASCII that is harmless in a // comment and in a terminal: no line ends, no trigraphs, no
/// backslash that could end a line, not longer than `limit` and a "...".
std::string escape(std::string_view text, std::size_t limit = 80);

/// `escape` between double quotes.
std::string quoted(std::string_view text);

/// A literal of C and C++ that holds these bytes, whole.
std::string string_literal(std::string_view text);

/// The shortest C++ literal of exactly this float: 0.5f, 1e-05f. Finite numbers only.
std::string float_literal(float value);

/// [64, 10, 4, 1]
std::string dimensions(std::span<const int> dims);

/// Thousands grouped: 7,489,664.
std::string grouped(std::int64_t number);

}  // namespace exporter
