// SPDX-License-Identifier: BSL-1.0
// Convolutions of which converters write a dilation as a change of the batch.
#include <functional>
#include <utility>

#include <catch2/catch.hpp>

#include "error.hpp"
#include "frontend/tflite/names.hpp"
#include "frontend/tflite/tflite.hpp"
#include "lower/lower.hpp"
#include "operators/conv2d.hpp"
#include "small_model.hpp"
#include "words.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

using Shape = std::vector<int>;
using Integers = std::vector<std::int32_t>;
using Dilations = std::pair<int, int>;

/// SPACE_TO_BATCH_ND, a convolution of 2 filters, BATCH_TO_SPACE_ND; on a sequence with an EXPAND_DIMS and a RESHAPE.
struct Sandwich {
  Shape in{1, 8, 8, 2}, out{1, 8, 8, 2};
  Integers block{2, 2}, pads{2, 2, 2, 2}, crops{0, 0, 0, 0};
  Shape kernel{3, 3};
  bool same = false, depthwise = false, batch_is_open = true;
  int stride = 1, dilation = 1;
  std::function<int(SmallModel&, int)> behind = [](SmallModel&, int tensor) { return tensor; };

  std::vector<std::uint8_t> model() const {
    SmallModel m;
    const std::size_t sides = block.size();
    int batch = 1;
    for (const int one : block) batch *= one;
    if (batch_is_open) batch = 1;
    Shape folded{batch};
    for (std::size_t i = 0; i < sides; ++i) folded.push_back((in[i + 1] + pads[2 * i] + pads[2 * i + 1]) / block[i]);
    folded.push_back(2);
    const Shape amounts{static_cast<int>(sides), 2};
    const int x = m.tensor({.shape = in, .name = "x"}), y = m.tensor({.shape = out, .name = "y"});
    int now = m.tensor({.shape = folded});
    m.op("SPACE_TO_BATCH_ND", {x, m.int32s(block), m.int32s(pads, amounts)}, {now});
    if (sides == 1) {
      const int image = m.tensor({.shape = {batch, 1, folded[1], 2}});
      m.op("EXPAND_DIMS", {now, m.int32s({-3}, {})}, {image});
      now = image, folded.insert(folded.begin() + 1, 1);
    }
    for (std::size_t i = 0; i < 2 && !same; ++i)
      folded[i + 1] = (folded[i + 1] - (kernel[i] - 1) * dilation - 1) / stride + 1;
    const int filters = m.int8s(depthwise ? Shape{1, kernel[0], kernel[1], 2} : Shape{2, kernel[0], kernel[1], 2});
    const int convolved = m.tensor({.shape = folded, .scales = {0.2f}});
    const auto padding = static_cast<std::int8_t>(same ? 0 : 1);
    if (depthwise)
      m.op("DEPTHWISE_CONV_2D", {now, filters, -1}, {convolved},
           schema::CreateDepthwiseConv2DOptions(m.builder, padding, stride, stride, 1, 0, dilation, dilation));
    else
      m.op("CONV_2D", {now, filters, -1}, {convolved},
           schema::CreateConv2DOptions(m.builder, padding, stride, stride, 0, dilation, dilation));
    now = convolved;
    if (sides == 1) {
      const int sequence = m.tensor({.shape = {batch, folded[2], 2}, .scales = {0.2f}});
      m.op("RESHAPE", {now, m.int32s({-1, folded[2], 2})}, {sequence});
      now = sequence;
    }
    now = behind(m, now);
    const int back = m.tensor({.shape = out, .scales = {0.2f}});
    m.op("BATCH_TO_SPACE_ND", {now, m.int32s(block), m.int32s(crops, amounts)}, {back});
    m.op("RELU", {back}, {y});
    return m.done({x}, {y});
  }
  Network network() const { return lower(read_tflite(model())); }
  std::string refusal() const {
    try {
      network();
    } catch (const Error& error) {
      return error.what();
    }
    return "accepted";
  }
};

const Layer& convolution(const Network& net) {
  for (const Layer& layer : net.layers)
    if (layer.op == &operators::conv2d || layer.op == &operators::depthwise_conv2d) return layer;
  FAIL("no convolution");
  return net.layers.front();
}
const tinytmpl::core::Window& window(const Layer& layer) { return attributes<Convolution>(layer).window; }
Dilations dilations(const Layer& layer) { return {window(layer).dilation_h, window(layer).dilation_w}; }

/// The word of the Pad; empty: there is none.
std::string pad(const Network& net) {
  for (const Layer& layer : net.layers)
    if (const std::string text = word(net, layer); word_name(text) == "Pad") return text;
  return {};
}

}  // namespace

TEST_CASE("A convolution between changes of the batch is dilated, be the batch open or not") {
  for (const bool batch_is_open : {true, false})
    for (const bool depthwise : {true, false}) {
      const Network net = Sandwich{.depthwise = depthwise, .batch_is_open = batch_is_open}.network();
      REQUIRE(net.layers.size() == 2);
      CHECK(net.layers[0].op == &(depthwise ? operators::depthwise_conv2d : operators::conv2d));
      CHECK(dilations(net.layers[0]) == Dilations{2, 2});
      CHECK(window(net.layers[0]).same);
      CHECK(net.out(net.layers[0]).dims == Dims{8, 8, 2});
    }
}

