// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar.hpp>
#include <tinytmpl/kernels/zve32x/arithmetic.hpp>
#include <tinytmpl/kernels/zve32x/conv2d.hpp>
#include <tinytmpl/kernels/zve32x/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/zve32x/pooling.hpp>

namespace tinytmpl::kernels {

/// Only what the kernels look at.
constexpr Geometry specialize(zve32x, Geometry g) {
  if (!rvv::convolves(g) && !rvv::convolves_depthwise(g)) return specialize(scalar{}, g);
  const Numbers given = g.numbers;
  g.numbers = {};
  g.numbers.clamps_below = given.clamps_below, g.numbers.saturates = given.saturates;
  return g;
}

}  // namespace tinytmpl::kernels
