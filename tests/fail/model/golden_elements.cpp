// SPDX-License-Identifier: BSL-1.0
// MISUSE: Golden vectors of another type than the tensors
// MEANING: An array is of the tensors' type, or holds their bytes.
// EXPECT: the golden vectors are of another type than the model's inputs or outputs; export them with this model, or give
//     their bytes
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

inline constexpr Parameters parameters[] = {{.element = Element::float32}};
using M = Model<Seq<>, Shape<2>, parameters>;

#ifdef FIXED
inline constexpr float golden_inputs[] = {1, 2}, golden_outputs[] = {1, 2};
#else
inline constexpr std::int32_t golden_inputs[] = {1, 2}, golden_outputs[] = {1, 2};
#endif

SelfTestResult check(M& model) { return model.self_test(GoldenVectors(golden_inputs, golden_outputs)); }
