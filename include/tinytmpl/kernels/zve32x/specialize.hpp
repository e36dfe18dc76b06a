// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar.hpp>
#include <tinytmpl/kernels/zve32x/arithmetic.hpp>
#include <tinytmpl/kernels/zve32x/conv2d.hpp>
#include <tinytmpl/kernels/zve32x/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/zve32x/pooling.hpp>

namespace tinytmpl::kernels {

/// Only what the kernels look at. What these refuse they refuse again: to scalar a left shift is as good as none.
constexpr Geometry specialize(zve32x, const Geometry& given) {
  Geometry g = given;
  g.numbers = {};
  g.numbers.clamps_below = given.numbers.clamps_below, g.numbers.saturates = given.numbers.saturates;
  if (rvv::convolves(given) || rvv::convolves_depthwise(given)) return g;
  g = specialize(scalar{}, given);
  if (!rvv::requantizes(given)) g.numbers.least_shift = minimum(g.numbers.least_shift, -1);
  return g;
}

}  // namespace tinytmpl::kernels
