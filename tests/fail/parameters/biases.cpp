// SPDX-License-Identifier: BSL-1.0
// MISUSE: Biases of another length
// MEANING: One for each output channel.
// EXPECT: this layer needs another number of biases than it was given; a layer without has the option NoBias
// EXPECT: 2 == 1
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
    {.output = {1, 0}},
    {.weights = weights, .biases = std::span(biases).first(1), .scales = scales, .output = {1, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
