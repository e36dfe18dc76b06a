// SPDX-License-Identifier: BSL-1.0
// MISUSE: No biases
// MEANING: A layer that was trained without biases says so.
// EXPECT: this layer needs another number of biases than it was given; a layer without has the option NoBias
// EXPECT: 2 == 0
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

inline constexpr std::int8_t weights[] = {1, 2, 3, 4};
inline constexpr float scales[] = {0.5f};
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .scales = scales, .output = {1, 0}}};

#ifdef FIXED
using Net = Seq<Dense<2, NoBias>>;
#else
using Net = Seq<Dense<2>>;
#endif

Model<Net, Shape<2>, parameters> model;
