// SPDX-License-Identifier: BSL-1.0
// MISUSE: A layer without its entry
// MEANING: Layers without weights have an entry too: of a ReLU the output's quantization.
// EXPECT: a network needs one entry of parameters for each input and one for each layer, in their order
// EXPECT: 3 == 2
// LAYER: tinytmpl::graph::NetworkInput, 0, 3, 2>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Dense<2>, ReLU>;
inline constexpr std::int8_t weights[] = {1, 2, 3, 4};
inline constexpr std::int32_t biases[] = {5, 6};
inline constexpr float scales[] = {0.5f};

#ifdef FIXED
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales},
    {.output = {1, 0}}};
#else
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
