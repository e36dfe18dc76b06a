// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/move.hpp>

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

/// Of each axis the elements at `begin`, `begin` + `step` ..., as many as `out` has.
constexpr Node slice(Extent in, Extent out, const EachAxis& begin, const EachAxis& step) {
  Node fault = unary(Op::move, "Slice", in, in);
  fault.require(out.rank > 0, Rule::valid_shape, 1, 0);
  fault.require_equal(Rule::slice_rank, in.rank, out.rank);
  const auto check = [&fault](int extent, int count, int first, int by) {
    const std::int64_t last = first + std::int64_t{count - 1} * by;
    fault.require(by != 0 || count == 1, Rule::slice, 0, -1);
    for (const std::int64_t place : {std::int64_t{first}, last}) {
      fault.require(place >= 0, Rule::slice, 0, static_cast<int>(maximum(place, std::int64_t{-max_elements})));
      fault.require(place < extent, Rule::slice, extent,
                    static_cast<int>(minimum(place + 1, std::int64_t{max_elements})));
    }
  };
  check(in.h, out.h, begin.h, step.h), check(in.w, out.w, begin.w, step.w), check(in.c, out.c, begin.c, step.c);
  if (fault.fault.found()) return fault;
  Places places{.offset = (begin.h * in.w + begin.w) * in.c + begin.c};
  places.add(out.h, step.h * in.row()), places.add(out.w, step.w * in.c), places.add(out.c, step.c);
  return move("Slice", in, out, places);
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

template <int... places>
struct Begin {};  ///< Where a Slice begins along each axis; 0 by default.
template <int... numbers>
struct Steps {};  ///< How far apart a Slice takes elements along each axis, backwards below 0; 1 by default.

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
