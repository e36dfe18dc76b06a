// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/run.hpp>

#include <catch2/catch.hpp>

#include <support/noise.hpp>
#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using kernels::Needs, kernels::portable;

template <class Word, class Input>
constexpr Geometry geometry = geometry_of(describe<Word>(input_extents(Input{})), 1);

using Image = Shape<7, 5, 3>;
constexpr Geometry conv = geometry<Conv2D<4, 3, Stride<2>>, Image>;
constexpr Geometry depthwise = geometry<DepthwiseConv2D<3, Same>, Image>;

// What the portable kernels ask for: next to nothing.
static_assert(Needs<portable, conv>::scratch == 0 && Needs<portable, conv>::band == 1);
static_assert(Needs<portable, conv>::packed.bytes() == 0 && std::is_same_v<Needs<portable, conv>::Chosen, portable>);
static_assert(Needs<portable, depthwise>::scratch == 5, "a channel of a row, which may lie over what it reads");
static_assert(Needs<portable, geometry<MaxPool2D<2>, Image>>::scratch == 2);
static_assert(std::is_same_v<kernels::native, portable>, "on a host");

/// A kernel for one target more, which lacks all others.
struct child : portable {};
static_assert(std::is_same_v<Needs<child, conv>::Chosen, portable>, "what a target lacks it inherits");

}  // namespace

TEST_CASE("a kernel of one row computes a band row by row") {
  constexpr auto& image = support::noise<std::int8_t, 7 * 5 * 3>;
  constexpr Multiplier multipliers[4] = {{1 << 30, -5}, {1 << 30, -6}, {1 << 30, -5}, {1 << 30, -7}};
  Constants k;
  k.weights = support::weights<108>.data(), k.biases = support::biases<4>.data(), k.multipliers = multipliers;

  std::int8_t one_by_one[3][8], together[3][8];
  const std::int8_t* rows[7];
  for (int row = 0; row < 7; ++row) rows[row] = image.data() + 15 * row;
  for (int row = 0; row < 3; ++row) {
    std::int8_t* const out[] = {one_by_one[row]};
    kernels::run<portable, conv>({out, rows + 2 * row, row, 1, nullptr}, k);
  }
  std::int8_t* const out[] = {together[0], together[1], together[2]};
  kernels::run<portable, conv>({out, rows, 0, 3, nullptr}, k);
  for (int row = 0; row < 3; ++row)
    for (int i = 0; i < 8; ++i) CHECK(one_by_one[row][i] == together[row][i]);
}
