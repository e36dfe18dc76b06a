// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace exporter {

/// The definition of a constant array `name_number`, decimal, wrapped at 120 columns; nothing for an empty one.
std::string array(const char* name, int number, std::span<const std::int8_t> values);
std::string array(const char* name, int number, std::span<const std::int32_t> values);
std::string array(const char* name, int number, std::span<const float> values);

/// `name`, which no kernel reads, so it need not be aligned.
std::string plain_array(const char* name, const std::vector<std::int8_t>& values);
std::string plain_array(const char* name, const std::vector<std::uint8_t>& values);

}  // namespace exporter
