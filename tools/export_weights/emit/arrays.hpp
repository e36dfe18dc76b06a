// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <tinytmpl/core/elements.hpp>

namespace exporter {

/// The definition of a constant array `name_number`, decimal, wrapped at 120 columns; nothing for an empty one. Floats read back
/// exactly.
std::string array(const char* name, int number, std::span<const std::int8_t> values);
std::string array(const char* name, int number, std::span<const std::int16_t> values);
std::string array(const char* name, int number, std::span<const std::int32_t> values);
std::string array(const char* name, int number, std::span<const std::int64_t> values);
std::string array(const char* name, int number, std::span<const float> values);
/// The same of those types, whichever it is.
template <class Usual>
std::string array(const char* name, int number, const tinytmpl::core::ElementSpan<Usual>& values) {
  using tinytmpl::Element;
  if (values.element() == Element::float32) return array(name, number, values.template as<float>());
  if (values.element() == Element::int16) return array(name, number, values.template as<std::int16_t>());
  if (values.element() == Element::int32) return array(name, number, values.template as<std::int32_t>());
  if (values.element() == Element::int64) return array(name, number, values.template as<std::int64_t>());
  return array(name, number, values.template as<std::int8_t>());
}

/// `name`, which no kernel reads, so it need not be aligned.
std::string plain_array(const char* name, const std::vector<std::int8_t>& values);
std::string plain_array(const char* name, const std::vector<std::uint8_t>& values);

}  // namespace exporter
