// SPDX-License-Identifier: BSL-1.0
// Passes are functions of values: tested on values.
#include <tinytmpl/graph/fuse.hpp>

#include <catch2/catch.hpp>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

template <class Net, class Input>
constexpr auto written = describe<Net>(input_extents(Input{}));

constexpr auto after = [](auto net, auto... passes) { return (passes(net), ..., net); };
constexpr auto activations = [](auto& net) { fuse_activations(net); };
constexpr auto pads = [](auto& net) { fuse_pads(net); };
constexpr auto reshapes = [](auto& net) { drop_reshapes(net); };
constexpr auto inputs = [](auto& net) { reshape_inputs(net); };
constexpr auto means = [](auto& net) { split_means(net); };
constexpr auto unread = [](auto& net) { drop_unread(net); };
constexpr auto rows = [](auto& net) { crop_unread_rows(net); };
constexpr auto dequantize = [](auto& net) { drop_dequantize(net); };

using Image = Shape<8, 8, 4>;

// Activations join what they follow.
constexpr auto relu = after(written<Seq<Conv2D<4, 3>, ReLU6>, Image>, activations);
static_assert(relu.count == 3 && relu[1].op == Op::conv2d && relu[1].activation == Activation::relu6);
static_assert(after(written<Seq<Residual<Seq<>>, ReLU>, Image>, activations).count == 3);
constexpr auto two_activations = after(written<Seq<Conv2D<4, 3>, ReLU, ReLU6>, Image>, activations);
static_assert(two_activations.count == 4 && two_activations[2].activation == Activation::relu6, "a node clamps once");
static_assert(after(written<Seq<Conv2D<4, 3>, Tanh>, Image>, activations).count == 4, "a curve is no clamp");
static_assert(after(written<Seq<ReLU>, Image>, activations).count == 3, "an input does not clamp");
static_assert(after(written<Seq<Pad<1>, ReLU>, Image>, activations).count == 4, "nor does what moves bytes");
static_assert(after(written<Seq<Conv2D<4, 3>, Residual<Seq<ReLU>>>, Image>, activations).count == 5,
              "the sum still reads the convolution");

// With quantization: only where the result is the same.
constexpr auto quantized = [](Quantization of_conv, Quantization of_relu) {
  auto net = written<Seq<Conv2D<4, 3>, ReLU>, Image>;
  net[1].out.quantization = of_conv, net[2].out.quantization = of_relu;
  fuse_activations(net);
  return net;
};
static_assert(quantized({}, {2, 5}).count == 3 && quantized({}, {2, 5})[1].out.quantization == Quantization{2, 5});
static_assert(quantized({2, 5}, {2, 5}).count == 3);
static_assert(quantized({2, 5}, {3, 5}).count == 4 && quantized({2, 5}, {2, 4}).count == 4);
constexpr auto requantized = after(written<Seq<Conv2D<4, 3>, ReLU, Quantize>, Image>, activations);
static_assert(requantized.count == 3 && requantized[1].activation == Activation::relu);

// Padding joins a convolution, rows and columns.
constexpr auto padded = after(written<Seq<Pad<1, 2, 3, 4>, Conv2D<4, 3, Same>>, Image>, pads, unread);
static_assert(padded.count == 3 && padded[1].in().rows.before == 2 && padded[1].cols.before == 4);
static_assert(padded[1].out.extent == Extent{11, 15, 4} && padded[1].in().extent == Image::extent);
static_assert(after(written<Seq<Pad<1>, DepthwiseConv2D<3>>, Image>, pads, unread).count == 3);
static_assert(after(written<Seq<Pad<0, 0, 4, 0>, Conv1D<4, 3>>, Shape<20, 3>>, pads, unread).count == 3, "of a matrix");
static_assert(after(written<Seq<Pad<1>, MaxPool2D<3>>, Image>, pads, unread).count == 4, "a pool takes no zeros");
static_assert(after(written<Seq<Pad<0, 0, 0, 0, 1, 1>, Conv2D<4, 3>>, Image>, pads, unread).count == 4);
constexpr auto two_pads = after(written<Seq<Pad<1>, Pad<2>, Conv2D<4, 3>>, Image>, pads, unread);
static_assert(two_pads[two_pads.count - 2].in().rows.before >= 2);
static_assert(
    after(written<Seq<Pad<32759, 0, 0>, Conv2D<4, Kernel{17, 1}, Same>>, Shape<1, 1, 4>>, pads, unread).count == 3);
static_assert(
    after(written<Seq<Pad<32760, 0, 0>, Conv2D<4, Kernel{17, 1}, Same>>, Shape<1, 1, 4>>, pads, unread).count == 4,
    "so many rows before the first are too many to count");
struct PadReadTwice : Graph<Outputs<"a", "b">, Let<"pad", Pad<1>, "input">, Let<"a", Conv2D<4, 3>, "pad">,
                            Let<"b", MaxPool2D<2>, "pad">> {};
constexpr auto read_twice = after(written<PadReadTwice, Image>, pads, unread);
static_assert(read_twice.count == 5 && read_twice[2].in().node == 0 && read_twice[3].in().node == 1);

