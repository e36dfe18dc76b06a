// SPDX-License-Identifier: BSL-1.0
// MISUSE: A window's option on a Dense
// MEANING: A Dense has no window; every output sees every input.
// EXPECT: the options of Dense are LastAxis and NoBias
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Dense<10>> {};
#else
struct Net : Seq<Dense<10, Same>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9>>::ram_bytes;
