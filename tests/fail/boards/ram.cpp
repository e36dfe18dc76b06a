// SPDX-License-Identifier: BSL-1.0
// MISUSE: A model with more RAM than the board
// MEANING: The board's RAM is all that data can use, with nothing beside the model.
// EXPECT: the model needs more RAM than the board has; use a smaller model or another board
// EXPECT-GCC: # <= 32768
// EXPECT-CLANG: #L <= 32768L
// LAYER: FitsRam<
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Footprint<Seq<Conv2D<8, 3>>, Shape<320, 240, 3>, Schedule::layerwise>;

#ifdef FIXED
static_assert(Fits<Net, boards::arduino_portenta_h7>::checked);
#else
static_assert(Fits<Net, boards::arduino_uno_r4>::checked);
#endif
