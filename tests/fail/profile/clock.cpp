// SPDX-License-Identifier: BSL-1.0
// MISUSE: A Profile with a clock that returns a signed number
// MEANING: Differences of unsigned numbers are right also when the counter has wrapped around.
// EXPECT: a clock's now() returns an unsigned integer that counts upwards; negate one that counts down
// LAYER: CheckClock<false>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using M = Model<Net, Shape<2>, parameters>;

struct Clock {
#ifdef FIXED
  static std::uint32_t now();
#else
  static int now();
#endif
};

Profile<M, Clock> profile;
