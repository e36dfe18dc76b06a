// SPDX-License-Identifier: BSL-1.0
#pragma once

// All kernels of a target.
#include <tinytmpl/kernels/armv6m/arithmetic.hpp>
#include <tinytmpl/kernels/armv6m/conv2d.hpp>
#include <tinytmpl/kernels/armv6m/dense.hpp>
#include <tinytmpl/kernels/armv6m/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/armv6m/depthwise_planes.hpp>
#include <tinytmpl/kernels/scalar.hpp>
