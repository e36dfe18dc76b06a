// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace exporter {

/// The SHA-256 digest as 64 hexadecimal digits.
///
/// source   FIPS 180-4, section 6.2
std::string sha256(std::span<const std::uint8_t> bytes);

}  // namespace exporter
