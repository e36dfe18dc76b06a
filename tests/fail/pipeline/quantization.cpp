// SPDX-License-Identifier: BSL-1.0
// MISUSE: Models of different quantization in a Pipeline
// MEANING: A byte must mean the same to both.
// EXPECT: a model of the Pipeline has an output of another quantization than the next one's input; convert both with
//     the same scale and zero point
// LAYER: 1000000000, 0, 500000000, 3>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using First = Model<Seq<ReLU>, Shape<8>, parameters>;
inline constexpr Parameters others[] = {{.output = {0.5f, 3}}, {.output = {1, 0}}};

#ifdef FIXED
using Second = Model<Seq<ReLU>, Shape<8>, parameters>;
#else
using Second = Model<Seq<ReLU>, Shape<8>, others>;
#endif

Pipeline<First, Second> pipeline;
