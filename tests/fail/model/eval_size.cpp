// SPDX-License-Identifier: BSL-1.0
// MISUSE: An eval of an array of another size
// MEANING: An element for each of the input.
// EXPECT: an array that eval is given has another size than the input
// EXPECT: 3 == 2
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using M = Model<Net, Shape<2>, parameters>;

#ifdef FIXED
inline constexpr auto y = M::eval(std::array<std::int8_t, 2>{1, 2});
#else
inline constexpr auto y = M::eval(std::array<std::int8_t, 3>{1, 2, 3});
#endif
