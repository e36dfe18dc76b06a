// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl::layers {

/// A number for each axis.
struct EachAxis {
  int h = 0, w = 0, c = 0, rank = 0;

  template <int... numbers>
  static constexpr EachAxis of(int missing) {
    const int all[] = {missing, missing, missing, numbers...};  // the last three count
    constexpr int rank = sizeof...(numbers);
    return {all[rank], all[rank + 1], all[rank + 2], rank};
  }
};

inline constexpr Attribute<0> first_channel;
inline constexpr Attribute<1> channel_step;

/// Of each axis the elements at `begin`, `begin` + `step` ..., as many as `out` has.
constexpr Node slice(Extent in, Extent out, const EachAxis& begin, const EachAxis& step) {
  Node node = unary(Op::slice, "Slice", in, in);
  node.traits.keeps_quantization = node.traits.either_axis = true;
  node.require(out.rank > 0, Rule::valid_shape, 1, 0);
  node.require_equal(Rule::slice_rank, in.rank, out.rank);
  const auto check = [&node](int extent, int count, int first, int by) {
    node.require(first >= 0 && by >= 1, Rule::slice, 0, minimum(first, by - 1));
    const std::int64_t end = first + std::int64_t{count - 1} * by + 1;
    node.require(end <= extent, Rule::slice, extent, static_cast<int>(minimum(end, std::int64_t{max_elements})));
  };
  check(in.h, out.h, begin.h, step.h), check(in.w, out.w, begin.w, step.w), check(in.c, out.c, begin.c, step.c);
  if (node.fault.found()) return node;
  node.out.extent = out;
  node.operands[0].rows = {.stride = step.h, .before = -begin.h};
  node.cols = {.stride = step.w, .before = -begin.w};
  first_channel(node) = begin.c, channel_step(node) = step.c;
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

template <int... places>
struct Begin {};  ///< Where a Slice begins along each axis; 0 by default.
template <int... numbers>
struct Steps {};  ///< Of how many elements a Slice takes one along each axis; 1 by default.

namespace layers {

constexpr void choose(EachAxis&, EachAxis&, auto) {}
template <int... places>
constexpr void choose(EachAxis& begin, EachAxis&, Begin<places...>) {
  begin = EachAxis::of<places...>(0);
}
template <int... numbers>
constexpr void choose(EachAxis&, EachAxis& step, Steps<numbers...>) {
  step = EachAxis::of<numbers...>(1);
}
/// Is `T` a Begin or Steps of `rank` numbers?
template <class T, int rank>
concept SliceOption = requires(T t) {
  []<int... n>(Begin<n...>)
    requires(sizeof...(n) == rank)
  {}(t);
} || requires(T t) {
  []<int... n>(Steps<n...>)
    requires(sizeof...(n) == rank)
  {}(t);
};

}  // namespace layers

/// A part of a tensor, of the extents of `Part`: NumPy's x[begin:end:step], TFLite SLICE and STRIDED_SLICE.
///
/// shapes   any of the rank of `Part` -> `Part`
/// options  `Begin<h, w, c>`, `Steps<h, w, c>`: as many numbers as `Part` has
/// rejects  a part that reaches beyond the tensor, another rank
/// source   TensorFlow Lite kernels/internal/reference/slice.h, strided_slice.h
template <class Part, class... Options>
struct Slice {
  static constexpr core::Node describe(core::Extent in) {
    constexpr bool fit = (layers::SliceOption<Options, Part::extent.rank> && ...);
    static_assert(fit,
                  "tinytmpl: the options of Slice are Begin and Steps, with a number for each extent of its Shape");
    layers::EachAxis begin{}, step{1, 1, 1};
    if constexpr (fit) (layers::choose(begin, step, Options{}), ...);
    return layers::slice(in, Part::extent, begin, step);
  }
};

}  // namespace tinytmpl
