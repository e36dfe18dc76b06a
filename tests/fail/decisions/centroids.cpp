// SPDX-License-Identifier: BSL-1.0
// MISUSE: Centroids without room for one
// MEANING: As many objects as it has room for are kept.
// EXPECT: Centroids has room for one object at least
#include <tinytmpl/decisions/centroids.hpp>

using namespace tinytmpl::decisions;

#ifdef FIXED
Centroids<8> objects;
#else
Centroids<0> objects;
#endif

int count = objects.size();
