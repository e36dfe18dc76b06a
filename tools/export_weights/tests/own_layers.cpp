// SPDX-License-Identifier: BSL-1.0
// Custom operators that become layers of the user's.
#include "graph/own_layers.hpp"

#include <catch2/catch.hpp>

#include "error.hpp"
#include "exporter.hpp"
#include "layer_words.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

OwnLayers own(const std::vector<std::string>& texts) {
  OwnLayers out;
  for (const std::string& text : texts) add_own_layer(out, text);
  return out;
}

/// A dense layer, a custom operator of it and further inputs, and another dense layer.
std::vector<std::uint8_t> model(const std::vector<SmallModel::Tensor>& more = {}, const char* name = "Mine",
                                const SmallModel::Tensor& out = {{1, 5}, {0.5f}}) {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), a = m.tensor({.shape = {1, 3}}), b = m.tensor(out);
  m.op("FULLY_CONNECTED", {x, m.int8s({3, 4}), -1}, {a});
  std::vector<int> inputs{a};
  for (const SmallModel::Tensor& tensor : more) inputs.push_back(m.tensor(tensor));
  m.op("CUSTOM", inputs, {b}, {}, name);
  const int y = m.tensor({.shape = {1, 2}});
  m.op("FULLY_CONNECTED", {b, m.int8s({2, 5}), -1}, {y});
  return m.done({x}, {y});
}

std::string refused(const std::vector<std::uint8_t>& bytes, const OwnLayers& layers) {
  try {
    prepare(bytes, false, {}, layers);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("A custom operator becomes a word of the user's, on the file's shapes") {
  OwnLayers layers = own({"Mine=my::Layer"});
  add_own_header(layers, "my_layer.hpp");
  const Network net = prepare(model(), false, {}, layers).network;
  CHECK(layer_words(net) == Words{"Dense", "::my::Layer", "Dense"});
  CHECK(net.out(net.layers[1]).dims == Dims{5});
  Request request{"m.tflite", "ns"};
  request.own = layers;
  const Result result = export_model(model(), request);
  CHECK_THAT(result.header, Contains("#endif\n#include \"my_layer.hpp\"\n\nstatic_assert(") &&
                                Contains("    Dense<3, NoBias>,\n    ::my::Layer,\n    Dense<2, NoBias>> {") &&
                                Contains("    {.output = {0.5f, 0}},") && Contains("// 2 ::my::Layer\n") &&
                                !Contains("using tinytmpl::Layer;"));
  CHECK_THAT(result.report,
             Contains("layer 2, ::my::Layer, is your own: its multiplications, constants and scratch are "
                      "not counted"));
}

TEST_CASE("A type without a namespace is not looked for among the library's words") {
  Request request{"m.tflite", "ns"};
  request.own = own({"Mine=Layer"});
  CHECK_THAT(export_model(model(), request).header,
             Contains(",\n    ::Layer,\n") && !Contains("using tinytmpl::Layer;"));
}

TEST_CASE("Around a layer of the user's all channels stay") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), a = m.tensor({.shape = {1, 3}}), b = m.tensor({.shape = {1, 3}}),
            y = m.tensor({.shape = {1, 2}});
  const int zeros = m.tensor({.shape = {2, 3}, .data = std::vector<std::uint8_t>(6)});
  m.op("FULLY_CONNECTED", {x, m.int8s({3, 4}), -1}, {a});
  m.op("CUSTOM", {a}, {b}, {}, "Mine");
  m.op("FULLY_CONNECTED", {b, zeros, -1}, {y});
  const Prepared prepared = prepare(m.done({x}, {y}), false, {}, own({"Mine=my::Layer"}));
  CHECK(prepared.savings.channels == 0);
  CHECK(prepared.network.out(prepared.network.layers[1]).dims == Dims{3});
}

TEST_CASE("What a layer of the user's is not given is refused") {
  const OwnLayers layers = own({"Mine=my::Layer"});
  CHECK(refused(model(), layers) == "accepted");
  CHECK_THAT(refused(model({{{3}, {0.1f}, {0}, Dtype::int8, {1, 2, 3}}}), layers),
             Contains("custom operator \"Mine\"") && Contains("is given no constants of the file; write them into"));
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}});
  m.op("CUSTOM", std::vector<int>(9, x), {y}, {}, "Mine");
  CHECK_THAT(refused(m.done({x}, {y}), layers),
             Contains("it has 9 inputs; a layer of your own reads one to 8 tensors"));
  CHECK_THAT(refused(model({}, "Other"), layers),
             Contains("--own: the model has no custom operator \"Mine\"; it has \"Other\""));
  CHECK_THAT(refused(model({}, "FlexErf"), own({"FlexErf=my::Erf"})), Contains("accepted"));
}

TEST_CASE("A model without custom operators needs no layer of the user's") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}});
  m.op("RELU", {x}, {y});
  CHECK_THAT(refused(m.done({x}, {y}), own({"Mine=my::Layer"})), Contains("no custom operator \"Mine\"; it has none"));
}

TEST_CASE("The options are checked") {
  for (const char* bad : {"", "Mine", "=my::Layer", "Mine=", "Mine=my::", "Mine=::", "Mine=::::x", "Mine=my:Layer",
                          "Mine=2d", "Mine=Scaled<3>", "Mine=a b", "Mine=x;", "Mine=my::_Layer"})
    CHECK_THROWS_WITH(own({bad}), Contains("write CUSTOM_NAME=my::Layer"));
  CHECK_THROWS_WITH(own({"Mine=a::B", "Mine=a::C"}), Contains("--own names \"Mine\" twice"));
  CHECK_THROWS_WITH(own({"Mine=my::int"}), Contains("--own \"Mine=my::int\": int is a keyword of C++; write"));
  CHECK_THROWS_WITH(own({"Mine=class"}), Contains("class is a keyword of C++"));
  CHECK_THROWS_WITH(own({"Mine=my::NULL"}), Contains("NULL is a function, type or macro of C's"));
  CHECK(own({"A=B=c::D"}).words.at("A=B") == "::c::D");
  CHECK(own({"A=::c::word"}).words.at("A") == "::c::word");
  for (const char* bad : {"", "a\"b", "a\\b", "a\nb", "a\tb", "<a.hpp>"}) {
    OwnLayers layers;
    CHECK_THROWS_WITH(add_own_header(layers, bad), Contains("cannot stand in an #include"));
  }
}
