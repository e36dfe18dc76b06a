// SPDX-License-Identifier: BSL-1.0
// What stands in front of a network, beside the portable kernels: samples of any size, and the extremes.
#include <tinytmpl/kernels/armv7em.hpp>

#include <cstring>

#include <support/kernel_grid.hpp>

namespace {

using namespace support;
using targets::armv7em, targets::portable;

/// Samples of so many bits, or only the ends of the range, or zeros with one of them.
std::vector<std::int8_t> random_samples(Random& random, int count) {
  std::vector<std::int8_t> row;
  const int kind = random.below(8), bits = random.between(1, 16);
  for (int i = 0; i < count; ++i) {
    int sample = random.between(-32768, 32767) >> (16 - bits);
    if (kind == 0) sample = random.of(-32768, 32767);
    if (kind == 1) sample = random.of(-32768, -32768, -32768, 32767, 0);
    if (kind == 2) sample = random.one_in(count) ? random.of(-32768, 32767) : 0;
    if (kind == 3) sample = i % 2 == 0 ? 32767 : -32768;
    row.push_back(static_cast<std::int8_t>(sample)), row.push_back(static_cast<std::int8_t>(sample >> 8));
  }
  return row;
}

constexpr Geometry of_samples(Op op, int samples, RowShape out) {
  Geometry g;
  g.op = op, g.operand_count = 1;
  g.in[0] = {1, samples, Element::int16}, g.out = out;
  return g;
}
/// All lengths, full, and with fewer samples, of which the last may have none beside it.
constexpr Geometry any_transform(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const int length = 16 << (number % 9), samples = random.of(length, length - 1, random.between(1, length));
  Geometry g = of_samples(Op::rfft, samples, {length / 2 + 1, 2, Element::int16});
  layers::fft_length(g) = length;
  return g;
}
constexpr Geometry any_scale(int number) {
  Random random(static_cast<std::uint64_t>(number));
  return of_samples(Op::fft_scale_bits, random.of(1, 2, random.between(3, 600)), {1, 1, Element::int32});
}
constexpr Geometry any_window_of_samples(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const RowShape frames{random.of(1, random.between(2, 4)), random.between(1, 100), Element::int16};
  Geometry g = of_samples(Op::signal_window, 1, frames);
  g.in[0] = frames;
  layers::signal_shift(g) = random.of(0, 12, random.between(1, 30));
  return g;
}

template <Geometry g>
void compare(const std::vector<std::int8_t>& in, const Constants& k) {
  static_assert(has_own<armv7em, g>);
  require_bytes(run_kernel<armv7em, g>({in.data()}, k), run_kernel<portable, g>({in.data()}, k),
                static_cast<const char*>(__PRETTY_FUNCTION__));
}

}  // namespace

TEST_CASE("transforms of all lengths") {
  for_each_geometry_of<any_transform, 18>(40, []<Geometry g>(Random& random) {
    core::Node node = layers::rfft(layers::fft_length(g), {1, 1, g.in[0].c, 1});
    std::vector<std::int16_t> table(static_cast<std::size_t>(node.demands.table_bytes / 2));
    layers::fill_twiddles(table.data(), node);
    Constants k;
    k.weights = table.data();
    compare<g>(random_samples(random, g.in[0].c), k);
  });
}

TEST_CASE("bits of a scale: the last sample without magnitude counts") {
  for_each_geometry_of<any_scale, 20>(
      100, []<Geometry g>(Random& random) { compare<g>(random_samples(random, g.in[0].c), {}); });
}

TEST_CASE("windows, over their input, too") {
  for_each_geometry_of<any_window_of_samples, 20>(20, []<Geometry g>(Random& random) {
    const auto weights = random_samples(random, g.out.c), in = random_samples(random, g.in[0].size());
    std::vector<std::int16_t> of_samples(static_cast<std::size_t>(g.out.c));
    std::memcpy(of_samples.data(), weights.data(), weights.size());
    Constants k;
    k.weights = of_samples.data();
    compare<g>(in, k);
    REQUIRE(run_kernel_over<armv7em, g>({in.data()}, 0, k) == run_kernel<portable, g>({in.data()}, k));
  });
}