TEST_CASE("Padding of SAME is found again, also where it was rounded up to the block") {
  const Network net =
      Sandwich{.in = {1, 9, 7, 2}, .out = {1, 9, 7, 2}, .block = {2, 3}, .pads = {2, 3, 3, 5}, .crops = {0, 1, 0, 2}}
          .network();
  REQUIRE(net.layers.size() == 2);
  CHECK(dilations(net.layers[0]) == Dilations{2, 3});
  CHECK(window(net.layers[0]).same);
}

TEST_CASE("Without padding a dilated convolution is one of VALID") {
  const Network net = Sandwich{.out = {1, 4, 4, 2}, .pads = {0, 0, 0, 0}}.network();
  REQUIRE(net.layers.size() == 2);
  CHECK_FALSE(window(net.layers[0]).same);
  CHECK(net.out(net.layers[0]).dims == Dims{4, 4, 2});
}

TEST_CASE("Other padding becomes a layer") {
  const Network net = Sandwich{.out = {1, 7, 9, 2}, .pads = {4, 0, 1, 5}, .crops = {1, 0, 0, 1}}.network();
  CHECK(pad(net) == "Pad<3, 0, 1, 4>");
  CHECK_FALSE(window(convolution(net)).same);
  CHECK(net.out(convolution(net)).dims == Dims{7, 9, 2});
}

TEST_CASE("The convolution's own padding and dilation count in blocks") {
  const Sandwich inside{.pads = {0, 0, 0, 0}, .same = true, .dilation = 2};
  CHECK(dilations(convolution(inside.network())) == Dilations{4, 4});
  CHECK(window(convolution(inside.network())).same);
  CHECK(pad(inside.network()).empty());
}

TEST_CASE("A causal convolution over time pads in front") {
  const Sandwich causal{
      .in = {1, 12, 2}, .out = {1, 12, 2}, .block = {4}, .pads = {8, 0}, .crops = {0, 0}, .kernel = {1, 3}};
  const Network net = causal.network();
  CHECK(pad(net) == "Pad<0, 0, 8, 0>");
  CHECK(dilations(convolution(net)) == Dilations{1, 4});
  CHECK(net[net.outputs[0]].dims == Dims{12, 2});
}

TEST_CASE("A sequence as long as its dilation has one step of each") {
  const Sandwich causal{
      .in = {1, 4, 2}, .out = {1, 4, 2}, .block = {4}, .pads = {8, 0}, .crops = {0, 0}, .kernel = {1, 3}};
  CHECK(dilations(convolution(causal.network())) == Dilations{1, 4});
}

TEST_CASE("What computes each element alone may stand before the batch is given back") {
  Sandwich biased;
  biased.behind = [](SmallModel& m, int tensor) {
    const SmallModel::Tensor same{.shape = {1, 4, 4, 2}, .scales = {0.2f}};
    const int sum = m.tensor(same), positive = m.tensor(same);
    m.op("ADD", {tensor, m.int8s({2})}, {sum});
    m.op("RELU", {sum}, {positive});
    return positive;
  };
  const Network net = biased.network();
  REQUIRE(net.layers.size() == 4);
  CHECK(dilations(net.layers[0]) == Dilations{2, 2});
  CHECK(net.out(net.layers[1]).dims == Dims{8, 8, 2});
}

TEST_CASE("What is not one dilated convolution is refused by name") {
  const auto refused = [](const Sandwich& given) {
    CHECK_THAT(given.refusal(), Contains("for 2 reasons") && Contains("operator 0, SPACE_TO_BATCH_ND") &&
                                    Contains("BATCH_TO_SPACE_ND") && Contains("convert with a batch of 1"));
  };
  Sandwich given;
  SECTION("a stride") { given.stride = 2, given.out = {1, 4, 4, 2}; }
  SECTION("cropped by more than was padded") { given.crops = {3, 0, 0, 0}, given.out = {1, 5, 8, 2}; }
  SECTION("cropped whole") { given.crops = {4, 4, 0, 0}, given.out = {1, 1, 8, 2}; }
  SECTION("another axis of the constant") {
    given.behind = [](SmallModel& m, int tensor) {
      const int sum = m.tensor({.shape = {1, 4, 4, 2}, .scales = {0.2f}});
      m.op("ADD", {tensor, m.int8s({1, 1, 4, 2})}, {sum});
      return sum;
    };
  }
  SECTION("a pool") {
    given.behind = [](SmallModel& m, int tensor) {
      const int pooled = m.tensor({.shape = {1, 4, 4, 2}, .scales = {0.2f}});
      m.op("MAX_POOL_2D", {tensor}, {pooled}, schema::CreatePool2DOptions(m.builder, 0, 1, 1, 2, 2));
      return pooled;
    };
  }
  SECTION("a second reader") {
    given.behind = [](SmallModel& m, int tensor) {
      const int sum = m.tensor({.shape = {1, 4, 4, 2}, .scales = {0.2f}});
      m.op("ADD", {tensor, tensor}, {sum});
      return sum;
    };
  }
  SECTION("another quantization behind") {
    given.behind = [](SmallModel& m, int tensor) {
      const int other = m.tensor({.shape = {1, 4, 4, 2}, .scales = {0.3f}});
      m.op("QUANTIZE", {tensor}, {other});
      return other;
    };
  }
  SECTION("a shape that does not fit") {
    given.behind = [](SmallModel& m, int tensor) {
      const int other = m.tensor({.shape = {1, 4, 3, 2}, .scales = {0.2f}});
      m.op("RELU", {tensor}, {other});
      return other;
    };
    CHECK_THAT(given.refusal(), Contains("SPACE_TO_BATCH_ND") && Contains("BATCH_TO_SPACE_ND"));
    return;
  }
  refused(given);
}
