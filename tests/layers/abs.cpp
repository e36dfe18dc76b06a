// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/abs.hpp>

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include <tinytmpl/graph/tables.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;

template <Rounding rounding>
constexpr auto table(Quantization in, Quantization out) {
  Node node = Abs::describe({1, 1, 4, 1});
  node.out.quantization = out;
  return graph::lookup_table<rounding>(node, in);
}

// In the same scale no number changes but its sign, and -128 has no positive one.
constexpr auto plain = table<Rounding::twice>({0.1f, 0}, {0.1f, 0});
static_assert(plain[0] == 127 && plain[1] == 127 && plain[127] == 1 && plain[128] == 0 && plain[129] == 1);
constexpr auto shifted = table<Rounding::twice>({0.1f, -3}, {0.1f, -128});
static_assert(shifted[0] == -3 && shifted[125] == -128 && shifted[126] == -127 && shifted[255] == 2);

}  // namespace

TEST_CASE("the distance to zero, in the scale of the output") {
  const Quantization in{0.07f, 11}, out{0.05f, -100};
  const auto twice = table<Rounding::twice>(in, out), once = table<Rounding::once>(in, out);
  for (int q = -128; q <= 127; ++q) {
    const double real = std::abs(0.07 * (q - 11)) / 0.05 - 100;
    CAPTURE(q);
    CHECK(twice[q + 128] == Approx(std::min(real, 127.0)).margin(0.51));
    CHECK(once[q + 128] == Approx(std::min(real, 127.0)).margin(0.51));
  }
}
