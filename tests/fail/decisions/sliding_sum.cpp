// SPDX-License-Identifier: BSL-1.0
// MISUSE: A mean of nothing
// MEANING: A window in time holds the last values.
// EXPECT: a sliding window holds at least one value
#include <tinytmpl/decisions/wake_word.hpp>

using namespace tinytmpl::decisions;

#ifdef FIXED
WakeWord<5> word(0.9f);
#else
WakeWord<0> word(0.9f);
#endif

bool heard = word.heard(255);
