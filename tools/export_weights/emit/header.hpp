// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emit/golden.hpp"
#include "ir.hpp"

namespace exporter {

/// What a header says of its origin.
struct Origin {
  std::string version;  // of this tool
  std::string file;     // its name without folders
  std::string sha256;
  std::string name_space;  // checked
  int removed_channels = 0;
  std::vector<std::string> headers{};  // of the user's own layers
};

/// The generated header, whole. The same network and origin give the same bytes.
std::string header(const Network& net, const Origin& origin, const std::optional<Golden>& golden = {});

}  // namespace exporter
