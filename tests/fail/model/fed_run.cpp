// SPDX-License-Identifier: BSL-1.0
// MISUSE: A run() of a model that is fed
// MEANING: Its input is never whole in memory, so there is none to fill and no moment to run at.
// EXPECT: a model of Schedule::fed takes its input by push_row, without input() and run()
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using M = Model<Net, Shape<2>, parameters, Schedule::fed>;

#ifdef FIXED
int result(M& model, const std::int8_t* row) { return model.push_row(row) ? model.output().argmax() : -1; }
#else
int result(M& model, const std::int8_t*) { return model.run().argmax(); }
#endif
