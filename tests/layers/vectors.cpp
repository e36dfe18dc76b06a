// SPDX-License-Identifier: BSL-1.0
// ArgMax, ArgMin, L2Normalization, L2Pool2D, LogSoftmax.
#include <algorithm>
#include <cmath>
#include <vector>

#include <support/schedules.hpp>

namespace {

using namespace support;
using core::Extent, core::Rule;

static_assert(ArgMax<>::describe({2, 3, 4, 3}).out.extent == Extent{2, 3, 1, 3});
static_assert(ArgMin<Axis::height>::describe({2, 3, 4, 3}).out.element == Element::int32);
static_assert(L2Normalization::describe({2, 3, 4, 3}).out.extent == Extent{2, 3, 4, 3});
static_assert(L2Pool2D<2>::describe({4, 4, 3, 3}).out.extent == Extent{2, 2, 3, 3});

constexpr Parameters bytes[] = {{.output = {1, 0}}, {}};
constexpr Parameters lengths[] = {{.output = {0.5f, 1}}, {.output = {1.0f / 128, 0}}};
constexpr Parameters reals[] = {{.element = Element::float32}, {}};

}  // namespace

TEST_CASE("ArgMax finds the first of the largest along its axis, ArgMin of the smallest") {
  constexpr std::int8_t in[] = {3, 7, 7, -1, 5, -128, 127, -128, 0};  // 3 x 3
  static Model<Seq<ArgMax<>>, Shape<3, 3>, bytes> columns;
  static Model<Seq<ArgMin<Axis::width>>, Shape<3, 3>, bytes> rows;
  std::copy(std::begin(in), std::end(in), columns.input().begin());
  std::copy(std::begin(in), std::end(in), rows.input().begin());
  columns.run(), rows.run();
  constexpr std::int32_t largest[] = {1, 1, 0}, smallest[] = {1, 2, 1};
  for (int i = 0; i < 3; ++i) {
    CHECK(columns.output()[i] == largest[i]);
    CHECK(rows.output()[i] == smallest[i]);
  }
}

TEST_CASE("L2Normalization divides by the length") {
  static Model<Seq<L2Normalization>, Shape<2>, lengths> model;
  model.input()[0] = 1 + 3, model.input()[1] = 1 - 4;
  model.run();
  CHECK(model.output()[0] == 77);    // 128 * 0.6
  CHECK(model.output()[1] == -102);  // 128 * -0.8
  static Model<Seq<L2Normalization>, Shape<2>, reals> real;
  real.input()[0] = 3, real.input()[1] = -4;
  real.run();
  CHECK(real.output()[0] == 3.0f / 5);
  CHECK(real.output()[1] == -4.0f / 5);
}

TEST_CASE("L2Pool2D is the root of a mean of squares") {
  static Model<Seq<L2Pool2D<2>>, Shape<2, 2, 1>, reals> model;
  for (int i = 0; i < 4; ++i) model.input()[i] = static_cast<float>(i % 2 == 0 ? 1 : 7);
  model.run();
  CHECK(model.output()[0] == 5);
}

TEST_CASE("LogSoftmax is the logarithm of a softmax") {
  static Model<Seq<LogSoftmax>, Shape<3>, reals> model;
  constexpr float in[] = {1, 2, -30};
  std::copy(std::begin(in), std::end(in), model.input().begin());
  model.run();
  const double sum = std::exp(1.0) + std::exp(2.0) + std::exp(-30.0);
  for (int i = 0; i < 3; ++i) CHECK(std::abs(double{model.output()[i]} - (double{in[i]} - std::log(sum))) < 3e-6);
}
