// SPDX-License-Identifier: BSL-1.0
// MISUSE: An input without a quantization
// MEANING: Whoever fills the input must know what a number means.
// EXPECT: the output of this layer stays in memory and needs a scale and a zero point; nothing fused it away
// LAYER: tinytmpl::graph::NetworkInput, 0,
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Dense<2>>;
inline constexpr std::int8_t weights[] = {1, 2, 3, 4};
inline constexpr std::int32_t biases[] = {5, 6};
inline constexpr float scales[] = {0.5f};

#ifdef FIXED
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1, 0}}};
#else
inline constexpr Parameters parameters[] = {
    {.output = {}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
