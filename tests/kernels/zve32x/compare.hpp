// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/zve32x.hpp>

#include <support/windowed.hpp>

/// Kernels of zve32x, by the definitions of their instructions in C++, beside the portable ones, with registers of all sizes.
namespace support {

using targets::portable, targets::zve32x;

/// Constants as the geometry's numbers promise them.
inline RandomConstants promised(Random& random, const Geometry& g, int terms) {
  RandomConstants numbers(random, g, terms);
  Constants& k = numbers.constants;
  if (!g.numbers.saturates) return numbers;
  k.lowest = -128, k.highest = 127;
  if (g.numbers.clamps_below) k.output_zero_point = -128;
  return numbers;
}

inline void choose_registers(Random& random) { kernels::zve32x::vlen = random.of(32, 64, 128, 256); }

/// Some rows outside the image.
inline std::vector<const std::int8_t*> pointers(Random& random, const Rows& rows) {
  std::vector<const std::int8_t*> in;
  for (const auto& row : rows) in.push_back(random.one_in(6) ? nullptr : row.data());
  return in;
}

template <Geometry g>
void compare(Random& random, const Constants& k) {
  static_assert(has_own<zve32x, g>);
  choose_registers(random);
  const Rows rows = random_rows(random, g.kernel_h, g.in[0].size());
  const auto in = pointers(random, rows);
  INFO("registers of " << kernels::zve32x::vlen << " bits, " << static_cast<const char*>(__PRETTY_FUNCTION__));
  REQUIRE(run_kernel<zve32x, g>(in, k) == run_kernel<portable, g>(in, k));
}

/// The output over each of the rows that it reads.
template <Geometry g>
void compare_in_place(Random& random, const Constants& k) {
  if constexpr (g.out.size() <= g.in[0].size()) {
    choose_registers(random);
    const Rows rows = random_rows(random, g.kernel_h, g.in[0].size());
    const auto in = pointers(random, rows);
    const auto wanted = run_kernel<portable, g>(in, k);
    for (std::size_t over = 0; over < in.size(); ++over) {
      if (!in[over]) continue;
      const auto row = run_kernel_over<zve32x, g>(in, over, k);
      REQUIRE(std::equal(wanted.begin(), wanted.end(), row.begin()));
    }
  }
}

/// Calls `check.template operator()<geometry(number)>(random)` for each number of a geometry, each with `data_sets` of numbers.
template <auto geometry, int geometries>
void for_each_geometry(int data_sets, auto check) {
  [&]<int... number>(std::integer_sequence<int, number...>) {
    const auto one = [&]<int of>() {
      for (int data = 0; data < data_sets; ++data) {
        Random random(static_cast<std::uint64_t>(1000 * of + data));
        check.template operator()<geometry(of)>(random);
      }
    };
    (one.template operator()<number>(), ...);
  }(std::make_integer_sequence<int, geometries>{});
}

}  // namespace support
