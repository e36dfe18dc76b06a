// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/filter_bank.hpp>
#include <tinytmpl/kernels/portable/rfft.hpp>
#include <tinytmpl/kernels/portable/signal.hpp>

namespace tinytmpl::kernels::portable {

/// Those of layers/signal.hpp and layers/filter_bank.hpp.
using SignalKernels =
    Ladder<SignalWindow, FftScaleBits, FftAutoScale, RealTransform, Energy, FilterBank, FilterBankSquareRoot,
           NoiseEstimate, SpectralSubtraction, Pcan, FilterBankLog, FeatureScale>;

}  // namespace tinytmpl::kernels::portable
