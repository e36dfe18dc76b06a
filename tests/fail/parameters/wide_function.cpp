// SPDX-License-Identifier: BSL-1.0
// MISUSE: A function that is not there in int16
// MEANING: Its table has an entry for each int8.
// EXPECT: this function is not there in int16; put a Quantize before it
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

inline constexpr Parameters input = {.output = {0.01f, 0}, .element = Element::int16};

#ifdef FIXED
using Net = Seq<Quantize, HardSwish>;
inline constexpr Parameters parameters[] = {input, {.output = {0.1f, 0}}, {.output = {0.1f, 0}}};
#else
using Net = Seq<HardSwish>;
inline constexpr Parameters parameters[] = {input, {.output = {0.1f, 0}, .element = Element::int16}};
#endif

Model<Net, Shape<2>, parameters> model;
