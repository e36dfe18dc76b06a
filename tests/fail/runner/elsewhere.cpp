// SPDX-License-Identifier: BSL-1.0
// MISUSE: A case whose error does not lead to it
// MEANING: A user must find the own line in the message.
// EXPECT: the header does not like this
// VERDICT: the error does not lead to the case but to elsewhere.hpp:7
#include "elsewhere.hpp"

#ifdef FIXED
#else
#endif
