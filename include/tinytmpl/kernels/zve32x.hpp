// SPDX-License-Identifier: BSL-1.0
#pragma once

// All kernels of a target.
#include <tinytmpl/kernels/scalar.hpp>
#include <tinytmpl/kernels/zve32x/specialize.hpp>
