// SPDX-License-Identifier: BSL-1.0
// MISUSE: A real number as an element of an input
// MEANING: An input holds quantized numbers: 0.7 would become 0. `quantize` finds the one that stands for a real number.
// EXPECT: this is a quantized element, and no real number; write input.quantize(x)
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {0.01f, 0}}, {.output = {1, 0}}};
Model<Net, Shape<2>, parameters> model;

#ifdef FIXED
void measure(float volts) { model.input()[0] = model.input().quantize(volts); }
#else
void measure(float volts) { model.input()[0] = volts; }
#endif
