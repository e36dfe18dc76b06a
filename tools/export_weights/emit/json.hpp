// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace exporter {

/// Writes JSON from the outside to the inside: RFC 8259, in which bytes that are no UTF-8 become U+FFFD. A `fill` writes what an
/// object or an array holds.
class JsonWriter {
 public:
  std::string take() { return std::move(out); }

  void object(auto fill) { braced('{', '}', fill); }
  void array(auto fill) { braced('[', ']', fill); }
  /// An array with what `write(element)` writes for each.
  void array(const auto& range, auto write) {
    array([&] {
      for (const auto& element : range) write(element);
    });
  }

  void value(std::string_view text) { begin(), out += quoted_json(text); }
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool is) { begin(), out += is ? "true" : "false"; }
  void value(std::integral auto number) { begin(), out += std::to_string(number); }
  /// The shortest that is read as the same float; null: it is no number.
  void value(float number);
  void value(std::nullptr_t) { begin(), out += "null"; }

  void key(std::string_view name) { begin(), out += quoted_json(name) + ":", after_key = true; }
  void field(std::string_view name, const auto& is) { key(name), value(is); }
  void object(std::string_view name, auto fill) { key(name), object(fill); }
  void array(std::string_view name, const auto& range, auto write) { key(name), array(range, write); }
  void values(std::string_view name, const auto& range) {
    array(name, range, [this](const auto& element) { this->value(element); });
  }

 private:
  std::string out;
  bool is_first = true, after_key = false;

  static std::string quoted_json(std::string_view text);
  void begin() {
    if (!is_first && !after_key) out += ',';
    is_first = after_key = false;
  }
  void braced(char open, char close, auto fill) {
    begin(), out += open, is_first = true;
    fill();
    out += close, is_first = false;
  }
};

}  // namespace exporter
