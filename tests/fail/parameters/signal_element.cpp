// SPDX-License-Identifier: BSL-1.0
// MISUSE: A window on bytes
// MEANING: Signals are numbers themselves, and samples have 16 bits.
// EXPECT: this layer reads elements of another type: SignalWindow, FftScaleBits, FftAutoScale and Rfft int16
//     samples, the layers behind them what the one before makes; an input is {.output = {1, 0}, .element =
//     Element::int16}
// LAYER: , 1, 1, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Rfft<16>>;

#ifdef FIXED
inline constexpr Parameters parameters[] = {{.output = {1, 0}, .element = Element::int16}, {}};
#else
inline constexpr Parameters parameters[] = {{.output = {1, 0}}, {}};
#endif

Model<Net, Shape<16>, parameters> model;
