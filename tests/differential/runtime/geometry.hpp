// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <tinytmpl/core/geometry.hpp>

namespace differential {

/// A geometry as C++ writes it: template argument of its kernel, and the kernel's name.
std::string source(const tinytmpl::Geometry& geometry);

}  // namespace differential
