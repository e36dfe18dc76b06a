// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

#include <tinytmpl/core/math.hpp>

namespace tinytmpl::core {

/// Indices from `begin` up to, not including, `end`.
struct Range {
  int begin, end;
};

/// What one output element reads along one axis: output `i` reads `size` inputs, `dilation` apart, from
/// (i * stride - before) / per on, rounded down. With stride 0 each output reads the same; `per` above 1 makes outputs denser than
/// inputs: {.per = 2} reads each input twice.
struct Sliding {
  int size = 1, stride = 1, dilation = 1, before = 0, per = 1;

  [[gnu::always_inline]] constexpr int start(int i) const {
    const int place = i * stride - before;
    return per == 1 ? place : divide_down(place, per);
  }
  [[gnu::always_inline]] constexpr int reach() const { return (size - 1) * dilation + 1; }

  /// The inputs, of `length` that exist, that outputs [first, last) read.
  constexpr Range reads(int first, int last, int length) const {
    return {bounded(start(first), 0, length), bounded(start(last - 1) + reach(), 0, length)};
  }
  /// The taps of output `i` that lie on the axis.
  [[gnu::always_inline]] constexpr Range taps(int i, int length) const {
    const int first = start(i), beyond = length - first;
    const int begin = first < 0 ? divide_up(-first, dilation) : 0;
    return {minimum(begin, size), beyond <= 0
                                      ? minimum(begin, size)
                                      : maximum(minimum(begin, size), minimum(size, divide_up(beyond, dilation)))};
  }
  friend constexpr bool operator==(const Sliding&, const Sliding&) = default;
};

}  // namespace tinytmpl::core

namespace tinytmpl {

/// The size of a window: `Kernel{height, width}`, or a number for both.
struct Kernel {
  int h, w;
  consteval Kernel(int n) : h(n), w(n) {}
  consteval Kernel(int height, int width) : h(height), w(width) {}
};

// Options of layers with a window, in any order.
template <int h, int w = h>
struct Stride {};
template <int h, int w = h>
struct Dilation {};
struct Same {};   ///< As many outputs as inputs, divided by the stride and rounded up.
struct Valid {};  ///< No output reads outside the image.

}  // namespace tinytmpl

namespace tinytmpl::core {

/// A window as a user writes it: kernel and options, before its input is known.
struct Window {
  int kernel_h = 1, kernel_w = 1, stride_h = 1, stride_w = 1, dilation_h = 1, dilation_w = 1;
  bool same = false;

  constexpr int least() const {
    return minimum(minimum(minimum(kernel_h, kernel_w), minimum(stride_h, stride_w)), minimum(dilation_h, dilation_w));
  }
  constexpr Sliding rows(int in) const { return slide({kernel_h, stride_h, dilation_h}, in); }
  constexpr Sliding cols(int in) const { return slide({kernel_w, stride_w, dilation_w}, in); }

  /// Output length; at least 1, so that a window that does not fit is reported once and not again further on.
  ///
  /// source   TFLite kernels/padding.h
  constexpr int length(int in, const Sliding& s) const {
    return maximum(1, divide_up(same ? in : maximum(0, in - s.reach() + 1), s.stride));
  }

 private:
  constexpr Sliding slide(Sliding s, int in) const {
    const int missing = (length(in, s) - 1) * s.stride + s.reach() - in;
    if (same && missing > 0) s.before = missing / 2;  // the odd one goes after: TFLite kernels/padding.h
    return s;
  }
};

template <int h, int w>
constexpr void apply(Window& window, Stride<h, w>) {
  window.stride_h = h, window.stride_w = w;
}
template <int h, int w>
constexpr void apply(Window& window, Dilation<h, w>) {
  window.dilation_h = h, window.dilation_w = w;
}
constexpr void apply(Window& window, Same) { window.same = true; }
constexpr void apply(Window& window, Valid) { window.same = false; }

template <class T>
concept WindowOption = requires(Window window) { apply(window, T{}); };

/// The window of `kernel` with those of `Options` that concern it; the layer has others of its own.
template <class... Options>
constexpr Window make_window(Kernel kernel) {
  Window window{kernel.h, kernel.w};
  [[maybe_unused]] const auto look = [&window](auto option) {
    if constexpr (WindowOption<decltype(option)>) apply(window, option);
  };
  (look(Options{}), ...);
  return window;
}

/// Does `Option` stand among `Options`?
template <class Option, class... Options>
constexpr bool has_option = (std::is_same_v<Option, Options> || ...);

}  // namespace tinytmpl::core
