// SPDX-License-Identifier: BSL-1.0
#pragma once

// All kernels of a target.
#include <tinytmpl/kernels/armv7em/any_conv2d.hpp>
#include <tinytmpl/kernels/armv7em/arithmetic.hpp>
#include <tinytmpl/kernels/armv7em/conv2d.hpp>
#include <tinytmpl/kernels/armv7em/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/armv7em/depthwise_planes.hpp>
#include <tinytmpl/kernels/armv7em/elementwise.hpp>
#include <tinytmpl/kernels/armv7em/lookup.hpp>
#include <tinytmpl/kernels/armv7em/pooling.hpp>
