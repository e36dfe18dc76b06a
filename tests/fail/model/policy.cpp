// SPDX-License-Identifier: BSL-1.0
// MISUSE: A number among the policies
// MEANING: The RAM budget of a model is a static_assert on its `ram_bytes`.
// EXPECT: the policies are values of Schedule, InputMemory, Rounding, Optimize and FlashAccess
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};

#ifdef FIXED
Model<Net, Shape<2>, parameters, Schedule::layerwise> model;
#else
Model<Net, Shape<2>, parameters, 4096> model;
#endif
