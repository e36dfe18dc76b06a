// SPDX-License-Identifier: BSL-1.0
#pragma once

// All kernels of a target.
#include <tinytmpl/kernels/scalar/any_conv2d.hpp>
#include <tinytmpl/kernels/scalar/arithmetic.hpp>
#include <tinytmpl/kernels/scalar/conv2d.hpp>
#include <tinytmpl/kernels/scalar/depthwise_columns.hpp>
#include <tinytmpl/kernels/scalar/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/scalar/depthwise_planes.hpp>
#include <tinytmpl/kernels/scalar/elementwise.hpp>
#include <tinytmpl/kernels/scalar/lookup.hpp>
#include <tinytmpl/kernels/scalar/pooling.hpp>
#include <tinytmpl/kernels/scalar/reduce.hpp>
#include <tinytmpl/kernels/scalar/specialize.hpp>
