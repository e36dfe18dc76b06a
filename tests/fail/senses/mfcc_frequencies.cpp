// SPDX-License-Identifier: BSL-1.0
// MISUSE: Cepstral coefficients of frequencies that are not heard
// MEANING: Of 16 kHz a transform tells frequencies below 8 kHz.
// EXPECT: an Mfcc has frames no longer than its transform, no more coefficients than channels, and frequencies below half of the sample rate
#include <tinytmpl/senses/mfcc.hpp>

using namespace tinytmpl::senses;

#ifdef FIXED
Mfcc<MfccScale{.highest_hz = 7900}> ears;
#else
Mfcc<MfccScale{.highest_hz = 8000}> ears;
#endif
