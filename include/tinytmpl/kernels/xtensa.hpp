// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar.hpp>
#include <tinytmpl/kernels/scalar/masked_dense.hpp>
#include <tinytmpl/kernels/xtensa/core.hpp>

namespace tinytmpl::targets {

struct xtensa_by_words;

/// Xtensa cores, as in the ESP8266 and ESP32: scalar's kernels, for their registers.
struct xtensa : portable {
  static constexpr const char* name = "xtensa";
  using ByWords = xtensa_by_words;

  using Kernels = kernels::Ladder<kernels::scalar::LaneConvolution<kernels::xtensa::Core>,
                                  kernels::scalar::DenseConvolution<kernels::xtensa::Core>,
                                  kernels::scalar::Depthwise3x3<kernels::xtensa::Core>>;
  using Inherits = scalar;
};

/// With constants that may only be read as aligned words (FlashAccess::word).
struct xtensa_by_words : xtensa {
  static constexpr FlashAccess flash = FlashAccess::word;
};

}  // namespace tinytmpl::targets
