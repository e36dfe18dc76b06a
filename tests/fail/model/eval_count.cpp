// SPDX-License-Identifier: BSL-1.0
// MISUSE: An eval of two arrays
// MEANING: An array for each input of the network.
// EXPECT: eval takes an array for each input of the network
// EXPECT: 2 == 1
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using M = Model<Net, Shape<2>, parameters>;

#ifdef FIXED
inline constexpr std::array<std::int8_t, 2> a{1, 2};
inline constexpr auto y = M::eval(a);
#else
inline constexpr std::array<std::int8_t, 2> a{1, 2};
inline constexpr auto y = M::eval(a, a);
#endif
