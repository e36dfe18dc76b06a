// SPDX-License-Identifier: BSL-1.0
// MISUSE: A case of two errors
// MEANING: One mistake is one error.
// EXPECT: the first
// EXPECT: the second
// VERDICT: 2 errors instead of one
#ifdef FIXED
static_assert(sizeof(char) == 1, "the only one");
#else
static_assert(sizeof(char) == 2, "the first");
static_assert(sizeof(char) == 3, "the second");
#endif
