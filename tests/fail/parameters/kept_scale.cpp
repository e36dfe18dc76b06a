// SPDX-License-Identifier: BSL-1.0
// MISUSE: An SVDF without the scale of what it keeps
// MEANING: It keeps sums as int16: what a step of theirs stands for was found by training, beside weights.
// EXPECT: Parameters::state_scale of an SVDF is that of the sums that it keeps, positive and finite; state_element is
//     int16, or int8 with a state_zero_point from -128 to 127
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<SVDF<1, 1, 2>>;
inline constexpr std::int8_t weights[] = {10, 1, 2, 3, 4};
inline constexpr std::int32_t biases[] = {5};
inline constexpr float scales[] = {0.5f, 0.01f};

#ifdef FIXED
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1.0f / 8, 0}, .state_scale = 1.0f / 2048}};
#else
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}}, {.weights = weights, .biases = biases, .scales = scales, .output = {1.0f / 8, 0}}};
#endif

Model<Net, Shape<1>, parameters> model;
