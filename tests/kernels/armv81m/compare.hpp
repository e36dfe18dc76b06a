// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <utility>

#include <support/geometries.hpp>
#include <tinytmpl/kernels/armv81m.hpp>
#include <tinytmpl/kernels/run.hpp>

/// Kernels of armv81m against the portable ones, on random data. It needs no library, so that it also runs on the machine itself.
namespace compare {

using namespace tinytmpl;
using namespace tinytmpl::core;

class Random {
 public:
  constexpr explicit Random(int seed)
      : state(std::uint64_t{0x9E3779B97F4A7C15} * static_cast<std::uint64_t>(seed + 1)) {
    for (int i = 0; i < 4; ++i) next();
  }
  constexpr int between(int least, int most) {
    return least + static_cast<int>(next() % static_cast<std::uint32_t>(most - least + 1));
  }
  constexpr bool one_in(int n) { return between(1, n) == 1; }
  constexpr std::int8_t int8() { return static_cast<std::int8_t>(between(-128, 127)); }

 private:
  std::uint64_t state;
  constexpr std::uint32_t next() {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>(state >> 33);
  }
};

/// A row of its exact size, so that the sanitizers see each byte too many; elsewhere a guard behind it, which must not change.
template <int size>
struct Row {
  std::int8_t elements[maximum(size, 1) + support::guard_bytes];

  Row() { support::set_guard(elements + size); }
  bool is_intact() const { return support::is_intact(elements + size); }
  /// Fills it with what `element` gives.
  void fill(auto element) {
    for (int i = 0; i < size; ++i) elements[i] = element();
  }
};

/// The constants of a layer as its numbers promise them.
template <Geometry g>
struct Layer {
  static constexpr bool depthwise = g.op == Op::depthwise_conv2d;
  static constexpr int taps = g.kernel_h * g.cols.size * (depthwise ? 1 : g.filter_c);

  std::int8_t weights[taps * g.out.c];
  std::int32_t biases[g.out.c];
  Multiplier multipliers[g.out.c];
  Constants constants;

  explicit Layer(Random& random) {
    const bool extreme = random.one_in(6);
    for (std::int8_t& w : weights)
      w = extreme ? static_cast<std::int8_t>(random.one_in(2) ? 127 : -127) : random.int8();
    int spread = 0;
    while (taps >> (2 * spread) != 0) ++spread;
    const int least = g.numbers.clamps_below ? 0 : 1;
    for (int c = 0; c < g.out.c; ++c) {
      biases[c] = random.between(-20000, 20000);
      const int shift = maximum(least, random.between(2, 6) + spread);
      multipliers[c] = {random.between(1 << 30, 0x7FFFFFFF), random.one_in(8) ? -least : -shift};
      if (random.one_in(9)) make_constant(c, random);
    }
    constants.weights = weights, constants.multipliers = multipliers;
    constants.biases = g.has_bias ? biases : nullptr;
    constants.zero_point[0] = static_cast<std::int16_t>(random.one_in(3) ? -128 : random.between(-128, 127));
    choose_outputs(random);
  }

