// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <stdexcept>
#include <string>

namespace exporter {

/// Why there will be no header: one sentence, which main() prints behind `error: `.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace exporter
