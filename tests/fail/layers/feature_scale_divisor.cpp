// SPDX-License-Identifier: BSL-1.0
// MISUSE: A FeatureScale that divides by nothing
// MEANING: Its divisor is a number from 1 on.
// EXPECT: the divisor of a FeatureScale is at least 1
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
using Net = Seq<FilterBankLog<64, 3>, FeatureScale<256, 333, 666, -128>>;
#else
using Net = Seq<FilterBankLog<64, 3>, FeatureScale<256, 333, 0, -128>>;
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<40>>::ram_bytes;
