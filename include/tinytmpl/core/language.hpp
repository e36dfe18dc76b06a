// SPDX-License-Identifier: BSL-1.0
#pragma once

// First in each header that includes none of ours.
#if __cplusplus < 202002L
#error "tinytmpl: this needs C++20; compile with -std=c++20, or -std=gnu++20"
#include <end of compilation>  // there is no such file: what follows would be hundreds of errors
#endif