 private:
  /// A channel whose sums are too small for any output but the zero point; its shift is out of the usual range.
  void make_constant(int c, Random& random) {
    for (int i = 0; i < taps; ++i)
      if (random.one_in(2)) (depthwise ? weights[i * g.out.c + c] : weights[c * taps + i]) = 0;
    biases[c] = random.between(-9, 9);
    multipliers[c] = random.one_in(3) ? Multiplier{} : Multiplier{1 << 30, -31};
  }
  void choose_outputs(Random& random) {
    int zero_point = random.between(-128, 127), lowest = -128, highest = 127;
    if (g.numbers.clamps_below) lowest = zero_point = g.numbers.saturates ? -128 : zero_point;
    else if (!g.numbers.saturates) lowest = random.between(-128, 0);
    if (!g.numbers.saturates) highest = random.between(lowest, 127);
    constants.output_zero_point = static_cast<std::int16_t>(zero_point);
    constants.lowest = static_cast<std::int8_t>(lowest), constants.highest = static_cast<std::int8_t>(highest);
  }
};

template <class Chosen>
void compute(const kernels::Band& band, const Constants& k) {
  Chosen::Kernel::template compute<Chosen::geometry>(band, k);
}

/// Does the kernel of armv81m give the bytes of the portable one? `inside` says which rows of the band are in the image.
template <Geometry g>
[[gnu::noinline]] bool same(int seed) {
  using targets::armv81m, targets::portable;
  using Ours = kernels::Chosen<armv81m, g>;
  using Portable = kernels::Chosen<portable, g>;
  static_assert(Ours::rung < armv81m::Kernels::size);
  constexpr int out_rows = Ours::band, in_rows = g.kernel_h + (out_rows - 1) * g.stride_h;
  static Row<g.in[0].size()> in[in_rows];
  static Row<g.out.size()> out[out_rows], wanted[out_rows];
  alignas(4) static Row<Ours::scratch> scratch;
  static Row<Portable::scratch> portable_scratch;
  static std::uint32_t packed[Ours::packing.words * Ours::packing.groups + 1];

  Random random(seed);
  const Layer<g> layer(random);
  const std::int8_t* rows[in_rows];
  const int kind = random.between(0, 7);
  for (int r = 0; r < in_rows; ++r) {
    in[r].fill([&] { return kind == 0 ? std::int8_t{-128} : kind == 1 ? std::int8_t{127} : random.int8(); });
    rows[r] = random.one_in(5) ? nullptr : in[r].elements;
  }
  scratch.fill([&] { return random.int8(); });
  Constants constants = layer.constants;
  constants.packed = packed;
  for (int group = 0; group < Ours::packing.groups; ++group)
    Ours::Kernel::template pack<Ours::geometry>(packed + group * Ours::packing.words, layer.constants, group);
  constants.weights = nullptr, constants.biases = nullptr, constants.multipliers = nullptr;

  const int count = random.between(1, out_rows);
  std::int8_t* outs[out_rows];
  for (int r = 0; r < count; ++r) {
    std::int8_t* const to = wanted[r].elements;
    const kernels::Rows read{rows + r * g.stride_h};
    compute<Portable>({&to, &read, r, 1, portable_scratch.elements}, layer.constants);
    outs[r] = out[r].elements;
    // One row of the image is where its outputs go, if they may.
    if constexpr (g.op == Op::depthwise_conv2d && out_rows == 1 && g.out.size() <= g.in[0].size())
      if (const int over = random.between(0, g.kernel_h); over < g.kernel_h && rows[over]) outs[0] = in[over].elements;
  }
  const kernels::Rows read{rows};
  compute<Ours>({outs, &read, 0, count, scratch.elements}, constants);
  for (int r = 0; r < count; ++r)
    for (int i = 0; i < g.out.size(); ++i)
      if (outs[r][i] != wanted[r].elements[i]) return false;
  for (const auto& row : in)
    if (!row.is_intact()) return false;
  for (const auto& row : out)
    if (!row.is_intact()) return false;
  return scratch.is_intact();
}

/// A convolution of rows that are `w` pixels wide: as many columns as fit with `before` and `after` more beside the image.
struct Window {
  int w = 1, c = 1, filters = 1, kernel_h = 1, kernel_w = 1, stride_h = 1, stride_w = 1, before = 0, after = 0,
      dilation = 1;
};
constexpr Geometry convolution(Window window, Numbers numbers, bool has_bias, Op op = Op::conv2d) {
  Geometry g;
  g.op = op;
  g.in[0] = {window.w, window.c}, g.operand_count = 1;
  g.kernel_h = window.kernel_h, g.stride_h = window.stride_h;
  g.cols = {window.kernel_w, window.stride_w, window.dilation, window.before};
  g.out = {(window.w + window.before + window.after - g.cols.reach()) / window.stride_w + 1, window.filters};
  if (op == Op::conv2d) g.filter_c = window.c;
  g.has_bias = has_bias;
  g.numbers = numbers;
  return g;
}
constexpr Numbers random_numbers(Random& random) {
  Numbers numbers;
  numbers.clamps_below = random.one_in(2), numbers.saturates = random.one_in(2);
  return numbers;
}

/// One of many geometries of a family: which is in `Family::geometry(random)`.
template <class Family, int number>
constexpr Geometry numbered = [] {
  Random random(number);
  return Family::geometry(random);
}();

/// Runs `count` geometries on `data_sets` each: the number of one that differs, or -1.
template <class Family, int count>
int find_difference(int data_sets) {
  return [&]<int... i>(std::integer_sequence<int, i...>) {
    int found = -1;
    const auto look = [&]<int number>(std::integral_constant<int, number>) {
      for (int seed = 0; seed < data_sets && found < 0; ++seed)
        if (!Family::template same<numbered<Family, number>>(seed)) found = number;
    };
    (look(std::integral_constant<int, support::first_geometry + i>{}), ...);
    return found;
  }(std::make_integer_sequence<int, count>{});
}

struct Filters {
  template <Geometry g>
  static bool same(int seed) {
    return compare::same<g>(seed);
  }
};
struct Pointwise : Filters {
  static constexpr Geometry geometry(Random& random) {
    Window window{.w = random.between(1, 13), .c = random.between(1, 70), .filters = random.between(1, 40)};
    if (random.one_in(5)) window.c = random.between(120, 290);
    if (random.one_in(4)) window.c = 16 * random.between(1, 4);
    if (random.one_in(4)) window.stride_w = minimum(2, window.w);
    const Numbers numbers = random_numbers(random);
    return convolution(window, numbers, !random.one_in(4));
  }
};

/// So deep that what a loop adds to its pointers is no immediate of every instruction.
struct Deep : Filters {
  static constexpr Geometry geometry(Random& random) {
    Window window{.w = random.one_in(2) ? 1 : 5, .c = random.between(600, 9000), .filters = random.between(7, 11)};
    const Numbers numbers = random_numbers(random);
    return convolution(window, numbers, !random.one_in(4));
  }
};

struct Windows : Filters {
  static constexpr Geometry geometry(Random& random) {
    Window window{.w = random.between(1, 13), .c = random.between(1, 20), .filters = random.between(1, 20)};
    if (random.one_in(3)) window.c = 16 * random.between(1, 4);
    window.kernel_h = random.between(1, 5), window.kernel_w = random.between(1, 5);
    if (random.one_in(3)) window.kernel_h = window.kernel_w = 3;
    window.stride_h = random.between(1, 3), window.stride_w = random.between(1, 3);
    window.before = random.between(0, window.kernel_w - 1), window.after = random.between(0, window.kernel_w - 1);
    if (random.one_in(6)) window.kernel_h = 20, window.c = random.between(1, 3);
    window.w = maximum(window.w, window.kernel_w - window.before - window.after);
    const Numbers numbers = random_numbers(random);
    return convolution(window, numbers, !random.one_in(4));
  }
};

/// Those whose neighbours share columns.
struct SlidingWindows : Filters {
  static constexpr Geometry geometry(Random& random) {
    Window window{.c = 16 * random.between(1, 5), .filters = random.between(1, 9)};
    window.kernel_h = random.between(1, 3), window.kernel_w = 3;
    window.stride_h = random.between(1, 2), window.stride_w = random.between(1, 2);
    window.before = random.between(0, 1), window.after = random.between(0, 2);
    window.w = (4 * random.between(1, 3) - 1) * window.stride_w + 3 - window.before - window.after;
    const Numbers numbers = random_numbers(random);
    return convolution(window, numbers, !random.one_in(4));
  }
};

struct Depthwise : Filters {
  static constexpr Geometry geometry(Random& random) {
    Window window{.w = random.between(1, 26), .c = random.between(1, 40)};
    window.filters = window.c;
    window.kernel_h = random.between(1, 4), window.kernel_w = random.between(1, 4);
    if (random.one_in(2)) window.kernel_h = window.kernel_w = 3;
    window.stride_h = random.between(1, 2), window.stride_w = random.between(1, 2);
    window.before = random.between(0, window.kernel_w - 1), window.after = random.between(0, window.kernel_w - 1);
    if (random.one_in(6)) window.dilation = 2;
    const int reach = (window.kernel_w - 1) * window.dilation + 1;
    window.w = maximum(window.w, reach - window.before - window.after);
    const Numbers numbers = random_numbers(random);
    return convolution(window, numbers, !random.one_in(4), Op::depthwise_conv2d);
  }
};

}  // namespace compare
