// SPDX-License-Identifier: BSL-1.0
// MISUSE: A negative scale of weights
// MEANING: Scales come from training; none is negative, infinite or NaN.
// EXPECT: the scales of the weights must be finite and not negative, that of a constant operand positive
// LAYER: tinytmpl::Dense<2>, 1,
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Dense<2>>;
inline constexpr std::int8_t weights[] = {1, 2, 3, 4};
inline constexpr std::int32_t biases[] = {5, 6};
inline constexpr float scales[] = {0.5f, -0.5f};

#ifdef FIXED
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = std::span(scales).first(1), .output = {1, 0}}};
#else
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
