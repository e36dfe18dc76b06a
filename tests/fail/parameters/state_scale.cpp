// SPDX-License-Identifier: BSL-1.0
// MISUSE: An LSTM without the scale of its cells
// MEANING: Its cells are int16: what a step of theirs stands for was found by training, beside weights.
// EXPECT: Parameters::state_scale of an LSTM is that of its cells, a power of two from 2^-28 to 4
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<LSTM<1>>;
inline constexpr std::int8_t weights[] = {10, 20, 30, 40, 1, 2, 3, 4};
inline constexpr std::int32_t biases[] = {5, 6, 7, 8};
inline constexpr float scales[] = {0.5f};

#ifdef FIXED
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1.0f / 128, 0}, .state_scale = 1.0f / 2048}};
#else
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1.0f / 128, 0}}};
#endif

Model<Net, Shape<1>, parameters> model;
