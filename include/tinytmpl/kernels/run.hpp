// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/arithmetic.hpp>
#include <tinytmpl/kernels/portable/conv2d.hpp>
#include <tinytmpl/kernels/portable/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/portable/lookup.hpp>
#include <tinytmpl/kernels/portable/move.hpp>
#include <tinytmpl/kernels/portable/pooling.hpp>
#include <tinytmpl/kernels/portable/reduce.hpp>
#include <tinytmpl/kernels/portable/softmax.hpp>

namespace tinytmpl::kernels {

// The target that the compiler builds for; TINYTMPL_TARGET names another one, for tests.
#if defined(TINYTMPL_TARGET)
using native = TINYTMPL_TARGET;
#else
using native = portable;
#endif

using Function = void(const Band& band, const Constants& constants);

/// Computes a band with the best kernel that `Target` has for `geometry`. The only door: overload resolution is behind it.
template <class Target, Geometry geometry>
constexpr void run(const Band& band, const Constants& constants) {
  if constexpr (band_rows<geometry>(Target{}) > 1) {
    compute<geometry>(Target{}, band, constants);
  } else {
    for (int i = 0; i < band.count; ++i)  // more than one only where another target's kernel asked for the band
      compute<geometry>(Target{}, {band.out + i, band.in + i * geometry.stride_h, band.row + i, 1, band.scratch},
                        constants);
  }
}

/// What that kernel asks for, and whose it is.
template <class Target, Geometry geometry>
struct Needs {
  static constexpr int scratch = scratch_bytes<geometry>(Target{});
  static constexpr int band = band_rows<geometry>(Target{});
  static constexpr int packed = packed_bytes<geometry>(Target{});
  using Chosen = decltype(compute<geometry>(Target{}, Band{}, Constants{}));
};

}  // namespace tinytmpl::kernels
