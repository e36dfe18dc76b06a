// SPDX-License-Identifier: BSL-1.0
#pragma once

#ifdef FIXED
static_assert(sizeof(char) == 1, "the header does not like this");
#else
static_assert(sizeof(char) == 2, "the header does not like this");
#endif
