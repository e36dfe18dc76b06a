// SPDX-License-Identifier: BSL-1.0
#include "evaluate/boards.hpp"

#include <algorithm>

namespace exporter {

const Target& NamedBoard::target() const {
  const std::string_view core = board.core;
  if (core == "Xtensa LX106") return *find_target("esp8266");
  if (core.starts_with("Xtensa")) return *find_target("esp32");
  if (core.starts_with("RISC-V")) return *find_target("rv32");
  const Target* const found = find_target(core);
  return found ? *found : targets().front();
}

const std::vector<NamedBoard>& boards() {
  static const std::vector<NamedBoard> all{
#define TINYTMPL_BOARD(name) {#name, tinytmpl::boards::name},
#include "boards.inc"  // CMake finds their names in the header
#undef TINYTMPL_BOARD
  };
  return all;
}

const NamedBoard* find_board(std::string_view name) {
  const auto found =
      std::find_if(boards().begin(), boards().end(), [&](const NamedBoard& one) { return one.name == name; });
  return found == boards().end() ? nullptr : &*found;
}

}  // namespace exporter
