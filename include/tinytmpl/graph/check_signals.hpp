// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/check.hpp>

/// Those of layers that compute with signals.
namespace tinytmpl::graph {

template <class Layer, int position, int needed, int given>
struct Check<Rule::signal_element, Layer, position, needed, given> {
  static_assert(
      holds<needed, given>,
      "tinytmpl: this layer reads elements of another type: SignalWindow, FftScaleBits, FftAutoScale and Rfft "
      "int16 samples, the layers behind them what the one before makes; an input is "
      "{.output = {1, 0}, .element = Element::int16}");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::signal_bits, Layer, position, needed, given> {
  static_assert(needed > given && given >= 0,
                "tinytmpl: this layer shifts by more bits than its numbers have, or by less than none");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::fft_length, Layer, position, needed, given> {
  static_assert(holds<needed, given>, "tinytmpl: the length of an Rfft is a power of two from 16 to 4,096");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::fft_frame, Layer, position, needed, given> {
  static_assert(needed >= given,
                "tinytmpl: the frame has more samples than the Rfft's length; take a longer Rfft or a shorter frame");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::spectrum, Layer, position, needed, given> {
  static_assert(holds<needed, given>,
                "tinytmpl: an Energy's bins go from `first` up to `end`, and the spectrum has them");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::filter_bank, Layer, position, needed, given> {
  static_assert(holds<needed, given>,
                "tinytmpl: a channel of this FilterBank has bins that the spectrum has not, or weights that are not "
                "given; its constants are widths, first bins, first weights, weights, weights of the next channel");
};

}  // namespace tinytmpl::graph
