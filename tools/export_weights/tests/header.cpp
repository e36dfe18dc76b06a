// SPDX-License-Identifier: BSL-1.0
#include "emit/header.hpp"

#include <catch2/catch.hpp>

#include "operators/arithmetic.hpp"
#include "operators/dense.hpp"
#include "operators/pooling.hpp"
#include "operators/reshape.hpp"
#include "operators/softmax.hpp"
#include "operators/tanh.hpp"
#include "toy.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

std::string header_of(const Network& net) { return header(net, {"1.2.3", "m.tflite", "abc", "ns", 0}); }

}  // namespace

TEST_CASE("A chain is written in the library's words") {
  Toy toy;
  const int in = toy.input({8, 8, 1}), a = toy.conv(in, 2, {1, -2}, {3, 4}), pooled = toy.tensor({4, 4, 2}),
            flat = toy.tensor({32}), out = toy.tensor({3}, {0.5f, 7});
  toy.add(operators::max_pool2d, {a}, pooled, tinytmpl::core::Window{2, 2, 2, 2});
  toy.add(operators::reshape, {pooled}, flat);
  toy.add(operators::dense, {flat}, out, DenseAttributes{}).constants = {"d",     {3, 32}, std::vector<std::int8_t>(96),
                                                                         {0.01f}, false,   {}};
  const std::string text = header_of(toy.done({out}));
  CHECK_THAT(text, Contains("struct Net : Seq<\n    Conv2D<2, 1>, ReLU,\n    MaxPool2D<2>,\n    Flatten,\n"
                            "    Dense<3, NoBias>> {\n  static constexpr const char* input_names[] = {\"t0\"};\n"
                            "  static constexpr const char* output_names[] = {\"t4\"};\n};\n"));
  CHECK_THAT(text, Contains("using InputShape = Shape<8, 8, 1>;\n"));
  CHECK_THAT(text, Contains("    {.output = {0.1f, -128}},"));
  CHECK_THAT(text, Contains("// input \"t0\"\n"));
  CHECK_THAT(text, Contains("    {.weights = weights_1, .biases = biases_1, .scales = scales_1},"));
  CHECK_THAT(text, Contains("// 2 ReLU\n"));
  CHECK_THAT(text, Contains("{.weights = weights_5, .scales = scales_5, .output = {0.5f, 7}}, // 5 Dense\n"));
  CHECK_THAT(text, Contains("namespace ns {\n\nusing tinytmpl::Conv2D;\nusing tinytmpl::Dense;\n"
                            "using tinytmpl::Element;\n"
                            "using tinytmpl::Flatten;\nusing tinytmpl::GoldenVectors;\nusing tinytmpl::Graph;\n"
                            "using tinytmpl::MaxPool2D;\nusing tinytmpl::NoBias;\nusing tinytmpl::Parameters;\n"
                            "using tinytmpl::ReLU;\nusing tinytmpl::Seq;\nusing tinytmpl::Shape;\n\n"));
  CHECK_THAT(text, Contains("static_assert(sizeof(tinytmpl::CheckExport<"));
  CHECK(text == header_of(toy.net));
}

TEST_CASE("The library's words are told apart where no name follows the last one") {
  Toy toy;
  const int in = toy.input({4, 4, 1}), out = toy.same(operators::activation, {in}, Activation::relu_n1_to_1);
  toy.net[in].name = toy.net[out].name = "";
  const std::string text = header_of(toy.done({out}));
  CHECK_THAT(text, Contains("struct Net : Seq<\n    ReLUN1To1> {};\n"));
  CHECK_THAT(text, Contains("using tinytmpl::ReLUN1To1;\nusing tinytmpl::Seq;\nusing tinytmpl::Shape;\n\n"));
}

TEST_CASE("Options are written where they are not the default") {
  Toy toy;
  const int out = toy.conv(toy.input({8, 8, 4}), 2, std::vector<std::int8_t>(4), {}, Activation::none);
  toy.net.layers.back().attributes = Convolution{{3, 5, 2, 1, 1, 2, true}, 2};
  CHECK_THAT(header_of(toy.done({out})),
             Contains("Conv2D<2, Kernel{3, 5}, Stride<2, 1>, Dilation<1, 2>, Same, Groups<2>, NoBias>>"));
}

TEST_CASE("A Residual's own entry follows its branches'") {
  Toy toy;
  const int in = toy.input({8, 8, 1}), a = toy.conv(in, 1);
  const std::string text = header_of(toy.done({toy.same(operators::add, {a, in})}));
  CHECK_THAT(text, Contains("    Residual<Seq<Conv2D<1, 1, NoBias>, ReLU>>> {\n"));
  CHECK(text.find("// 2 ReLU") < text.find("// 3 Residual"));
}

