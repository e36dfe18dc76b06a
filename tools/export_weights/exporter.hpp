// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "emit/golden.hpp"
#include "emit/report.hpp"
#include "ir.hpp"

namespace exporter {

struct Request {
  std::string file;        // its name without folders
  std::string name_space;  // checked
  bool keep_dead_channels = false;
  std::optional<Golden> golden{};
};

/// A network as it is written into a header, and what was left out of it.
struct Prepared {
  Network network;
  Savings savings;
};

/// Frontend and passes. Throws Error.
Prepared prepare(std::span<const std::uint8_t> bytes, bool keep_dead_channels = false);

struct Result {
  std::string header, report;
};

/// From a file's bytes to a header's text: frontend, passes, emit. Throws Error.
Result export_model(std::span<const std::uint8_t> bytes, const Request& request);

}  // namespace exporter
