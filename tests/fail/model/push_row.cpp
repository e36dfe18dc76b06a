// SPDX-License-Identifier: BSL-1.0
// MISUSE: A row for a model that is not fed
// MEANING: Another schedule than Schedule::fed has the whole input in memory.
// EXPECT: push_row is for models of Schedule::fed; this one has input() and run()
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};

#ifdef FIXED
using M = Model<Net, Shape<2>, parameters, Schedule::fed>;
#else
using M = Model<Net, Shape<2>, parameters>;
#endif

bool complete(M& model, const std::int8_t* row) { return model.push_row(row); }
