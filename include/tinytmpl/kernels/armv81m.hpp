// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em.hpp>
#include <tinytmpl/kernels/armv81m/arithmetic.hpp>
#include <tinytmpl/kernels/armv81m/conv2d.hpp>
#include <tinytmpl/kernels/armv81m/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/armv81m/elementwise.hpp>
#include <tinytmpl/kernels/armv81m/lookup.hpp>
#include <tinytmpl/kernels/armv81m/pooling.hpp>
#include <tinytmpl/kernels/armv81m/reduce.hpp>

namespace tinytmpl::targets {

/// Cortex-M55 and M85: vectors of 16 bytes (Helium).
struct armv81m : portable {
  static constexpr const char* name = "armv81m";

  using Kernels =
      kernels::Ladder<kernels::armv81m::Convolution, kernels::armv81m::DepthwiseTiles, kernels::armv81m::LinearRows,
                      kernels::armv81m::ProductOfVectors, kernels::armv81m::MaximumOfVectors,
                      kernels::armv81m::SumsOfColumns, kernels::armv81m::LookupOfVectors>;
  using Inherits = armv7em;
};

}  // namespace tinytmpl::targets
