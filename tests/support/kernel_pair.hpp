// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <support/geometries.hpp>
#include <support/random.hpp>
#include <tinytmpl/core/numbers.hpp>
#include <tinytmpl/kernels/run.hpp>
#include <tinytmpl/layers/conv2d.hpp>

/// A target's kernel beside the portable one: the same numbers, the same rows, the same bytes.
namespace support {

using namespace tinytmpl;
using namespace tinytmpl::core;

/// What training could have given a node with weights, its memory of its own.
struct RandomConstants {
  std::vector<std::int8_t> weights;
  std::vector<std::int32_t> biases;
  std::vector<Multiplier> multipliers;
  std::vector<Binary> factors;
  Constants constants;

  /// `terms` weights a channel. Their sums are spread over the outputs, or much wider, or fall between two of them.
  RandomConstants(Random& random, const Geometry& g, int terms) {
    const int kind = random.below(6), channels = g.out.c;
    const auto weight = [&] {
      const int any = random.between(-127, 127);
      return kind == 0 ? 127 : kind == 1 ? -127 : kind == 2 ? random.of(-127, 127) : any * random.of(1, 1, 8) / 8;
    };
    for (int i = 0; i < terms * channels; ++i) weights.push_back(static_cast<std::int8_t>(weight()));
    const int width = random.between(8, 17);
    for (int c = 0; c < channels; ++c) {
      biases.push_back(random.int32() >> (31 - width));
      const int shift = maximum(1, minimum(11, width - 6 + random.between(-2, 2)));
      multipliers.push_back({random.of(1 << 30, 0x7FFFFFFF, random.between(1 << 30, 0x7FFFFFFF)), -shift});
    }
    if (random.one_in(4)) {  // a channel that is constant: its shift does not count
      const int c = random.below(channels);
      for (int i = 0; i < terms; ++i)
        weights[static_cast<std::size_t>(g.op == Op::depthwise_conv2d ? i * channels + c : c * terms + i)] = 0;
      biases[static_cast<std::size_t>(c)] = random.between(-100, 100);
      multipliers[static_cast<std::size_t>(c)] =
          random.of(Multiplier{}, Multiplier{1 << 30, -9}, Multiplier{1 << 30, -29});
    }
    constants.weights = weights.data(), constants.multipliers = multipliers.data();
    constants.biases = g.has_bias ? biases.data() : nullptr;
    constants.zero_point[0] = random.of(std::int8_t{-128}, std::int8_t{127}, std::int8_t{0}, random.int8());
    constants.output_zero_point = random.of(std::int8_t{-128}, std::int8_t{127}, random.int8());
    if (random.one_in(3))
      constants.highest = static_cast<std::int8_t>(random.between(constants.output_zero_point, 127));
    if (random.one_in(3))
      constants.lowest = static_cast<std::int8_t>(random.between(-128, constants.output_zero_point));
    if (g.numbers.clamps_below) constants.lowest = static_cast<std::int8_t>(constants.output_zero_point);
  }
  /// Factors in place of multipliers.
  void make_factors() {
    for (const Multiplier& m : multipliers)
      factors.push_back(m.value == 0 ? Binary{} : split(std::ldexp(static_cast<double>(m.value), m.shift - 31)));
    constants.multipliers = nullptr, constants.factors = factors.data();
  }
  /// The largest sum of a channel of a convolution.
  std::int64_t reach(int terms) const {
    std::int64_t most = 0;
    for (std::size_t c = 0; c < multipliers.size(); ++c) {
      const std::int8_t* const first = weights.data() + c * static_cast<std::size_t>(terms);
      most =
          maximum(most, SumRange(first, terms, 1, constants.biases ? biases[c] : 0, constants.zero_point[0]).reach());
    }
    return most;
  }
};

/// Rows of their own, of their exact size, so that the sanitizers see each byte too many.
using Rows = std::vector<std::vector<std::int8_t>>;
inline Rows random_rows(Random& random, int count, int size) {
  const int kind = random.below(6);
  Rows rows(static_cast<std::size_t>(count), std::vector<std::int8_t>(static_cast<std::size_t>(size)));
  for (auto& row : rows)
    for (auto& element : row) element = kind == 0 ? std::int8_t{-128} : kind == 1 ? std::int8_t{127} : random.int8();
  return rows;
}

/// A block of `size` bytes that start as `before`, and behind it the guard.
class Block {
 public:
  explicit Block(int size, std::vector<std::int8_t> before = {}) : bytes(std::move(before)), length(size) {
    bytes.resize(static_cast<std::size_t>(size), 99), bytes.resize(static_cast<std::size_t>(size + guard_bytes));
    set_guard(data() + size);
  }
  std::int8_t* data() { return bytes.data(); }
  /// What the block holds in the end.
  std::vector<std::int8_t> taken() {
    REQUIRE(is_intact(data() + length));
    bytes.resize(static_cast<std::size_t>(length));
    return std::move(bytes);
  }

