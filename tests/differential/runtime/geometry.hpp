// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <tinytmpl/kernels/ladder.hpp>

namespace differential {

/// The place of a kernel on its ladder and its geometry as C++ writes them: template arguments, and the kernel's name here.
std::string source(const tinytmpl::kernels::Choice& choice);

}  // namespace differential
