// SPDX-License-Identifier: BSL-1.0
// MISUSE: Models of different shapes in a Pipeline
// MEANING: Output 0 of a model is the input of the next.
// EXPECT: a model of the Pipeline has an output of another shape than the next one's input
// LAYER: SameShape<1, 1, 8, 1, 1, 6>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using First = Model<Seq<ReLU>, Shape<8>, parameters>;

#ifdef FIXED
using Second = Model<Seq<ReLU>, Shape<8>, parameters>;
#else
using Second = Model<Seq<ReLU>, Shape<6>, parameters>;
#endif

Pipeline<First, Second> pipeline;
