// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/check.hpp>

/// Those of a few layers alone.
namespace tinytmpl::graph {

template <class Layer, int position, int needed, int given>
struct Check<Rule::kept_scale, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: Parameters::state_scale of an SVDF is that of the sums that it keeps, positive and finite; "
                "state_element is int16, or int8 with a state_zero_point from -128 to 127");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::reals_only, Layer, position, needed, given> {
  static_assert(holds<needed, given>, "tinytmpl: this layer is there in float32 alone; put a Dequantize before it");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::vocabulary, Layer, position, needed, given> {
  static_assert(needed <= given, "tinytmpl: the table of an Embedding has at least one row and one column");
};
template <class Layer, int position, int needed, int given>
struct Check<Rule::index_element, Layer, position, needed, given> {
  static_assert(needed == given,
                "tinytmpl: the places that ArgMax and ArgMin give are Element::int32 or Element::int64");
};

}  // namespace tinytmpl::graph
