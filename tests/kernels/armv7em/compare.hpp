// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em.hpp>

#include <support/windowed.hpp>

/// Kernels of armv7em, by their definitions in C++, beside the portable ones.
namespace support {

using targets::armv7em, targets::portable;

/// Constants as the geometry's numbers promise them, right shifts from `least` to `most`.
inline RandomConstants promised(Random& random, const Geometry& g, int terms, int least, int most) {
  RandomConstants numbers(random, g, terms);
  Constants& k = numbers.constants;
  while (g.op == Op::conv2d && numbers.reach(terms) >> 23 != 0)
    for (std::int8_t& w : numbers.weights) w /= 2;
  for (Multiplier& m : numbers.multipliers)
    if (m.value != 0 && m.shift > -29) m.shift = -bounded(-m.shift, least, most);
  if (!g.numbers.saturates) return numbers;
  k.lowest = -128, k.highest = 127;
  if (g.numbers.clamps_below) k.output_zero_point = -128;
  return numbers;
}

/// The rows that `count` output rows read, some of them outside the image.
inline std::vector<const std::int8_t*> pointers(Random& random, const Rows& rows) {
  std::vector<const std::int8_t*> in;
  for (const auto& row : rows) in.push_back(rows.size() > 1 && random.one_in(6) ? nullptr : row.data());
  return in;
}

inline void compare(Random& random, const Constants& k, const Geometry& g, int most_rows, const AnyKernel& ours,
                    const AnyKernel& portable, const char* where) {
  const int count = random.between(1, most_rows);
  const Rows rows = random_rows(random, g.kernel_h + (count - 1) * g.stride_h, g.in[0].size());
  const auto in = pointers(random, rows);
  require_bytes(run_band(ours, in, k, 0, count, {}), run_band(portable, in, k, 0, count, {}), where);
}
template <Geometry g>
void compare(Random& random, const Constants& k) {
  static_assert(has_own<armv7em, g>);
  compare(random, k, g, kernels::Chosen<armv7em, g>::band, kernel_of<armv7em, g>(), kernel_of<portable, g>(),
          static_cast<const char*>(__PRETTY_FUNCTION__));
}

/// The same as ONNX Runtime computes it.
template <auto geometry>
constexpr Geometry as_onnx(int number) {
  Geometry g = geometry(number);
  g.rounding = Rounding::onnx;
  return g;
}

/// Calls `check.template operator()<geometry(seed)>(random)` for each seed of a geometry, each with `data_sets` of numbers.
template <auto geometry, int geometries>
void for_each_geometry(int data_sets, auto check) {
  [&]<int... seed>(std::integer_sequence<int, seed...>) {
    for (int data = 0; data < data_sets; ++data) {
      const auto one = [&]<int number>() {
        Random random(static_cast<std::uint64_t>(1000 * number + data));
        check.template operator()<geometry(number)>(random);
      };
      (one.template operator()<first_geometry + seed>(), ...);
    }
  }(std::make_integer_sequence<int, geometries>{});
}

}  // namespace support