TEST_CASE("A Graph has generated names only") {
  Toy toy;
  const int x = toy.input({4}), y = toy.input({4}), sum = toy.same(operators::sub, {x, y});
  toy.net.tensors[0].name = "*/ #error";
  const int out = toy.same(operators::tanh, {sum});
  const std::string text = header_of(toy.done({out, sum}));
  CHECK_THAT(text, Contains("struct Net : Graph<\n    Inputs<\"input_1\", \"input_2\">,\n"
                            "    Outputs<\"tanh_2\", \"sub_1\">,\n"
                            "    Let<\"sub_1\", Sub, \"input_1\", \"input_2\">,\n"
                            "    Let<\"tanh_2\", Tanh, \"sub_1\">> {\n"));
  CHECK_THAT(text, Contains("using InputShape = InputShapes<Shape<4>, Shape<4>>;\n"));
}

TEST_CASE("Golden vectors are arrays of all inputs and all outputs") {
  Toy toy;
  const int x = toy.input({2}), y = toy.input({2}), sum = toy.same(operators::sub, {x, y});
  const Network& net = toy.done({sum, x});
  const Golden two{{1, 2, 3, 255, 5, 6, 7, 8}, {1, 2, 3, 128, 5, 6, 7, 8}};
  CHECK_THAT(
      header(net, {"1.2.3", "m.tflite", "abc", "ns", 0}, two),
      Contains(
          "using Model = ModelWith<>;\n\n// For Model::self_test: 2 golden vectors.\n"
          "TINYTMPL_CONSTANT inline constexpr std::int8_t golden_inputs[8] = {\n    1, 2, 3, -1, 5, 6, 7, 8,\n};\n"
          "TINYTMPL_CONSTANT inline constexpr std::int8_t golden_outputs[8] = {\n    1, 2, 3, -128, 5, 6, 7, 8,\n};\n"
          "inline constexpr GoldenVectors golden(golden_inputs, golden_outputs);\n\n"
          "}  // namespace ns\n"));
  CHECK(vectors(net, two) == 2);
  CHECK(header_of(net).find("golden") == std::string::npos);
}

TEST_CASE("Golden vectors are computed, and the report says what comes of them") {
  Toy toy;
  const Network& net = toy.done({toy.same(operators::reshape, {toy.input({2})})});
  CHECK(golden_result(net, {{1, 2, 3, 255}, {1, 2, 3, 255}}) ==
        "golden vectors: 2, whose outputs are computed as they are given");
  CHECK_THAT(golden_result(net, {{1, 2, 3, 255}, {1, 2, 3, 254}}),
             Contains("golden vectors: 2, but of vector 1 element 1 of output \"t") &&
                 Contains("are they the reference's, of this model?"));
}

TEST_CASE("Golden vectors of another model are refused, with both numbers") {
  Toy toy;
  const Network& net = toy.done({toy.same(operators::tanh, {toy.input({4})})});
  CHECK(vectors(net, {std::vector<std::uint8_t>(4), std::vector<std::uint8_t>(4)}) == 1);
  const auto refuses = [&](std::size_t inputs, std::size_t outputs, const char* sentence) {
    const Golden golden{std::vector<std::uint8_t>(inputs), std::vector<std::uint8_t>(outputs)};
    CHECK_THROWS_WITH(vectors(net, golden), Contains(sentence));
  };
  refuses(3, 4, "the golden inputs are 3 bytes; a vector has 4");
  const std::string numpy = "\x93NUMPY\x01\0";
  CHECK_THROWS_WITH(vectors(net, {{numpy.begin(), numpy.end()}, {1, 2, 3, 4}}),
                    Contains("write raw bytes, with array.tofile"));
  refuses(6, 4, "the golden inputs are 6 bytes; a vector has 4");
  refuses(4, 3, "the golden outputs are 3 bytes; for 1 golden inputs they are 4");
  refuses(8, 4, "the golden outputs are 4 bytes; for 2 golden inputs they are 8");
}

TEST_CASE("A layer that copies bytes has a quantization only before an activation that must not fuse with it") {
  Toy toy;
  const int in = toy.input({8, 8, 1}), pooled = toy.same(operators::max_pool2d, {in}, tinytmpl::core::Window{}),
            out = toy.tensor({8, 8, 1}, {0.2f, 1});
  toy.add(operators::activation, {pooled}, out, Activation::relu);
  CHECK_THAT(header_of(toy.done({out})), Contains("{.output = {0.1f, -128}}, // 1 MaxPool2D\n"));
  toy.net[out].quantization = toy.net[in].quantization;
  CHECK_THAT(header_of(toy.net), Contains("    {},"));
}

TEST_CASE("A header of many layers names the compilers' options") {
  for (const int layers : {256, 257}) {
    Toy toy;
    int last = toy.input({4});
    for (int i = 0; i < layers; ++i) last = toy.same(operators::tanh, {last});
    CHECK((header_of(toy.done({last})).find("-fconstexpr-steps") != std::string::npos) == (layers == 257));
  }
}
