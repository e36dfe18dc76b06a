// SPDX-License-Identifier: BSL-1.0
// MISUSE: A model that keeps something from one inference to the next, twice in a Pipeline
// MEANING: Both would go on with what the other one has kept. A network of another name is another model.
// EXPECT: a model that keeps something from one inference to the next stands twice in a SharedArena or a Pipeline; name its network anew for the second, struct Second : First {}
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {}};

struct First : Seq<Delay> {};
#ifdef FIXED
struct Second : First {};
#else
using Second = First;
#endif

Pipeline<Model<First, Shape<8>, parameters>, Model<Second, Shape<8>, parameters>> pipeline;
