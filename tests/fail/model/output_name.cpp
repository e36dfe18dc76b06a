// SPDX-License-Identifier: BSL-1.0
// MISUSE: An output whose name the model does not have
// MEANING: A generated header lists the names of inputs and outputs at its top; two of one name have only positions.
// EXPECT: the model has no input or output of that name; a generated header lists them at its top, a Graph in its Inputs and Outputs
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Graph<Outputs<"label", "alarm">, Let<"label", ReLU, "input">, Let<"alarm", Tanh, "input">>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}, {.output = {1.0f / 128, 0}}};
using M = Model<Net, Shape<2>, parameters>;

#ifdef FIXED
int result(M& model) { return model.output<"label">().argmax(); }
#else
int result(M& model) { return model.output<"lable">().argmax(); }
#endif
