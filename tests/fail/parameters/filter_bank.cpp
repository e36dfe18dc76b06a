// SPDX-License-Identifier: BSL-1.0
// MISUSE: A filter bank beyond the spectrum
// MEANING: Its second channel has two bins from the eighth on, of nine.
// EXPECT: a channel of this FilterBank has bins that the spectrum has not, or weights that are not given; its
//     constants are widths, first bins, first weights, weights, weights of the next channel
// LAYER: , 3, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Rfft<16>, Energy<0, 9>, FilterBank<1, 2>>;

#ifdef FIXED
inline constexpr std::int16_t bank[] = {0, 2, 0, 7, 0, 0, 4096, 2048, 0, 2048};
#else
inline constexpr std::int16_t bank[] = {0, 2, 0, 8, 0, 0, 4096, 2048, 0, 2048};
#endif

inline constexpr Parameters parameters[] = {
    {.output = {1, 0}, .element = Element::int16}, {}, {}, {.weights = bank}};
Model<Net, Shape<16>, parameters> model;
