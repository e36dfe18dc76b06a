// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/core/numbers.hpp>
#include <tinytmpl/kernels/armv7em/requantize.hpp>

/// Depthwise 3 x 3, inner part: one channel's window slides along a row, two columns a step, reading bytes where they are.
///
///   pair     (top, middle) of a column, joined by PKHBT; SMLAD with w0, w1, w2 is two taps of the output whose first, second or
///            third column it is
///   bottoms  (bottom of a column, bottom of the next one); SMLAD with bottom_01 or bottom_12 is two taps
///   sums     at stride 1 a step takes columns 1 and 2, completes two outputs and begins the next two: each byte is loaded once
///              completes  a += w2 * pair1,               b += w1 * pair1 + w2 * pair2      (and the bottoms)
///              begins     a  = w0 * pair1 + w1 * pair2,  b  = w0 * pair2
///
/// Columns outside the image are zero points. An output is written after all columns up to its own have been read, so it may lie
/// over any of the three rows.
namespace tinytmpl::kernels::armv7em {

/// One channel, packed. Where one shift E serves the layer, weights and bias are multiplied by 2^(1 + E - e), e being the
/// channel's shift; otherwise by 2, or not, if the multiplier is a float32: then `rounding` is the output's zero point.
struct DepthwiseChannel {
  std::int32_t weights[3];            // (top, middle) of the kernel's columns 0, 1, 2
  std::int32_t bottom_01, bottom_12;  // the bottom of columns 0 and 1, of columns 1 and 2
  std::int32_t bias, multiplier;
  std::int32_t rounding;  // one shift: 2^(E - e - 1) + 2^(E - 1) + zero point * 2^E; else 2^(e - 1) + zero point * 2^e
  std::int32_t ties;      // one shift: 2^(E - e), taken from negative sums, if they count; else the shift e
};

/// The one shift that serves the layer, or 0.
constexpr int one_shift(const Geometry& g) { return rescaling(g) == Rescaling::float32 ? 0 : common_shift(g.numbers); }
constexpr bool needs_ties(const Geometry& g) {
  if (rescaling(g) == Rescaling::float32) return false;
  return rescaling(g) == Rescaling::ties_away || one_shift(g) == 0;
}
constexpr int channel_words(const Geometry& g) { return needs_ties(g) ? 9 : 8; }

template <Geometry g>
[[gnu::always_inline]] inline std::int8_t requantize_scaled(std::int32_t sum, std::int32_t multiplier,
                                                            std::int32_t rounding,
                                                            [[maybe_unused]] const Parked& ties) {
  constexpr bool kept = rescaling(g) == Rescaling::ties_away;
  constexpr int shift = one_shift(g);
  if constexpr (rescaling(g) == Rescaling::float32) {
    return requantize<Rescaling::float32>(sum, {static_cast<std::uint32_t>(multiplier), 0}, rounding);
  } else if constexpr (shift > 0) {
    if constexpr (kept) rounding -= ties & (sum >> 31);
    return static_cast<std::int8_t>(ssat8_asr<shift>(smmla(sum, multiplier, rounding)));
  } else {
    if constexpr (kept) rounding += sum >> 31;
    return static_cast<std::int8_t>(ssat8(smmlar(sum, multiplier, rounding) >> ties));
  }
}

/// Two bytes at one distance from two pointers, loaded together: the second costs one cycle, not two.
template <int at>
[[gnu::always_inline]] inline void load_two(const std::int8_t* p, const std::int8_t* q, std::int32_t& first,
                                            std::int32_t& second) {
  if constexpr (on_core && 0 <= at && at < 4096)
    asm("ldrsb %0, [%2, %4]\n ldrsb %1, [%3, %4]"
        : "=&r"(first), "=r"(second)
        : "r"(p), "r"(q), "i"(at), "m"(p[at]), "m"(q[at]));
  else first = p[at], second = q[at];
}

/// The window of one channel: its constants, some in registers and the others parked, and where it is.
template <Geometry g>
class DepthwiseWindow {
  static constexpr int channels = g.in[0].c, width = g.in[0].w, outputs = g.out.w, before = g.cols.before;

