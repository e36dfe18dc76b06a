// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/arithmetic.hpp>
#include <tinytmpl/kernels/armv81m/conv2d.hpp>
#include <tinytmpl/kernels/armv81m/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/armv81m/elementwise.hpp>
#include <tinytmpl/kernels/armv81m/lookup.hpp>
#include <tinytmpl/kernels/armv81m/pooling.hpp>
#include <tinytmpl/kernels/armv81m/reduce.hpp>

namespace tinytmpl::kernels {

/// Only what the kernels look at.
constexpr Geometry specialize(armv81m, const Geometry& g) {
  if (helium::convolves(g) || helium::convolves_tiles(g)) return helium::without_numbers(g);
  return specialize(armv7em{}, g);
}

}  // namespace tinytmpl::kernels
