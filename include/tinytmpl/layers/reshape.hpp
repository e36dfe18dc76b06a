// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/move.hpp>

namespace tinytmpl::layers {

/// The same elements in the same order, as another shape: nothing is computed, and mostly nothing moves.
constexpr Node reshape(const char* kind, Extent in, Extent out) {
  const bool fits = out.rank > 0 && in.size() == out.size();
  Places places;
  places.add(in.size(), 1);
  Node node = move(kind, in, fits ? out : in, places);
  node.require(out.rank > 0, Rule::valid_shape, 1, 0);
  node.require_equal(Rule::elements, in.size(), out.size());
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Keras `Reshape`, TFLite RESHAPE, SQUEEZE and EXPAND_DIMS.
///
/// shapes   any -> `NewShape`
/// rejects  another number of elements
template <class NewShape>
struct Reshape {
  static constexpr core::Node describe(core::Extent in) { return layers::reshape("Reshape", in, NewShape::extent); }
};

/// Keras `Flatten`: any -> `Shape<all elements>`.
struct Flatten {
  static constexpr core::Node describe(core::Extent in) { return layers::reshape("Flatten", in, {1, 1, in.size(), 1}); }
};

}  // namespace tinytmpl
