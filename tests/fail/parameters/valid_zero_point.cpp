// SPDX-License-Identifier: BSL-1.0
// MISUSE: A zero point of uint8
// MEANING: Tensors are int8. An input or an output that is uint8 says so.
// EXPECT: a quantization has a positive, finite scale and a zero point from -128 to 127, of Element::uint8 from 0 to
//     255, of Element::int16 from -32768 to 32767
// LAYER: tinytmpl::graph::NetworkInput, 0,
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Dense<2>>;
inline constexpr std::int8_t weights[] = {1, 2, 3, 4};
inline constexpr std::int32_t biases[] = {5, 6};
inline constexpr float scales[] = {0.5f};

#ifdef FIXED
inline constexpr Parameters parameters[] = {
    {.output = {0.5f, 128}, .element = Element::uint8},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1, 0}}};
#else
inline constexpr Parameters parameters[] = {
    {.output = {0.5f, 128}},
    {.weights = weights, .biases = biases, .scales = scales, .output = {1, 0}}};
#endif

Model<Net, Shape<2>, parameters> model;
