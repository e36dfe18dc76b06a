// SPDX-License-Identifier: BSL-1.0
#include "quantize/ranges.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

using namespace exporter;
using tinytmpl::Quantization;

namespace {

Histogram of(const std::vector<float>& elements) {
  Histogram out;
  REQUIRE(out.add(elements));
  return out;
}

/// Many numbers between -1 and 1, and one far away.
std::vector<float> with_outlier(float outlier) {
  std::vector<float> out{outlier};
  for (int i = -50'000; i <= 50'000; ++i) out.push_back(static_cast<float>(i) / 50'000);
  return out;
}

double high_of(const Range8& range) { return double{range.quantization.scale} * (127 - range.quantization.zero_point); }

}  // namespace

TEST_CASE("Scales are TensorFlow Lite's: zero is an int8, whatever the range") {
  CHECK(quantization_of(-1, 1) == Quantization{static_cast<float>(2.0 / 255), -1});
  CHECK(quantization_of(0, 255) == Quantization{1, -128});
  CHECK(quantization_of(-255, 0) == Quantization{1, 127});
  CHECK(quantization_of(0, 0) == Quantization{1, 0});
}

TEST_CASE("A histogram says the same in whatever order elements come, at once or in parts") {
  std::vector<float> elements = with_outlier(5);
  const Histogram forward = of(elements);
  std::reverse(elements.begin(), elements.end());
  Histogram parts;
  const std::span<const float> all(elements);
  for (std::size_t i = 0; i < all.size(); i += 1000)
    REQUIRE(parts.add(all.subspan(i, std::min<std::size_t>(1000, all.size() - i))));
  Histogram joined = of({5});
  joined.add(of(std::vector<float>(elements.begin(), elements.end() - 1)));
  CHECK(parts.cost(-0.7, 0.9, 255) == forward.cost(-0.7, 0.9, 255));
  CHECK(joined.cost(-0.7, 0.9, 255) == forward.cost(-0.7, 0.9, 255));
  CHECK((forward.least() == -1 && forward.most() == 5 && forward.count() == 100'002));
}

TEST_CASE("What is no number is not counted") {
  Histogram histogram;
  CHECK_FALSE(histogram.add(std::vector{1.0f, std::numeric_limits<float>::infinity()}));
  CHECK_FALSE(histogram.add(std::vector{NAN}));
}

TEST_CASE("Each way finds its range") {
  const Histogram histogram = of(with_outlier(20));
  CHECK(high_of(choose_range(histogram, Ranges::min_max)) == Approx(20).epsilon(0.01));
  CHECK(high_of(choose_range(histogram, Ranges::percentile)) == Approx(1).epsilon(0.01));
  CHECK(high_of(choose_range(histogram, Ranges::mse)) < 19);
  CHECK(choose_range(histogram, Ranges::best).by != Ranges::min_max);
  CHECK(choose_range(of(with_outlier(0)), Ranges::best).by ==
        Ranges::min_max);  // the widest of those that cost the same
  CHECK(choose_range(of({0, 0}), Ranges::best).quantization == Quantization{1, 0});
}

TEST_CASE("The best range costs no more than any other") {
  for (const float outlier : {0.0f, 1.5f, 3.0f, 10.0f, 1000.0f}) {
    const Histogram histogram = of(with_outlier(outlier));
    const auto cost = [&](Ranges by) {
      const Quantization q = choose_range(histogram, by).quantization;
      return histogram.cost(double{q.scale} * (-128 - q.zero_point), double{q.scale} * (127 - q.zero_point), 255);
    };
    for (const Ranges by : {Ranges::min_max, Ranges::percentile, Ranges::mse})
      CHECK(cost(Ranges::best) <= cost(by) * 1.02);  // the zero point is rounded
  }
}

TEST_CASE("Ranges have names") {
  for (const std::string_view name : names_of_ranges()) CHECK(name_of(*find_ranges(name)) == name);
  CHECK_FALSE(find_ranges("kl").has_value());
}
