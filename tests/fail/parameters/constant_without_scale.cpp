// SPDX-License-Identifier: BSL-1.0
// MISUSE: A constant without its scale
// MEANING: The constant of WithConstant is int8 too: it has one scale and a zero point.
// EXPECT: this layer needs one weight scale, or one for each output channel
// EXPECT: 1 == 0
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<WithConstant<Mul, Shape<2>>>;
inline constexpr std::int8_t constant[] = {1, 2};
inline constexpr float scales[] = {0.5f};

#ifdef FIXED
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = constant, .scales = scales, .output = {1, 0}}};
#else
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = constant, .output = {1, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
