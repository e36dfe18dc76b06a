// SPDX-License-Identifier: BSL-1.0
// Models of all words and topologies give the same bytes in every schedule.
#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr Quantization image{0.02f, 3}, features{0.05f, -10}, more{0.08f, 20};

template <int count, int channels>
constexpr Parameters layer(Quantization output = {}) {
  return {.weights = weights<count>, .biases = biases<channels>, .scales = weight_scale, .output = output};
}

}  // namespace

TEST_CASE("a chain with padding, pools, a dense head") {
  struct Net : Seq<Pad<1, 2>, Conv2D<6, 3, Stride<2>>, ReLU6, DepthwiseConv2D<3, Same>, ReLU, MaxPool2D<2>,
                   Conv2D<4, 1>, AveragePool2D<Kernel{2, 3}, Stride<1>, Same>, Flatten, Dense<5>, Softmax, Dequantize> {
  };
  static constexpr Parameters parameters[] = {{.output = image},
                                              {},
                                              layer<162, 6>(),
                                              {.output = features},
                                              layer<54, 6>(),
                                              {.output = more},
                                              {},
                                              layer<24, 4>(features),
                                              {},
                                              {},
                                              layer<180, 5>(more),
                                              {.output = {1.0f / 256, -128}},
                                              {}};
  compare_schedules<Net, Shape<13, 13, 3>, parameters>();
  compare_schedules<Net, Shape<13, 13, 3>, parameters, Rounding::once>();
  compare_schedules<Net, Shape<13, 13, 3>, parameters, Rounding::onnx>();
}

TEST_CASE("residuals, with a shortcut of their own and without") {
  struct Net : Seq<Conv2D<4, 3, Same>, ReLU, Residual<Seq<Conv2D<4, 3, Same>, ReLU, Conv2D<4, 3, Same>>>, ReLU,
                   Residual<Seq<Conv2D<8, 3, Stride<2>, Same>, HardSwish, Conv2D<8, 3, Same>>, Conv2D<8, 1, Stride<2>>>,
                   GlobalAveragePool2D, Dense<3>> {};
  static constexpr Parameters parameters[] = {
      {.output = image},   layer<108, 4>(),        {.output = features}, layer<144, 4>(),         {.output = features},
      layer<144, 4>(more), {.output = {}},         {.output = features}, layer<288, 8>(features), {.output = more},
      layer<576, 8>(more), layer<32, 8>(features), {.output = more},     {.output = features},    layer<24, 3>(more)};
  compare_schedules<Net, Shape<10, 9, 3>, parameters>();
}

TEST_CASE("three readers of one tensor, two outputs") {
  struct Net
      : Graph<Outputs<"map", "scores">, Let<"stem", Seq<Pad<1>, Conv2D<4, 3, Stride<2>>, ReLU>, "input">,
              Let<"left", Seq<DepthwiseConv2D<3, Same>, ReLU, Conv2D<4, 1>>, "stem">,
              Let<"right", Conv2D<4, Kernel{3, 5}, Same>, "stem">, Let<"sum", Add, "left", "right">,
              Let<"both", Sub, "sum", "stem">, Let<"map", Seq<MaxPool2D<3, Stride<1>, Same>, Conv2D<2, 1>>, "both">,
              Let<"scores", Seq<AveragePool2D<2>, Flatten, Dense<5>, Softmax>, "both">> {};
  static constexpr Parameters parameters[] = {{.output = image},
                                              {},
                                              layer<108, 4>(),
                                              {.output = features},
                                              layer<36, 4>(),
                                              {.output = more},
                                              layer<16, 4>(features),
                                              layer<240, 4>(more),
                                              {.output = features},
                                              {.output = more},
                                              {},
                                              layer<8, 2>(features),
                                              {},
                                              {},
                                              layer<320, 5>(features),
                                              {.output = {1.0f / 256, -128}}};
  compare_schedules<Net, Shape<16, 16, 3>, parameters>();
}

