// SPDX-License-Identifier: BSL-1.0
// MISUSE: A case without a mistake
// MEANING: Its other half has one.
// EXPECT: anything
// VERDICT: the code with the mistake compiles
// VERDICT: the fixed code does not compile
#ifdef FIXED
static_assert(sizeof(char) == 2);
#else
static_assert(sizeof(char) == 1);
#endif
