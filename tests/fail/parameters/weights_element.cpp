// SPDX-License-Identifier: BSL-1.0
// MISUSE: Float weights of a layer of int8 tensors
// MEANING: A network computes in what its input is; its entry says `.element = Element::float32`.
// EXPECT: the weights and biases of this layer are of another type than its tensors: of int8 tensors they are int8 and int32, of float32 ones float32, or the weights int8 with scales
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Dense<2>>;
inline constexpr float weights[] = {1, 2, 3, 4}, biases[] = {5, 6};

#ifdef FIXED
inline constexpr Parameters parameters[] = {{.element = Element::float32}, {.weights = weights, .biases = biases}};
#else
inline constexpr float scales[] = {0.5f};
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
