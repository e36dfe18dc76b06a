// SPDX-License-Identifier: BSL-1.0
// MISUSE: No entry for the input
// MEANING: The first entry is the input's: its scale and zero point.
// EXPECT: a network needs one entry of parameters for each input and one for each layer, in their order
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
inline constexpr Parameters parameters[] = {{.weights = weights, .biases = biases, .scales = scales, .output = {1, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
