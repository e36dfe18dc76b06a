// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace exporter {

using Integers = std::vector<std::int64_t>;

/// What an operation is told beside its inputs, by name. Who asks says what it is if the file does not.
class Attributes {
 public:
  using Attribute = std::variant<std::int64_t, float, std::string, Integers>;

  void set(std::string name, Attribute value) { all[std::move(name)] = std::move(value); }

  bool has(std::string_view name) const { return all.contains(name); }
  std::int64_t integer(std::string_view name, std::int64_t otherwise = 0) const { return get(name, otherwise); }
  float real(std::string_view name, float otherwise = 0) const { return get(name, otherwise); }
  std::string text(std::string_view name, std::string otherwise = {}) const { return get(name, std::move(otherwise)); }
  Integers integers(std::string_view name) const { return get(name, Integers{}); }

 private:
  std::map<std::string, Attribute, std::less<>> all;

  template <class T>
  T get(std::string_view name, T otherwise) const {
    const auto found = all.find(name);
    const T* const value = found == all.end() ? nullptr : std::get_if<T>(&found->second);
    return value ? *value : otherwise;
  }
};

}  // namespace exporter
