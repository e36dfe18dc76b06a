// SPDX-License-Identifier: BSL-1.0
// MISUSE: A self-test with another model's inputs
// MEANING: As many elements as the model's inputs have together, once for each vector.
// EXPECT: the golden vectors' inputs have another size than the model's; export them with this model
// EXPECT: 3 == 2
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<ReLU>;
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {.output = {1, 0}}};
using M = Model<Net, Shape<2>, parameters>;

#ifdef FIXED
inline constexpr std::int8_t golden_inputs[] = {1, 2}, golden_outputs[] = {1, 2};
#else
inline constexpr std::int8_t golden_inputs[] = {1, 2, 3}, golden_outputs[] = {1, 2};
#endif

SelfTestResult check(M& model) { return model.self_test(GoldenVectors(golden_inputs, golden_outputs)); }
