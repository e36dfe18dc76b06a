// SPDX-License-Identifier: BSL-1.0
// MISUSE: Commands without room for a result
// MEANING: Scores are averaged over the last results.
// EXPECT: a CommandRecognizer has a class and room for a result
#include <tinytmpl/decisions/commands.hpp>

using namespace tinytmpl::decisions;

#ifdef FIXED
CommandRecognizer<4> commands;
#else
CommandRecognizer<4, 0> commands;
#endif

inline constexpr signed char scores[4] = {};
bool is_new = commands.push(scores, 0).is_new;
