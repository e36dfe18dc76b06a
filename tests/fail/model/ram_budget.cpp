// SPDX-License-Identifier: BSL-1.0
// MISUSE: A model larger than its budget
// MEANING: A budget is a static_assert on `ram_bytes`, which is `sizeof` the model.
// EXPECT: this model may use 1 KiB
// EXPECT-GCC: # <= 1024
// EXPECT-CLANG: ram_bytes <= 1_KiB
// EXPECT-CLANG-19: # <= 1024
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Conv2D<8, 3>, ReLU, GlobalAveragePool2D, Dense<2>>;

#ifdef FIXED
using Budget = Footprint<Net, Shape<32, 32, 3>, Schedule::fed>;
#else
using Budget = Footprint<Net, Shape<32, 32, 3>, Schedule::layerwise>;
#endif

static_assert(Budget::ram_bytes <= 1_KiB, "this model may use 1 KiB");
