// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

namespace exporter {

/// A whole file. Throws Error for what is missing, no file, empty, or larger than any model.
std::vector<std::uint8_t> read_file(const std::filesystem::path& path);

/// Throws Error if no file can be written here: before the work that would be for nothing.
void check_writable(const std::filesystem::path& path);

/// Replaces the file at once, by a complete one beside it; whatever fails, an old file stays and no new one is left
/// behind.
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace exporter
