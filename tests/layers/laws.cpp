// SPDX-License-Identifier: BSL-1.0
#include <laws/layer.hpp>

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

namespace {

namespace hana = boost::hana;
using namespace tinytmpl;
using laws::On;

using Image = Shape<9, 8, 6>;
using Matrix = Shape<5, 4>;
using Vector = Shape<12>;

template <class... Cases>
constexpr auto all = hana::tuple_t<Cases...>;

constexpr auto convolutions =
    all<On<Conv2D<8, 3>, Image>, On<Conv2D<8, Kernel{3, 5}, Same, Stride<2, 1>>, Image>,
        On<Conv2D<6, 1, Groups<3>, NoBias>, Image>, On<Conv2D<4, 3, Dilation<2>, Same>, Image>,
        On<DepthwiseConv2D<3>, Image>, On<DepthwiseConv2D<2, DepthMultiplier<3>>, Image>,
        On<DepthwiseConv2D<3, Stride<2>, Same, NoBias>, Image>, On<Dense<7>, Image>, On<Dense<7>, Vector>,
        On<Dense<7, LastAxis>, Image>, On<Dense<7, NoBias, LastAxis>, Matrix>>;
constexpr auto transposed =
    all<On<Conv2DTranspose<8, 3>, Image>, On<Conv2DTranspose<8, Kernel{4, 2}, Stride<2, 3>, Same>, Image>,
        On<Conv2DTranspose<6, 5, Stride<2>, OutputSize<19, 18>, NoBias>, Image>>;
constexpr auto pools =
    all<On<MaxPool2D<2>, Image>, On<MaxPool2D<3, Stride<2>, Same>, Image>, On<AveragePool2D<2>, Image>,
        On<AveragePool2D<Kernel{9, 8}>, Image>, On<GlobalAveragePool2D, Image>>;
constexpr auto means =
    all<On<Mean<Axis::height>, Image>, On<Mean<Axis::width>, Image>, On<Mean<Axis::channels, KeepDims>, Image>,
        On<Mean<Axis::height, Axis::width, Axis::channels>, Image>, On<Mean<Axis::width>, Matrix>,
        On<Mean<Axis::channels>, Vector>, On<ReduceSum<Axis::height, Axis::width>, Image>,
        On<ReduceMax<Axis::height, Axis::channels>, Image>, On<ReduceMin<Axis::width>, Matrix>,
        On<GlobalMaxPool2D, Image>>;
constexpr auto elementwise_layers =
    all<On<ReLU, Image>, On<ReLU6, Matrix>, On<ReLUN1To1, Vector>, On<LeakyReLU, Image>, On<HardSwish, Image>,
        On<Sigmoid, Matrix>, On<Tanh, Vector>, On<Quantize, Image>, On<Lookup, Image>, On<Softmax, Vector>,
        On<Softmax, Image>, On<Dequantize, Image>, On<Apply<ScalarFunction::sine>, Image>,
        On<Cast<Element::int32>, Matrix>>;
constexpr auto arithmetic_layers =
    all<On<Add, Image, Image>, On<Sub, Image, Shape<6>>, On<Mul, Shape<1>, Image>,
        On<Mul, Shape<9, 1, 1>, Shape<1, 8, 6>>, On<Maximum, Image, Shape<6>>,
        On<WithConstant<Minimum, Shape<12>>, Vector>, On<WithConstant<PReLU, Shape<6>>, Image>,
        On<SquaredDifference, Image, Image>, On<WithConstant<Add, Shape<6>>, Image>,
        On<WithConstant<Sub, Shape<9, 8, 6>, ConstantFirst>, Shape<6>>, On<WithConstant<Mul, Shape<12>>, Vector>,
        On<Div, Image, Shape<6>>, On<Greater, Image, Shape<6>>, On<WithConstant<Equal, Shape<12>>, Vector>>;
constexpr auto moves =
    all<On<Concat<>, Image, Image>, On<Concat<Axis::height>, Image, Shape<1, 8, 6>, Image>,
        On<Concat<Axis::width>, Image, Shape<9, 1, 6>>, On<Concat<Axis::channels>, Vector, Shape<3>>, On<Pad<1>, Image>,
        On<Pad<0, 1, 2, 3, 4, 5>, Image>, On<Reshape<Shape<48, 9, 1>>, Image>, On<Reshape<Shape<2, 10>>, Matrix>,
        On<Flatten, Image>, On<Slice<Shape<3, 4, 2>, Begin<2, 0, 3>, Steps<3, 2, 1>>, Image>,
        On<ResizeNearest<18, 4>, Image>, On<ResizeBilinear<18, 4>, Image>, On<Delay, Image>, On<Delay, Vector>,
        On<History<3>, Image>, On<History<9>, Matrix>, On<History<2, Axis::channels>, Vector>>;
constexpr auto recurrent =
    all<On<LSTM<3>, Matrix>, On<LSTM<5>, Vector>, On<SVDF<3, 2, 4>, Matrix>, On<SVDF<5, 1, 3>, Vector>>;
constexpr auto matrices =
    all<On<MatMul<>, Image, Shape<6, 4>>, On<MatMul<TransposeLeft>, Shape<3, 5, 2>, Shape<3, 5, 4>>>;

constexpr auto check = [](auto type) { laws::check(typename decltype(type)::type{}); };

}  // namespace

TEST_CASE("the laws hold for layers with weights") {
  hana::for_each(convolutions, check);
  hana::for_each(transposed, check);
}
TEST_CASE("the laws hold for recurrent layers") { hana::for_each(recurrent, check); }
TEST_CASE("the laws hold for products of tensors") { hana::for_each(matrices, check); }
TEST_CASE("the laws hold for pools and means") {
  hana::for_each(pools, check);
  hana::for_each(means, check);
}
TEST_CASE("the laws hold for functions of elements") {
  hana::for_each(elementwise_layers, check);
  hana::for_each(arithmetic_layers, check);
}
TEST_CASE("the laws hold for what only moves bytes") { hana::for_each(moves, check); }