  std::int32_t w0, w1, w2;
  Parked bottom_01, bottom_12, bias, multiplier, rounding, ties, zero_point;
  const std::int8_t *top, *middle, *bottom;
  std::int8_t* out;
  std::int32_t a = 0, b = 0;  // sums

 public:
  [[gnu::always_inline]] DepthwiseWindow(const DepthwiseChannel& c, const std::int8_t* const* rows, int channel,
                                         std::int8_t* to, std::int32_t zero)
      : w0(c.weights[0]), w1(c.weights[1]), w2(c.weights[2]), bottom_01(c.bottom_01), bottom_12(c.bottom_12),
        bias(c.bias), multiplier(c.multiplier), rounding(c.rounding), ties(c.ties), zero_point(zero),
        top(rows[0] + channel), middle(rows[1] + channel), bottom(rows[2] + channel), out(to + channel) {}

  [[gnu::always_inline]] void run() {
    if constexpr (g.cols.stride == 1) run_stride_1();
    else run_stride_2();
  }

 private:
  /// Columns `column` and `column + 1` of the image, the pointers being at column `here`. Outside there are zero points.
  template <int column, int here>
  [[gnu::always_inline]] void load(std::int32_t& pair, std::int32_t& low) const {
    if constexpr (column < 0 || column >= width) {
      low = zero_point;
      pair = pkhbt(low, low);
    } else {
      constexpr int at = (column - here) * channels;
      std::int32_t second;
      load_two<at>(top, middle, pair, second);
      low = bottom[at];
      pair = pkhbt(pair, second);
    }
  }
  template <int column, int here>
  [[gnu::always_inline]] void load_two_columns(std::int32_t& pair1, std::int32_t& pair2, std::int32_t& bottoms) const {
    if constexpr (column >= 0 && column + 1 < width) {
      constexpr int at = (column - here) * channels;
      std::int32_t second, next;
      load_two<at>(top, middle, pair1, second);
      pair1 = pkhbt(pair1, second);
      load_two<at + channels>(top, middle, pair2, second);
      pair2 = pkhbt(pair2, second);
      bottoms = bottom[at], next = bottom[at + channels];
      bottoms = pkhbt(bottoms, next);
    } else {
      std::int32_t next;
      load<column, here>(pair1, bottoms);
      load<column + 1, here>(pair2, next);
      bottoms = pkhbt(bottoms, next);
    }
  }

  /// Requantizes and stores outputs at `at` ...; what that needs is fetched once for all of them.
  template <int... at, class... Sum>
  [[gnu::always_inline]] void store(Sum... sum) const {
    const std::int32_t r = rounding, m = multiplier;
    ((out[at * channels] = requantize_scaled<g>(sum, m, r, ties)), ...);
  }

  /// Two columns: completes outputs `2 * step` and the next one, begins two more.
  template <int step, int here>
  [[gnu::always_inline]] void step_stride_1() {
    std::int32_t pair1, pair2, bottoms;
    load_two_columns<2 * step + 2 - before, here>(pair1, pair2, bottoms);
    a = smlad(pair1, w2, a), b = smlad(pair1, w1, b);
    const std::int32_t low_12 = bottom_12;
    a = smlabt(bottoms, low_12, a), b = smlad(pair2, w2, b);
    b = smlad(bottoms, low_12, b);
    store<2 * step - here, 2 * step + 1 - here>(a, b);
    const std::int32_t start = bias, low_01 = bottom_01;
    a = smlad(pair1, w0, start), b = smlad(pair2, w0, start);
    a = smlad(pair2, w1, a), b = smlatb(bottoms, low_01, b);
    a = smlad(bottoms, low_01, a);
  }
  /// Two columns: completes output `step`, begins the next one. `here` is even.
  template <int step, int here>
  [[gnu::always_inline]] void step_stride_2() {
    std::int32_t pair1, pair2, bottoms;
    load_two_columns<2 * step + 1 - before, here>(pair1, pair2, bottoms);
    a = smlad(pair1, w1, a), a = smlad(bottoms, bottom_12, a), a = smlad(pair2, w2, a);
    store<step - here / 2>(a);
    a = smlad(pair2, w0, bias), a = smlatb(bottoms, bottom_01, a);
  }

