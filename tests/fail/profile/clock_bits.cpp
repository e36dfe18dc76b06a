// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Profile with a clock of more bits than its numbers have
// MEANING: What `bits` says is where the counter wraps around.
// EXPECT: a clock's bits are more than its now() returns
// EXPECT: 24 <= 16
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using M = Model<Net, Shape<2>, parameters>;

struct Clock {
  static constexpr int bits = 24;
#ifdef FIXED
  static std::uint32_t now();
#else
  static std::uint16_t now();
#endif
};

Profile<M, Clock> profile;
