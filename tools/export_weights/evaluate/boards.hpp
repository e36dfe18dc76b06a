// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>
#include <vector>

#include <tinytmpl/boards.hpp>

#include "evaluate/targets.hpp"

namespace exporter {

/// A board of tinytmpl/boards.hpp, by the name that programs have for it.
struct NamedBoard {
  std::string_view name;  // "arduino_nano_33_ble"
  tinytmpl::Board board;

  /// Whose compiler chooses its kernels.
  const Target& target() const;
};

/// All of them, in the header's order.
const std::vector<NamedBoard>& boards();

/// Null: there is none of that name.
const NamedBoard* find_board(std::string_view name);

}  // namespace exporter
