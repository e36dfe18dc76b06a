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

// The target that the compiler builds for; TINYTMPL_TARGET names another one, whose kernels have been included before.
#if defined(TINYTMPL_TARGET)
namespace tinytmpl::kernels {
using native = TINYTMPL_TARGET;
}
#elif defined(__ARM_FEATURE_MVE)
#include <tinytmpl/kernels/armv81m.hpp>
namespace tinytmpl::kernels {
using native = armv81m;
}
#elif defined(__ARM_FEATURE_DSP)
#include <tinytmpl/kernels/armv7em.hpp>
namespace tinytmpl::kernels {
using native = armv7em;
}
#elif defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
#include <tinytmpl/kernels/armv6m.hpp>
namespace tinytmpl::kernels {
using native = armv6m;
}
#elif defined(__riscv_v_intrinsic) && __riscv_v_intrinsic >= 12000 && __riscv_xlen == 32 && defined(__clang__)
#include <tinytmpl/kernels/zve32x.hpp>
namespace tinytmpl::kernels {
using native = zve32x;
}
#elif defined(__riscv) && __riscv_xlen == 32
#include <tinytmpl/kernels/scalar.hpp>
namespace tinytmpl::kernels {
using native = scalar;
}
#elif defined(__XTENSA__)
#include <tinytmpl/kernels/xtensa.hpp>
namespace tinytmpl::kernels {
using native = xtensa;
}
#else
namespace tinytmpl::kernels {
using native = portable;
}
#endif

namespace tinytmpl::kernels {

/// The native target, or that for constants that are read as words: `by_words(native)` says which.
template <FlashAccess access>
using native_with = std::conditional_t<access == FlashAccess::word, decltype(by_words(native{})), native>;

using Function = void(const Band& band, const Constants& constants);

/// Computes a band with the best kernel that `Target` has for `geometry`. The only door: overload resolution is behind it.
template <class Target, Geometry geometry>
constexpr void run(const Band& band, const Constants& in_flash) {
  const Constants& constants = load<geometry.flash>(&in_flash);
  if constexpr (!std::is_same_v<Target, portable>) {
    compute<geometry>(Target{}, band, constants);
  } else {
    for (int i = 0; i < band.count; ++i)  // in constant expressions, where the native kernel asked for the band
      compute<geometry>(Target{}, {band.out + i, band.in + i * geometry.stride_h, band.row + i, 1, band.scratch},
                        constants);
  }
}

/// The geometry as `Target` tells them apart.
template <class Target>
constexpr Geometry specialized(const Geometry& geometry) {
  return specialize(Target{}, geometry);
}

/// What that kernel asks for, and whose it is.
template <class Target, Geometry geometry>
struct Needs {
  static constexpr int scratch = scratch_bytes<geometry>(Target{});
  static constexpr int band = band_rows<geometry>(Target{});
  static constexpr Packing packed = packing<geometry>(Target{});
  using Chosen = decltype(compute<geometry>(Target{}, Band{}, Constants{}));
};

}  // namespace tinytmpl::kernels
