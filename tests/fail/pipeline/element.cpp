// SPDX-License-Identifier: BSL-1.0
// MISUSE: Models of different element types in a Pipeline
// MEANING: What one writes the next one reads, byte by byte.
// EXPECT: a model of the Pipeline has an output of another element type than the next one's input
// LAYER: int8
// LAYER: float32
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

inline constexpr Parameters of_bytes[] = {{.output = {1, 0}}}, of_floats[] = {{.element = Element::float32}};
using First = Model<Seq<>, Shape<8>, of_bytes>;

#ifdef FIXED
using Second = Model<Seq<>, Shape<8>, of_bytes>;
#else
using Second = Model<Seq<>, Shape<8>, of_floats>;
#endif

Pipeline<First, Second> pipeline;
