// SPDX-License-Identifier: BSL-1.0
// MISUSE: A run of a model that is fed
// MEANING: It computes with each row what can be computed.
// EXPECT: a model of Schedule::fed takes its input row by row, with push_row; with another schedule it has input() and run()
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
static Model<Net, Shape<2>, parameters, Schedule::fed> model;

#ifdef FIXED
bool feed(const std::int8_t* row) { return model.push_row(row); }
#else
int infer() { return model.run().argmax(); }
#endif
