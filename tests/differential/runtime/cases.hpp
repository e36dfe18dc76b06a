// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace differential {

/// A model, and for each of its vectors the inputs' elements and then those that the reference's outputs had.
struct Case {
  std::string name;
  std::vector<std::uint8_t> model;
  std::vector<std::int8_t> data;
};

/// Those that `cases.write_pack` wrote.
std::vector<Case> read_pack(const std::string& path);

}  // namespace differential
