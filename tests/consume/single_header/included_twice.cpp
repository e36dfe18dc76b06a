// SPDX-License-Identifier: BSL-1.0
// The single header stands in for the library, also where it is included again.
#include <tinytmpl/tinytmpl.hpp>

#include "../main.cpp"

#include <tinytmpl/tinytmpl.hpp>