  template <int first, int here, int... step>
  [[gnu::always_inline]] void steps(std::integer_sequence<int, step...>) {
    if constexpr (g.cols.stride == 1) (step_stride_1<first + step, here>(), ...);
    else (step_stride_2<first + step, here>(), ...);
  }
  /// All `count` steps, of which the first `inner` do not touch the image's edge: many of them in a loop. Returns how many columns
  /// the pointers have been moved.
  template <int count, int inner>
  [[gnu::always_inline]] void all_steps() {
    constexpr int unroll = g.optimize == Optimize::size ? 1 : 4, passes = inner <= 6 && unroll > 1 ? 0 : inner / unroll;
    if constexpr (passes > 1) {
      const std::int8_t* const stop = top + passes * unroll * 2 * channels;
      const Parked end{static_cast<std::int32_t>(reinterpret_cast<std::intptr_t>(stop))};
      do {
        steps<0, 0>(std::make_integer_sequence<int, unroll>{});
        top += 2 * unroll * channels, middle += 2 * unroll * channels, bottom += 2 * unroll * channels;
        out += (g.cols.stride == 1 ? 2 : 1) * unroll * channels;
      } while (static_cast<std::int32_t>(reinterpret_cast<std::intptr_t>(top)) != end);
    }
    constexpr int done = passes > 1 ? passes * unroll : 0;
    steps<done, 2 * done>(std::make_integer_sequence<int, count - done>{});
  }
  static constexpr int moved(int inner) {
    constexpr int unroll = g.optimize == Optimize::size ? 1 : 4;
    const int passes = inner <= 6 && unroll > 1 ? 0 : inner / unroll;
    return passes > 1 ? 2 * passes * unroll : 0;
  }

  [[gnu::always_inline]] void run_stride_1() {
    std::int32_t pair1, pair2, bottoms;
    load_two_columns<-before, 0>(pair1, pair2, bottoms);
    a = smlad(pair1, w0, bias), b = smlad(pair2, w0, bias);
    a = smlad(pair2, w1, a), b = smlatb(bottoms, bottom_01, b);
    a = smlad(bottoms, bottom_01, a);
    constexpr int count = outputs / 2, inner = bounded((width - 2 + before) / 2, 0, count);
    all_steps<count, inner>();
    if constexpr (outputs % 2 != 0) {
      constexpr int here = moved(inner);
      load<2 * count + 2 - before, here>(pair1, bottoms);
      a = smlad(pair1, w2, a), a = smlabt(bottoms, bottom_12, a);
      store<2 * count - here>(a);
    }
  }
  [[gnu::always_inline]] void run_stride_2() {
    std::int32_t pair, low;
    load<-before, 0>(pair, low);
    a = smlad(pair, w0, bias), a = smlabb(low, bottom_01, a);
    all_steps<outputs, bounded((width - 1 + before) / 2, 0, outputs)>();
  }
};

/// All channels of a row.
template <Geometry g>
inline void depthwise_row_portable(const std::uint32_t* stream, const std::int8_t* const* rows, std::int8_t* out,
                                   std::int32_t zero_point) {
  const auto next = [&stream] { return static_cast<std::int32_t>(*stream++); };
  for (int c = 0; c < g.out.c; ++c) {
    const DepthwiseChannel channel{{next(), next(), next()},  next(), next(), next(), next(), next(),
                                   needs_ties(g) ? next() : 0};
    DepthwiseWindow<g>(channel, rows, c, out, zero_point).run();
  }
}

}  // namespace tinytmpl::kernels::armv7em
