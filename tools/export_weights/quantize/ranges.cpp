// SPDX-License-Identifier: BSL-1.0
#include "quantize/ranges.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace exporter {
namespace {

constexpr double outermost = 0.0001;
constexpr int steps = 255, tries = 128;

struct Bounds {
  double low, high;
};

/// Both ends are drawn in together, then each by itself.
Bounds least_squares(const Histogram& histogram) {
  const Bounds all{histogram.least(), histogram.most()};
  Bounds best = all;
  double least = histogram.cost(all.low, all.high, steps);
  const auto attempt = [&](Bounds bounds) {
    const double cost = histogram.cost(bounds.low, bounds.high, steps);
    if (cost < least) least = cost, best = bounds;
  };
  const auto part = [](int i) { return static_cast<double>(i) / tries; };
  for (int i = tries - 1; i > 0; --i) attempt({all.low * part(i), all.high * part(i)});
  const Bounds together = best;
  for (int i = tries - 1; i > 0; --i) attempt({all.low * part(i), together.high});
  const double low = best.low;
  for (int i = tries - 1; i > 0; --i) attempt({low, all.high * part(i)});
  return best;
}

Bounds bounds_by(const Histogram& histogram, Ranges by) {
  if (by == Ranges::mse) return least_squares(histogram);
  if (by == Ranges::min_max) return {histogram.least(), histogram.most()};
  const auto [low, high] = histogram.without(outermost);
  return {low, high};
}

}  // namespace

std::vector<std::string_view> names_of_ranges() { return {"min-max", "percentile", "mse", "best"}; }

std::string_view name_of(Ranges ranges) { return names_of_ranges()[static_cast<std::size_t>(ranges)]; }

std::optional<Ranges> find_ranges(std::string_view name) {
  const std::vector<std::string_view> names = names_of_ranges();
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<Ranges>(found - names.begin()));
}

tinytmpl::Quantization quantization_of(double low, double high) {
  const double scale = (high - low) / steps;
  if (!(scale > smallest_scale)) return {1, 0};
  const double zero_point = std::round(-128 - low / scale);
  return {static_cast<float>(scale), static_cast<int>(std::clamp(zero_point, -128.0, 127.0))};
}

Range8 choose_range(const Histogram& histogram, Ranges ranges) {
  const auto by = [&](Ranges one) {
    const Bounds bounds = bounds_by(histogram, one);
    return std::pair{histogram.cost(bounds.low, bounds.high, steps),
                     Range8{quantization_of(bounds.low, bounds.high), one}};
  };
  if (ranges != Ranges::best) return by(ranges).second;
  auto best = by(Ranges::min_max);
  for (const Ranges other : {Ranges::percentile, Ranges::mse})
    if (auto next = by(other); next.first < best.first) best = next;
  return best.second;
}

}  // namespace exporter
