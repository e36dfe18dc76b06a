// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/window.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;

constexpr Sliding same_3_by_2 = make_window<Same, Stride<2>>(3).rows(8);
static_assert(same_3_by_2 == Sliding{.size = 3, .stride = 2, .dilation = 1, .before = 0}, "the odd row goes after");
static_assert(make_window<Same>(4).rows(9).before == 1);
static_assert(make_window<Stride<2>, Same>(3).rows(9).before == 1, "options in any order");
static_assert(make_window<>(3).rows(9).before == 0, "valid by default");
static_assert(make_window<Same, Valid>(3).same == false, "the last one counts");

constexpr Window tall = make_window<Stride<2, 3>, Dilation<4, 5>>({6, 7});
static_assert(tall.rows(99) == Sliding{6, 2, 4, 0} && tall.cols(99) == Sliding{7, 3, 5, 0});
static_assert(make_window<Stride<2>, Stride<4>>(1).stride_w == 4, "a pool's default comes first");

// A window that does not fit still has an output, so that this is reported once.
static_assert(make_window<>(5).length(3, make_window<>(5).rows(3)) == 1);
// Stride 0: each output reads the same.
static_assert(Sliding{.size = 4, .stride = 0}.start(7) == 0);

// Outputs denser than inputs: the place is rounded down, also before the first input.
constexpr Sliding three_halves{.size = 2, .stride = 2, .before = 1, .per = 3};
static_assert(three_halves.start(0) == -1 && three_halves.start(1) == 0 && three_halves.start(2) == 1 &&
              three_halves.start(5) == 3);
static_assert(three_halves.reads(0, 3, 9).begin == 0 && three_halves.reads(0, 3, 9).end == 3);
static_assert(three_halves.taps(0, 9).begin == 1 && three_halves.taps(5, 4).end == 1);

static_assert(WindowOption<Same> && WindowOption<Stride<2>> && !WindowOption<int>);
static_assert(has_option<Same, Valid, Same> && !has_option<Same, Valid>);
static_assert(Kernel(3).h == 3 && Kernel(3).w == 3 && Kernel(2, 5).w == 5);

/// All windows that tests go through: f(window along one axis, length of the axis).
template <class F>
void for_each_window(F f) {
  for (int in = 1; in <= 13; ++in)
    for (int kernel = 1; kernel <= 5; ++kernel)
      for (int stride = 1; stride <= 4; ++stride)
        for (int dilation = 1; dilation <= 3; ++dilation)
          for (bool same : {false, true}) {
            const int reach = (kernel - 1) * dilation + 1;
            if (same || reach <= in) f(Window{kernel, kernel, stride, stride, dilation, dilation, same}, in);
          }
}

}  // namespace

TEST_CASE("length and padding are TFLite's, tried one position after the other") {
  for_each_window([](const Window& window, int in) {
    const Sliding s = window.rows(in);
    CAPTURE(in, s.size, s.stride, s.dilation, window.same);
    int outputs = 0;
    if (window.same) {
      for (int i = 0; i < in; i += s.stride) ++outputs;
      const int total = (outputs - 1) * s.stride + s.reach() - in;
      REQUIRE(s.before == (total > 0 ? total / 2 : 0));
    } else {
      while (outputs * s.stride + s.reach() <= in) ++outputs;
      REQUIRE(s.before == 0);
    }
    REQUIRE(window.length(in, s) == outputs);
    REQUIRE(window.cols(in) == s);
  });
}

TEST_CASE("taps and reads are those that lie on the axis") {
  for_each_window([](const Window& window, int in) {
    Sliding s = window.rows(in);
    const int outputs = window.length(in, s);
    for (int more_before = 0; more_before <= 3; ++more_before, ++s.before)  // as of a pad that was fused
      for (int first = 0; first < outputs; ++first) {
        CAPTURE(in, s.size, s.stride, s.dilation, s.before, first);
        int begin = in, end = 0;
        for (int i = first; i < outputs; ++i) {
          const Range taps = s.taps(i, in);
          for (int j = 0; j < s.size; ++j) {
            const int position = s.start(i) + j * s.dilation;
            const bool inside = position >= 0 && position < in;
            REQUIRE((j >= taps.begin && j < taps.end) == inside);
            if (inside) begin = minimum(begin, position), end = maximum(end, position + 1);
          }
          if (begin >= end) continue;
          const Range reads = s.reads(first, i + 1, in);
          REQUIRE((reads.begin <= begin && reads.end >= end));
          REQUIRE(reads.end == bounded(s.start(i) + s.reach(), 0, in));
          if (s.dilation == 1 && s.stride <= s.size) REQUIRE((reads.begin == begin && reads.end == end));
        }
      }
  });
}