// Reshapes vanish where a reader sees the same rows, or takes all.
constexpr auto flat = after(written<Seq<Conv2D<4, 3>, Flatten, Dense<5>>, Image>, reshapes, unread);
static_assert(flat.count == 4 && flat[2].in().rows == Sliding{.size = 6, .stride = 0} && flat[2].cols.size == 6);
static_assert(after(written<Seq<Tanh, Reshape<Shape<8, 32, 1>>, Sigmoid>, Image>, reshapes, unread).count == 4);
constexpr auto kept = after(written<Seq<Tanh, Reshape<Shape<4, 16, 4>>, Sigmoid>, Image>, reshapes, unread);
static_assert(kept.count == 5 && kept[2].op == Op::move, "its rows are other rows");
static_assert(after(written<Seq<Tanh, Reshape<Shape<4, 16, 4>>, Flatten, Dense<2>>, Image>, reshapes, unread).count ==
              4);
static_assert(after(written<Seq<Tanh, Flatten>, Image>, reshapes, unread).count == 3, "an output is taken whole");

constexpr auto other_input = after(written<Seq<Reshape<Shape<16, 4, 4>>, Tanh>, Image>, inputs);
static_assert(other_input.count == 3 && other_input[0].out.extent == Extent{16, 4, 4});
static_assert(after(written<Residual<Seq<Reshape<Shape<16, 4, 4>>, Reshape<Image>>>, Image>, inputs)[0].out.extent ==
                  Image::extent,
              "somebody else reads it as it is");
struct ReshapedTwice : Graph<Outputs<"a", "b">, Let<"flat", Flatten, "input">, Let<"a", Tanh, "flat">,
                             Let<"image", Reshape<Image>, "flat">, Let<"b", Tanh, "image">> {};
static_assert(after(written<ReshapedTwice, Shape<16, 4, 4>>, inputs)[0].out.extent == Extent{16, 4, 4},
              "a row of an input does not become longer");
static_assert(after(written<ReshapedTwice, Shape<256>>, inputs)[0].out.extent == Extent{1, 1, 256, 1},
              "and readers of a flat input keep it");

// A mean over all rows becomes sums.
constexpr auto pooled = after(written<Seq<GlobalAveragePool2D, Dense<3>>, Shape<9, 4, 8>>, means);
static_assert(pooled[1].op == Op::row_sum && pooled[1].traits.accumulates && pooled[1].out.extent.h == 9 &&
              pooled[1].kept_rows() == 1);
static_assert(pooled[1].out.element == Element::int16 && pooled[1].bytes() == 16 && pooled[1].demands.multipliers == 0);
static_assert(pooled[2].op == Op::mean_of_sums && summed(pooled[2]) == 36 && pooled[2].in().rows.before == -8);
static_assert(after(written<Seq<GlobalAveragePool2D>, Shape<16, 16, 8>>, reshapes, unread, means)[1].out.element ==
              Element::int16);
static_assert(after(written<Seq<GlobalAveragePool2D>, Shape<257, 1, 8>>, reshapes, unread, means)[1].out.element ==
              Element::int32);
static_assert(after(written<Seq<Mean<Axis::width>>, Shape<9, 4, 8>>, means)[1].op == Op::mean, "within a row");
static_assert(after(written<Seq<Mean<Axis::height>>, Shape<1, 4, 8>>, means)[1].op == Op::mean, "there is one row");
static_assert(after(written<Seq<AveragePool2D<Kernel{9, 4}>>, Shape<9, 4, 8>>, means)[1].op == Op::row_sum);
static_assert(after(written<Seq<AveragePool2D<Kernel{9, 2}>>, Shape<9, 4, 8>>, means)[1].op == Op::average_pool);
static_assert(after(written<Seq<MaxPool2D<Kernel{9, 4}>>, Shape<9, 4, 8>>, means)[1].op == Op::max_pool);

// What nobody reads is not computed, and neither are rows that no window reaches.
struct Unread : Graph<Outputs<"y">, Let<"a", Tanh, "input">, Let<"b", Tanh, "a">, Let<"y", Sigmoid, "input">> {};
static_assert(after(written<Unread, Image>, unread).count == 3);
constexpr auto odd = after(written<Seq<Conv2D<4, 3, Same>, MaxPool2D<2>>, Shape<9, 9, 4>>, rows);
static_assert(odd[1].out.extent.h == 8 && odd[1].unread_rows == 1 && odd[2].out.extent.h == 4 &&
              odd[0].out.extent.h == 9);
constexpr auto strided = after(written<Seq<Tanh, Tanh, Conv2D<4, 1, Stride<4>>>, Image>, rows);
static_assert(strided[1].out.extent.h == 5 && strided[2].out.extent.h == 5 && strided[3].out.extent.h == 2);
constexpr auto only_padding = after(written<Seq<Tanh, Pad<1, 0>, Conv2D<4, 1, Stride<9>>>, Image>, pads, unread, rows);
static_assert(only_padding[1].out.extent.h == 0, "not a single row");

// Dequantize is the output view's work.
static_assert(after(written<Seq<Tanh, Dequantize>, Image>, dequantize).count == 3);
static_assert(after(written<Seq<Dequantize, Tanh>, Image>, dequantize).count == 4, "but for other layers");

}  // namespace

TEST_CASE("all passes in order") {
  const auto net = optimize(
      written<Seq<Pad<1>, Conv2D<8, 3>, ReLU, MaxPool2D<2>, GlobalAveragePool2D, Dense<3>, Softmax, Dequantize>,
              Shape<9, 9, 1>>);
  const Op ops[] = {Op::input,        Op::conv2d, Op::max_pool, Op::row_sum,
                    Op::mean_of_sums, Op::dense,  Op::softmax,  Op::output};
  REQUIRE(net.count == 8);
  for (int i = 0; i < net.count; ++i) CHECK(net[i].op == ops[i]);
  CHECK(net[1].out.extent.h == 8);
}
