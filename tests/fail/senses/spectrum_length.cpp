// SPDX-License-Identifier: BSL-1.0
// MISUSE: A spectrum of 480 samples
// MEANING: Transforms are of powers of two; behind the samples there are zeros.
// EXPECT: the length of a RealSpectrum is a power of two from 16 on
#include <tinytmpl/senses/fourier.hpp>

using namespace tinytmpl::senses;

#ifdef FIXED
RealSpectrum<512> spectrum;
#else
RealSpectrum<480> spectrum;
#endif
