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

inline constexpr Attribute<0> summed;   ///< Elements that become one.
inline constexpr Attribute<1> divisor;  ///< Of their sum: their number, or 1.

/// TFLite kernels/internal/reference/reduce.h, QuantizedMeanOrSum; ONNX Runtime core/mlas/lib/qlgavgpool.cpp.
constexpr Factor factor_of_mean(const Node& node, const Scales& s, int) {
  if (s.rounding == Rounding::onnx) return {s.left / s.rounded(s.out * divisor(node))};
  return {s.left / s.out, divisor(node)};
}

/// What takes elements along some axes together.
constexpr Node reduction(Op op, const char* kind, Extent in, Axes axes, bool keep_dims) {
  Node node = unary(op, kind, in, axes.kept(in));
  if (axes.h) node.operands[0].rows.size = in.h;
  if (axes.w) node.cols.size = in.w;
  node.traits.clamps = node.traits.either_axis = true;
  if (!keep_dims) node.seen_as = axes.squeezed(in);
  return node;
}

constexpr Node sum(const char* kind, Extent in, Axes axes, bool keep_dims) {
  Node node = reduction(Op::mean, kind, in, axes, keep_dims);
  node.demands.multipliers = 1, node.demands.factor = factor_of_mean;
  summed(node) = in.size() / node.out.extent.size(), divisor(node) = 1;
  return node;
}
constexpr Node mean(const char* kind, Extent in, Axes axes, bool keep_dims) {
  Node node = sum(kind, in, axes, keep_dims);
  divisor(node) = summed(node);
  return node;
}
/// The largest, or the smallest.
constexpr Node extreme(Op op, const char* kind, Extent in, Axes axes, bool keep_dims) {
  Node node = reduction(op, kind, in, axes, keep_dims);
  node.traits.keeps_quantization = true;
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
concept ReductionOption = std::is_same_v<std::remove_const_t<decltype(option)>, Axis> ||
                          std::is_same_v<std::remove_const_t<decltype(option)>, KeepDimsOption>;

/// What the options of a reduction say.
struct Reduction {
  Axes axes;
  bool keep_dims = false;
};
template <auto... options>
constexpr Reduction reduction_of() {
  static_assert((ReductionOption<options> && ...),
                "tinytmpl: the options of a reduction are Axis::height, width, channels and KeepDims");
  Reduction reduction;
  [[maybe_unused]] const auto look = [&](auto option) {
    if constexpr (std::is_same_v<decltype(option), Axis>) reduction.axes.add(option);
    else reduction.keep_dims = true;
  };
  (look(options), ...);
  return reduction;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// The mean over some axes, `Mean<Axis::height, Axis::width>`: Keras `mean`, TFLite MEAN, with its own output quantization.
///
/// shapes   any -> without those axes; with `KeepDims` among the options they stay, with extent 1
/// source   TensorFlow Lite kernels/internal/reference/reduce.h, QuantizedMeanOrSum
template <auto... options>
struct Mean {
  static constexpr core::Node describe(core::Extent in) {
    constexpr auto r = layers::reduction_of<options...>();
    return layers::mean("Mean", in, r.axes, r.keep_dims);
  }
};

/// The sum over some axes, as Mean: TFLite SUM, with its own output quantization.
///
/// shapes, source  as Mean
template <auto... options>
struct ReduceSum {
  static constexpr core::Node describe(core::Extent in) {
    constexpr auto r = layers::reduction_of<options...>();
    return layers::sum("ReduceSum", in, r.axes, r.keep_dims);
  }
};

/// The largest over some axes: TFLite REDUCE_MAX, with its operand's quantization.
///
/// shapes   as Mean
/// source   TensorFlow Lite kernels/internal/reference/reduce.h, ReduceGeneric
template <auto... options>
struct ReduceMax {
  static constexpr core::Node describe(core::Extent in) {
    constexpr auto r = layers::reduction_of<options...>();
    return layers::extreme(core::Op::reduce_max, "ReduceMax", in, r.axes, r.keep_dims);
  }
};

/// The smallest over some axes: TFLite REDUCE_MIN, with its operand's quantization.
///
/// shapes, source  as ReduceMax
template <auto... options>
struct ReduceMin {
  static constexpr core::Node describe(core::Extent in) {
    constexpr auto r = layers::reduction_of<options...>();
    return layers::extreme(core::Op::reduce_min, "ReduceMin", in, r.axes, r.keep_dims);
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

/// The largest of each channel: Keras `GlobalMaxPooling2D`, TFLite REDUCE_MAX over height and width.
///
/// shapes   `Shape<h, w, c>` -> `Shape<c>`
/// rejects  a vector
/// source   as ReduceMax
struct GlobalMaxPool2D {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = layers::extreme(core::Op::reduce_max, "GlobalMaxPool2D", in, {.h = true, .w = true}, false);
    node.require_at_least(core::Rule::image, 3, in.rank);
    return node;
  }
};

}  // namespace tinytmpl
