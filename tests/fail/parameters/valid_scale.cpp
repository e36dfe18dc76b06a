// SPDX-License-Identifier: BSL-1.0
// MISUSE: A negative scale
// MEANING: A number is `scale * (q - zero_point)`; it grows with q.
// EXPECT: a quantization has a positive, finite scale and a zero point from -128 to 127, of Element::uint8 from 0 to
//     255, of Element::int16 from -32768 to 32767
// LAYER: tinytmpl::Dense<2>, 1,
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Dense<2>>;
inline constexpr std::int8_t weights[] = {1, 2, 3, 4};
inline constexpr std::int32_t biases[] = {5, 6};
inline constexpr float scales[] = {0.5f};

#ifdef FIXED
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {0.5f, 0}}};
#else
inline constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {-0.5f, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
