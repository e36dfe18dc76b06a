// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/move.hpp>

namespace tinytmpl::layers {

/// Which extent of `in` each of the output's `rank` is, `axes` say.
constexpr Node transpose(Extent in, const int* axes, int rank) {
  const int sizes[] = {in.h, in.w, in.c}, strides[] = {in.row(), in.c, 1}, first = 3 - in.rank;
  int moved[] = {1, 1, 1};
  bool seen[] = {false, false, false}, is_permutation = rank == in.rank;
  Places places;
  for (int i = 0; i < rank && is_permutation; ++i) {
    is_permutation = axes[i] >= 0 && axes[i] < rank && !seen[axes[i]];
    if (!is_permutation) break;
    seen[axes[i]] = true;
    moved[first + i] = sizes[first + axes[i]];
    places.add(sizes[first + axes[i]], strides[first + axes[i]]);
  }
  if (is_permutation) return move("Transpose", in, {moved[0], moved[1], moved[2], in.rank}, places);
  Node node = unary(Op::move, "Transpose", in, in);
  node.require(false, Rule::permutation, 1, 0);
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// The axes in another order, NumPy's x.transpose(axes): Keras `Permute`, TFLite TRANSPOSE. `Transpose<2, 0, 1>` makes
/// `Shape<c, h, w>` of `Shape<h, w, c>`.
///
/// shapes   any -> its extents in this order
/// rejects  other than a number for each extent, the first one's 0
template <int... axes>
struct Transpose {
  static constexpr core::Node describe(core::Extent in) {
    constexpr int order[] = {axes..., 0};
    return layers::transpose(in, order, sizeof...(axes));
  }
};

}  // namespace tinytmpl
