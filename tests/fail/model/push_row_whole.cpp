// SPDX-License-Identifier: BSL-1.0
// MISUSE: Rows for a model that is not fed
// MEANING: Another schedule computes when the whole input is there.
// EXPECT: only a model of Schedule::fed takes rows; this one has input() and run()
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
static Model<Net, Shape<2>, parameters> model;

#ifdef FIXED
int infer() { return model.run().argmax(); }
#else
bool feed(const std::int8_t* row) { return model.push_row(row); }
#endif
