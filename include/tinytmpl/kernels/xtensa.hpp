// SPDX-License-Identifier: BSL-1.0
#pragma once

// All kernels of a target.
#include <tinytmpl/kernels/scalar.hpp>
#include <tinytmpl/kernels/xtensa/conv2d.hpp>
#include <tinytmpl/kernels/xtensa/dense.hpp>
#include <tinytmpl/kernels/xtensa/depthwise_conv2d.hpp>