 private:
  std::vector<std::int8_t> bytes;
  int length;
};

/// Has the target a kernel of its own for a geometry? One that is better than the portable?
template <class Target, Geometry g>
constexpr bool has_own = kernels::Chosen<Target, g>::rung < Target::Kernels::size;
template <class Target, Geometry g>
constexpr bool has_better =
    kernels::Chosen<Target, g>::rung < kernels::Rungs<Target>::size - targets::portable::Kernels::size;

/// A target's kernel for a geometry. What runs it is no template: there are many geometries.
struct AnyKernel {
  kernels::Function* run;
  void (*pack)(std::uint32_t* words, const Constants& canonical, int group);
  kernels::Packing packing;
  int scratch, out_bytes, in_bytes;  // of a row
  int operands;
};
template <class Target, Geometry g>
constexpr AnyKernel kernel_of() {
  using Chosen = kernels::Chosen<Target, g>;
  using Kernel = typename Chosen::Kernel;
  AnyKernel kernel{.run = kernels::function<Target, Kernel, Chosen::geometry>(),
                   .pack = nullptr,
                   .packing = Chosen::packing,
                   .scratch = Chosen::scratch,
                   .out_bytes = g.out.bytes(),
                   .in_bytes = g.in[0].bytes(),
                   .operands = maximum(1, g.operand_count)};
  if constexpr (Chosen::packing.words > 0) kernel.pack = Kernel::template pack<Chosen::geometry>;
  return kernel;
}

/// Runs one band, of as many rows of each operand, into the rows `out`; its constants are packed into memory of exactly their size.
[[gnu::noinline]] inline void run_into(const AnyKernel& kernel, const std::vector<std::int8_t*>& out,
                                       const std::vector<const std::int8_t*>& in, const Constants& canonical, int row) {
  const kernels::Packing packing = kernel.packing;
  std::vector<std::uint32_t> words(static_cast<std::size_t>(packing.groups * packing.words));
  Constants constants = canonical;
  if (!words.empty()) {
    for (int group = 0; group < packing.groups; ++group)
      kernel.pack(words.data() + group * packing.words, canonical, group);
    constants.weights = nullptr, constants.biases = nullptr, constants.multipliers = nullptr,
    constants.factors = nullptr;
    constants.packed = words.data();
  }
  Block scratch(kernel.scratch);
  std::vector<kernels::Rows> operands;
  for (int o = 0; o < kernel.operands; ++o)
    operands.push_back(
        {in.data() + in.size() / static_cast<std::size_t>(kernel.operands) * static_cast<std::size_t>(o)});
  kernel.run({out.data(), operands.data(), row, static_cast<int>(out.size()), scratch.data()}, constants);
  scratch.taken();
}
template <class Target, Geometry g>
void run_into(const std::vector<std::int8_t*>& out, const std::vector<const std::int8_t*>& in,
              const Constants& canonical) {
  run_into(kernel_of<Target, g>(), out, in, canonical, 0);
}

/// The `count` rows of a band, one behind the other.
[[gnu::noinline]] inline std::vector<std::int8_t> run_band(const AnyKernel& kernel,
                                                           const std::vector<const std::int8_t*>& in,
                                                           const Constants& canonical, int row, int count,
                                                           const std::vector<std::int8_t>& before) {
  Block out(count * kernel.out_bytes, before);
  std::vector<std::int8_t*> rows;
  for (int i = 0; i < count; ++i) rows.push_back(out.data() + i * kernel.out_bytes);
  run_into(kernel, rows, in, canonical, row);
  return out.taken();
}
template <class Target, Geometry g>
std::vector<std::int8_t> run_kernel(const std::vector<const std::int8_t*>& in, const Constants& canonical, int row = 0,
                                    int count = 1, const std::vector<std::int8_t>& before = {}) {
  return run_band(kernel_of<Target, g>(), in, canonical, row, count, before);
}

/// A row, written over input row `over`.
[[gnu::noinline]] inline std::vector<std::int8_t> run_over(const AnyKernel& kernel, std::vector<const std::int8_t*> in,
                                                           std::size_t over, const Constants& canonical) {
  Block row(kernel.in_bytes, {in[over], in[over] + kernel.in_bytes});
  in[over] = row.data();
  run_into(kernel, {row.data()}, in, canonical, 0);
  return row.taken();
}
template <class Target, Geometry g>
std::vector<std::int8_t> run_kernel_over(const std::vector<const std::int8_t*>& in, std::size_t over,
                                         const Constants& canonical) {
  return run_over(kernel_of<Target, g>(), in, over, canonical);
}

/// Requires that rows begin with the bytes `wanted`, in a test that `where` names.
[[gnu::noinline]] inline void require_bytes(const std::vector<std::int8_t>& got, const std::vector<std::int8_t>& wanted,
                                            const std::string& where) {
  INFO(where);
  REQUIRE(std::vector<std::int8_t>(got.begin(), got.begin() + std::ptrdiff_t(wanted.size())) == wanted);
}

}  // namespace support
