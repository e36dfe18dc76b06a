// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <filesystem>

namespace exporter {

/// The files of a C interface.
struct CFiles {
  std::filesystem::path header, source;
};

/// Those beside a model's header: digits.h and digits_c.cpp beside digits.hpp. Throws Error if the header is called as one of
/// them, or in a way that does not stand well in an #include.
CFiles c_files(const std::filesystem::path& header);

}  // namespace exporter
