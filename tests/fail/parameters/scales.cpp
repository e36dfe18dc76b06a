// SPDX-License-Identifier: BSL-1.0
// MISUSE: Three scales for two channels
// MEANING: Weights are quantized per tensor, with one scale, or per channel.
// EXPECT: this layer needs one weight scale, or one for each output channel
// EXPECT: 2 == 3
// LAYER: tinytmpl::Dense<2>, 1, 2, 3>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Dense<2>>;
inline constexpr std::int8_t weights[] = {1, 2, 3, 4};
inline constexpr std::int32_t biases[] = {5, 6};
inline constexpr float scales[] = {0.5f, 0.25f, 0.25f};

#ifdef FIXED
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = std::span(scales).first(2), .output = {1, 0}}};
#else
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
