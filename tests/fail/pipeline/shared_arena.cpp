// SPDX-License-Identifier: BSL-1.0
// MISUSE: A model that does not share the arena
// MEANING: An arena is as large as the largest of its models.
// EXPECT: this model does not share this arena; add it to the SharedArena's models
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using First = Model<Seq<ReLU>, Shape<8>, parameters>;
using Second = Model<Seq<ReLU>, Shape<6>, parameters>;

#ifdef FIXED
SharedArena<First, Second> arena;
#else
SharedArena<First> arena;
#endif

auto model = arena.use<Second>();
