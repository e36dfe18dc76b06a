// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/namespaces.hpp>

/// Functions for tables that the compiler fills: double, so nothing of this reaches a microcontroller.
namespace tinytmpl::core {

/// Of a turn: cos and sin.
struct Wave {
  double cosine, sine;
};

/// Of 0 ... pi / 4, by their series.
constexpr Wave short_wave(double x) {
  const double y = x * x;
  const double cosine =
      1 -
      y / 2 * (1 - y / 12 * (1 - y / 30 * (1 - y / 56 * (1 - y / 90 * (1 - y / 132 * (1 - y / 182 * (1 - y / 240)))))));
  const double sine =
      x * (1 - y / 6 * (1 - y / 20 * (1 - y / 42 * (1 - y / 72 * (1 - y / 110 * (1 - y / 156 * (1 - y / 210)))))));
  return {cosine, sine};
}

/// Of 2 pi * i / n, i from 0 on; n is a multiple of 8.
constexpr Wave wave(int i, int n) {
  constexpr double turn = 6.283185307179586476925286766559;
  const int quarter = n / 4, rest = i % quarter;
  const bool steep = rest > n / 8;
  const Wave nearest = short_wave(turn * (steep ? quarter - rest : rest) / n);
  const Wave first = steep ? Wave{nearest.sine, nearest.cosine} : nearest;
  switch (i / quarter % 4) {
    case 0: return first;
    case 1: return {-first.sine, first.cosine};
    case 2: return {-first.cosine, -first.sine};
    default: return {first.sine, -first.cosine};
  }
}

/// The largest integer that is not above x; of |x| far below 2^31.
constexpr int floor_of(double x) {
  const int whole = static_cast<int>(x);
  return whole - (x < whole ? 1 : 0);
}

/// ln x of 1 <= x <= 2, by the series of artanh.
constexpr double short_logarithm(double x) {
  const double z = (x - 1) / (x + 1), square = z * z;
  double sum = 0;
  for (int k = 35; k > 0; k -= 2) sum = sum * square + double{1} / k;
  return 2 * z * sum;
}

}  // namespace tinytmpl::core
