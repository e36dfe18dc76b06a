// SPDX-License-Identifier: BSL-1.0
// Compiled, not run.
#include <tinytmpl/clocks/ccount.hpp>

std::uint32_t cycles() { return tinytmpl::clocks::Ccount::now(); }
