// SPDX-License-Identifier: BSL-1.0
// MISUSE: Detections without room for one
// MEANING: As many boxes as it has room for are kept.
// EXPECT: Detections has room for one box at least
#include <tinytmpl/decisions/boxes.hpp>

using namespace tinytmpl::decisions;

#ifdef FIXED
Detections<8> detections;
#else
Detections<0> detections;
#endif

int count = detections.size();
