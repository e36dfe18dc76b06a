// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/run.hpp>

#include <catch2/catch.hpp>

#include <support/noise.hpp>
#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;
using kernels::Chosen, targets::portable;

template <class Word, class Input>
constexpr Geometry geometry = geometry_of(describe<Word>(input_extents(Input{})), 1);

using Image = Shape<7, 5, 3>;
constexpr Geometry conv = geometry<Conv2D<4, 3, Stride<2>>, Image>;
constexpr Geometry depthwise = geometry<DepthwiseConv2D<3, Same>, Image>;

// What the portable kernels ask for: next to nothing.
using Convolution = Chosen<portable, conv>;
static_assert(Convolution::scratch == 0 && Convolution::band == 1 && Convolution::packing.bytes() == 0);
static_assert(Chosen<portable, depthwise>::scratch == 5, "a channel of a row, which may lie over what it reads");
static_assert(Chosen<portable, geometry<MaxPool2D<2>, Image>>::scratch == 2);
static_assert(std::is_same_v<targets::native, portable>, "on a host");

}  // namespace

namespace {

// In constant expressions a kernel of one row computes a band row by row.
constexpr std::array<std::int8_t, 24> three_rows(bool together) {
  constexpr auto& image = support::noise<std::int8_t, 7 * 5 * 3>;
  constexpr Multiplier multipliers[4] = {{1 << 30, -5}, {1 << 30, -6}, {1 << 30, -5}, {1 << 30, -7}};
  Constants k;
  k.weights = support::weights<108>.data(), k.biases = support::biases<4>.data(), k.multipliers = multipliers;

  std::array<std::int8_t, 24> result{};
  const std::int8_t* rows[7] = {};
  for (int row = 0; row < 7; ++row) rows[row] = image.data() + 15 * row;
  std::int8_t* const out[] = {result.data(), result.data() + 8, result.data() + 16};
  constexpr auto run = kernels::function<portable, Convolution::Kernel, Convolution::geometry>();
  const kernels::Rows in{rows};
  if (together) run({out, &in, 0, 3, nullptr}, k);
  for (int row = 0; row < 3 && !together; ++row) {
    const kernels::Rows from = in.from(2 * row);
    run({out + row, &from, row, 1, nullptr}, k);
  }
  return result;
}
constexpr auto together = three_rows(true), one_by_one = three_rows(false);
static_assert(together == one_by_one && together[23] != 0);

}  // namespace

TEST_CASE("the compiler's rows are the machine's") { CHECK(three_rows(false) == one_by_one); }
