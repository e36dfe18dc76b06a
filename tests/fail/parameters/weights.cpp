// SPDX-License-Identifier: BSL-1.0
// MISUSE: Weights of another length
// MEANING: A Dense has a weight for each input and unit.
// EXPECT: this layer needs another number of weights than it was given
// EXPECT: 4 == 2
// LAYER: Dense<2>, 1, 4, 2>
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
    {.weights = std::span(weights).first(2), .biases = biases, .scales = scales, .output = {1, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