TEST_CASE("several inputs, broadcast operands, constants") {
  struct Net
      : Graph<Inputs<"image", "gain", "mask">, Outputs<"y", "gain">, Let<"scaled", Mul, "image", "gain">,
              Let<"masked", Mul, "mask", "scaled">,
              Let<"moved", WithConstant<Sub, Shape<6, 1, 1>, ConstantFirst>, "masked">,
              Let<"shifted", WithConstant<Add, Shape<4>>, "moved">, Let<"y", Residual<Seq<Tanh, Sigmoid>>, "shifted">> {
  };
  static constexpr Parameters parameters[] = {
      {.output = image},
      {.output = more},
      {.output = features},
      {.output = features},
      {.output = more},
      {.weights = weights<6>, .scales = weight_scale, .output = features, .weights_zero_point = 5},
      {.weights = weights<4>, .scales = weight_scale, .output = more, .weights_zero_point = -9},
      {.output = {1.0f / 128, 0}},
      {.output = {1.0f / 256, -128}},
      {.output = features}};
  compare_schedules<Net, InputShapes<Shape<6, 5, 4>, Shape<4>, Shape<6, 5, 1>>, parameters>();
}

TEST_CASE("joined along each axis, padded, reduced") {
  struct Net
      : Graph<Outputs<"tall", "means", "flat">, Let<"a", Conv2D<3, 3, Same>, "input">, Let<"b", MaxPool2D<1>, "a">,
              Let<"deep", Concat<Axis::channels>, "a", "b", "a">, Let<"wide", Concat<Axis::width>, "b", "a">,
              Let<"padded", Pad<0, 0, 0, 1>, "wide">, Let<"tall", Concat<Axis::height>, "padded", "padded">,
              Let<"means", Mean<Axis::height, Axis::channels>, "deep">,
              Let<"flat",
                  Seq<Mean<Axis::channels, KeepDims>, Reshape<Shape<4, 7, 1>>, MaxPool2D<Kernel{3, 1}>, LeakyReLU>,
                  "deep">> {};
  static constexpr Parameters parameters[] = {{.output = image},
                                              layer<54, 3>(features),
                                              {},
                                              {},
                                              {},
                                              {},
                                              {},
                                              {.output = more},
                                              {.output = more},
                                              {},
                                              {},
                                              {.output = features, .alpha = 0.2f}};
  compare_schedules<Net, Shape<7, 4, 2>, parameters>();
}

TEST_CASE("vectors and matrices") {
  struct Net : Seq<Reshape<Shape<6, 8>>, Dense<5, LastAxis>, ReLU, Residual<Dense<5, LastAxis, NoBias>>,
                   Mean<Axis::width>, Dense<4>, Softmax> {};
  static constexpr Parameters parameters[] = {{.output = image},
                                              {},
                                              layer<40, 5>(),
                                              {.output = features},
                                              {.weights = weights<25>, .scales = weight_scale, .output = more},
                                              {.output = features},
                                              {.output = more},
                                              layer<20, 4>(features),
                                              {.output = {1.0f / 256, -128}}};
  compare_schedules<Net, Shape<48>, parameters>();
}

TEST_CASE("groups, dilation, windows that leave rows unread, an input seen in another shape") {
  struct Net : Seq<Reshape<Shape<14, 6, 4>>, Conv2D<4, 3, Dilation<2, 1>, Groups<2>, Same>, ReLU,
                   DepthwiseConv2D<2, Stride<3, 2>, DepthMultiplier<2>, NoBias>, Conv2D<2, 1, Stride<2>>> {};
  static constexpr Parameters parameters[] = {{.output = image},
                                              {},
                                              layer<72, 4>(),
                                              {.output = features},
                                              {.weights = weights<32>, .scales = weight_scale, .output = more},
                                              layer<16, 2>(features)};
  compare_schedules<Net, Shape<7, 3, 16>, parameters>();
}

TEST_CASE("nothing at all, and an input that comes out") {
  static constexpr Parameters nothing[] = {{.output = image}};
  compare_schedules<Seq<>, Shape<3, 4, 2>, nothing>();
  struct Through : Graph<Outputs<"input", "y", "y">, Let<"y", Quantize, "input">> {};
  static constexpr Parameters parameters[] = {{.output = image}, {.output = more}};
  compare_schedules<Through, Shape<5, 2, 3>, parameters>();
}
