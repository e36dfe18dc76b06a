// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/concat.hpp>

namespace tinytmpl::layers {

/// Which axes a reduction takes together.
struct Axes {
  bool h = false, w = false, c = false;

  constexpr void add(Axis axis) { (axis == Axis::height ? h : axis == Axis::width ? w : c) = true; }
  /// What is left of `in`, each reduced axis as 1.
  constexpr Extent kept(Extent in) const { return {h ? 1 : in.h, w ? 1 : in.w, c ? 1 : in.c, in.rank}; }
  /// The same without the reduced axes.
  constexpr Extent squeezed(Extent in) const {
    int left[3] = {1, 1, 1}, rank = 0;
    if (in.rank == 3 && !h) left[rank++] = in.h;
    if (in.rank >= 2 && !w) left[rank++] = in.w;
    if (!c) left[rank++] = in.c;
    if (rank == 3) return in;
    return rank == 2 ? Extent{1, left[0], left[1], 2} : Extent{1, 1, left[0], 1};
  }
};

inline constexpr Attribute<0> summed;  ///< Elements that become one.

/// TFLite kernels/internal/reference/reduce.h, QuantizedMeanOrSum.
constexpr Factor factor_of_mean(const Node& node, const Scales& s, int) { return {s.left / s.out, summed(node)}; }

constexpr Node mean(const char* kind, Extent in, Axes axes, bool keep_dims) {
  Node node = unary(Op::mean, kind, in, axes.kept(in));
  if (axes.h) node.operands[0].rows.size = in.h;
  if (axes.w) node.cols.size = in.w;
  node.demands.multipliers = 1, node.demands.factor = factor_of_mean;
  node.traits.clamps = node.traits.either_axis = true;
  summed(node) = in.size() / node.out.extent.size();
  if (!keep_dims) node.seen_as = axes.squeezed(in);
  return node;
}

struct KeepDimsOption {};  ///< The type of KeepDims.

}  // namespace tinytmpl::layers

namespace tinytmpl {

inline constexpr layers::KeepDimsOption KeepDims{};  ///< Reduced axes stay, with extent 1.

}  // namespace tinytmpl

namespace tinytmpl::layers {

/// An Axis, or KeepDims.
template <auto option>
concept MeanOption = std::is_same_v<std::remove_const_t<decltype(option)>, Axis> ||
                     std::is_same_v<std::remove_const_t<decltype(option)>, KeepDimsOption>;

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// The mean over some axes, `Mean<Axis::height, Axis::width>`: Keras `mean`, TFLite MEAN, with its own output quantization.
///
/// shapes   any -> without those axes; with `KeepDims` among the options they stay, with extent 1
/// source   TensorFlow Lite kernels/internal/reference/reduce.h, QuantizedMeanOrSum
template <auto... options>
struct Mean {
  static constexpr core::Node describe(core::Extent in) {
    static_assert((layers::MeanOption<options> && ...),
                  "tinytmpl: the options of Mean are Axis::height, width, channels and KeepDims");
    layers::Axes axes;
    bool keep_dims = false;
    [[maybe_unused]] const auto look = [&](auto option) {
      if constexpr (std::is_same_v<decltype(option), Axis>) axes.add(option);
      else keep_dims = true;
    };
    (look(options), ...);
    return layers::mean("Mean", in, axes, keep_dims);
  }
};

/// The mean of each channel: Keras `GlobalAveragePooling2D`, TFLite MEAN over height and width.
///
/// shapes   `Shape<h, w, c>` -> `Shape<c>`
/// rejects  a vector
/// source   as Mean
struct GlobalAveragePool2D {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = layers::mean("GlobalAveragePool2D", in, {.h = true, .w = true}, false);
    node.require_at_least(core::Rule::image, 3, in.rank);
    return node;
  }
};

}  // namespace tinytmpl
