// SPDX-License-Identifier: BSL-1.0
// MISUSE: A self-test with fewer outputs than inputs
// MEANING: The outputs of each vector, all of them.
// EXPECT: there are not as many golden outputs as the golden inputs need; export them with this model
// EXPECT: 2 == 4
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using M = Model<Net, Shape<2>, parameters>;

#ifdef FIXED
inline constexpr std::int8_t golden_inputs[] = {1, 2, -1, 7}, golden_outputs[] = {1, 2, 0, 7};
#else
inline constexpr std::int8_t golden_inputs[] = {1, 2, -1, 7}, golden_outputs[] = {1, 2};
#endif

SelfTestResult check(M& model) { return model.self_test(GoldenVectors(golden_inputs, golden_outputs)); }
