// SPDX-License-Identifier: BSL-1.0
// MISUSE: An Embedding without a vocabulary
// MEANING: Its table has a row for each index, and a column for each dimension.
// EXPECT: the table of an Embedding has at least one row and one column
// EXPECT: 1 <= 0
// LAYER: Embedding<0, 4>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
struct Net : Seq<Embedding<9, 4>> {};
#else
struct Net : Seq<Embedding<0, 4>> {};
#endif

inline constexpr int ram_bytes = Footprint<Net, Shape<9>>::ram_bytes;
