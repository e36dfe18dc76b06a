// SPDX-License-Identifier: BSL-1.0
// MISUSE: Changes between a frame and itself
// MEANING: A slope is that of several frames.
// EXPECT: Deltas have a feature, and reach a frame
#include <tinytmpl/senses/deltas.hpp>

using namespace tinytmpl::senses;

#ifdef FIXED
Deltas<10, 1> deltas;
#else
Deltas<10, 0> deltas;
#endif
