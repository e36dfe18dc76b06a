// SPDX-License-Identifier: BSL-1.0
#pragma once

// All kernels of a target.
#include <tinytmpl/kernels/armv7em.hpp>
#include <tinytmpl/kernels/armv81m/specialize.hpp>
