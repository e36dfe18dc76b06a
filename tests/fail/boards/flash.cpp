// SPDX-License-Identifier: BSL-1.0
// MISUSE: A model with more flash than the board
// MEANING: Constants of the model alone; code comes on top.
// EXPECT: the model needs more flash than the board has; use a smaller model or another board
// EXPECT-GCC: # <= 524288
// EXPECT-CLANG: #L <= 524288L
// LAYER: FitsFlash<
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Footprint<Seq<Dense<1000>>, Shape<32, 32, 1>>;

#ifdef FIXED
static_assert(Fits<Net, boards::raspberry_pi_pico>::checked);
#else
static_assert(Fits<Net, boards::microbit_v2>::checked);
#endif
