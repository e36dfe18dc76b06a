// SPDX-License-Identifier: BSL-1.0
// Start-up of a Cortex-M.
#include "cortex_m.hpp"

[[noreturn]] void reset() {
  enable_coprocessors();
  board::run_main();
}
