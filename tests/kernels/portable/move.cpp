// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/portable/move.hpp>

#include <catch2/catch.hpp>

#include <support/single_layer.hpp>

namespace {

using namespace support;
using reference::Tensor;

/// Tensors of one quantization, joined along an axis: element (position along the axis) comes from the part that it falls into.
template <Axis axis, class... Parts>
struct Joined {
  template <Rounding rounding>
  static void check(Random& random) {
    std::vector<Tensor> parts = {random_tensor(random, Parts::extent)...};
    std::vector<const Tensor*> inputs;
    std::vector<Parameters> given;
    Tensor wanted = parts[0];
    wanted.h = wanted.w = wanted.c = 0;
    for (Tensor& part : parts) {
      part.scale = parts[0].scale, part.zero_point = parts[0].zero_point;
      inputs.push_back(&part), given.push_back({.output = quantization(part)});
      wanted.h = axis == Axis::height ? wanted.h + part.h : part.h;
      wanted.w = axis == Axis::width ? wanted.w + part.w : part.w;
      wanted.c = axis == Axis::channels ? wanted.c + part.c : part.c;
    }
    given.push_back({});
    wanted.fill([&](int row, int column, int channel) {
      int& place = axis == Axis::height ? row : axis == Axis::width ? column : channel;
      for (const Tensor& part : parts) {
        const int length = axis == Axis::height ? part.h : axis == Axis::width ? part.w : part.c;
        if (place < length) return static_cast<std::int8_t>(part.at(row, column, channel));
        place -= length;
      }
      return std::int8_t{0};
    });
    SingleLayer<Concat<axis>, rounding, Parts...> layer(given);
    REQUIRE(layer.run(inputs) == wanted.data);
  }
};

template <class Input, int top, int bottom, int left, int right, int before = 0, int after = 0>
struct Padded {
  template <Rounding rounding>
  static void check(Random& random) {
    const Tensor in = random_tensor(random, Input::extent);
    Tensor wanted = in;
    wanted.h += top + bottom, wanted.w += left + right, wanted.c += before + after;
    wanted.fill([&](int row, int column, int channel) {
      row -= top, column -= left, channel -= before;
      const bool inside = in.has(row, column) && channel >= 0 && channel < in.c;
      return static_cast<std::int8_t>(inside ? in.at(row, column, channel) : in.zero_point);
    });
    const std::vector<Parameters> given = {{.output = quantization(in)}, {}};
    SingleLayer<Pad<top, bottom, left, right, before, after>, rounding, Input> layer(given);
    REQUIRE(layer.run({&in}) == wanted.data);
  }
};

/// A reshape that nobody can look through: layers on both sides go row by row.
template <class Input, class Output>
struct Reshaped {
  template <Rounding rounding>
  static void check(Random& random) {
    const Tensor in = random_tensor(random, Input::extent);
    const std::vector<Parameters> given = {{.output = quantization(in)}, {}, {}, {}};
    SingleLayer<Seq<MaxPool2D<1>, Reshape<Output>, MaxPool2D<1>>, rounding, Input> layer(given);
    REQUIRE(layer.run({&in}) == in.data);
  }
};

constexpr auto check = []<class Case, Rounding rounding>(Random& random) { Case::template check<rounding>(random); };

}  // namespace

TEST_CASE("side by side") {
  for_each_case<Joined<Axis::channels, Shape<3, 4, 2>, Shape<3, 4, 5>>,
                Joined<Axis::channels, Shape<3, 4, 2>, Shape<3, 4, 1>, Shape<3, 4, 2>, Shape<3, 4, 7>>,
                Joined<Axis::channels, Shape<5>, Shape<6>>, Joined<Axis::channels, Shape<2, 3>, Shape<2, 4>>,
                Joined<Axis::width, Shape<3, 4, 2>, Shape<3, 1, 2>, Shape<3, 5, 2>>,
                Joined<Axis::width, Shape<4, 2>, Shape<1, 2>>,
                Joined<Axis::height, Shape<3, 4, 2>, Shape<1, 4, 2>, Shape<5, 4, 2>>,
                Joined<Axis::channels, Shape<1, 1, 1>, Shape<1, 1, 1>, Shape<1, 1, 1>, Shape<1, 1, 1>, Shape<1, 1, 1>,
                       Shape<1, 1, 1>, Shape<1, 1, 1>, Shape<1, 1, 1>>>(check);
}

TEST_CASE("zeros around") {
  for_each_case<Padded<Shape<3, 4, 2>, 1, 2, 3, 4>, Padded<Shape<3, 4, 2>, 0, 0, 0, 0, 2, 1>,
                Padded<Shape<1, 1, 3>, 5, 0, 0, 5>, Padded<Shape<3, 4, 2>, 0, 1, 1, 0, 1, 1>>(check);
}

TEST_CASE("the same elements in another shape") {
  for_each_case<Reshaped<Shape<3, 4, 5>, Shape<5, 4, 3>>, Reshaped<Shape<6, 2, 5>, Shape<2, 5, 6>>,
                Reshaped<Shape<2, 5, 6>, Shape<60, 1, 1>>, Reshaped<Shape<60, 1, 1>, Shape<1, 60, 1>>>(check);
}
