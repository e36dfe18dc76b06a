// SPDX-License-Identifier: BSL-1.0
#include "emit/edges.hpp"

#include <catch2/catch.hpp>

#include "operators/tanh.hpp"
#include "toy.hpp"

using namespace exporter;

namespace {

using Strings = std::vector<std::string>;

/// The labels of outputs that the file calls so.
Strings labels(const std::vector<EdgeName>& names) {
  Toy toy;
  const int in = toy.input({4});
  std::vector<int> tensors;
  for (std::size_t i = 0; i < names.size(); ++i) tensors.push_back(toy.same(operators::tanh, {in}));
  Network net = toy.done(tensors);
  net.output_names = names;
  Strings out;
  for (const Edge& edge : outputs(net)) {
    CHECK(edge.position == static_cast<int>(out.size()));
    out.push_back(edge.label);
  }
  return out;
}

}  // namespace

TEST_CASE("A label is the signature's name, or else the tensor's, made readable") {
  CHECK(labels({{"StatefulPartitionedCall:0", "alarm"}, {"serving_default_x:0", ""}, {"a/b", ""}}) ==
        Strings{"alarm", "x", "a/b"});
  CHECK(readable("serving_default_x:0") == "x");
  CHECK(readable("Identity:0") == "Identity");
  CHECK(readable("Identity_1") == "Identity_1");
  CHECK(readable("StatefulPartitionedCall:0") == "StatefulPartitionedCall:0");
  CHECK(readable("PartitionedCall_1:0") == "PartitionedCall_1:0");
  CHECK(readable("serving_default_:0") == "serving_default_:0");
  CHECK(readable(":0") == ":0");
  CHECK(readable("").empty());
}

TEST_CASE("Names that two have, that are empty, very long or hold a zero byte are no labels") {
  CHECK(labels({{"a", ""}, {"serving_default_a:0", ""}, {"b", ""}}) == Strings{"", "", "b"});
  CHECK(labels({{"t", "x"}, {"x", ""}}) == Strings{"", ""});
  CHECK(labels({{"", ""}, {"", ""}}) == Strings{"", ""});
  CHECK(labels({{std::string(80, 'x'), ""}, {std::string(81, 'y'), ""}}) == Strings{std::string(80, 'x'), ""});
  CHECK(labels({{std::string("a\0b", 3), ""}}) == Strings{""});
}

TEST_CASE("Inputs and outputs are listed with position, label, shape, quantization and names") {
  Toy toy;
  const int x = toy.input({8, 8, 1}, {0.5f, 3}), y = toy.same(operators::tanh, {x});
  Network net = toy.done({y});
  CHECK(edge_lines(net) == Strings{"input 0 \"t0\": int8 [8, 8, 1], scale 0.5, zero point 3, tensor \"t0\"",
                                   "output 0 \"t1\": int8 [8, 8, 1], scale 0.5, zero point 3, tensor \"t1\""});
  net.input_names = {{"a\n\xc3\xa9", "?\?/*/"}};
  net.output_names = {{"t", std::string(100, 'n')}};
  CHECK(edge_lines(net)[0] ==
        "input 0 \"\\?\\?/*/\": int8 [8, 8, 1], scale 0.5, zero point 3, signature \"?\\?/*/\", tensor "
        "\"a\\x0a\\xc3\\xa9\"");
  CHECK(edge_lines(net)[1] == "output 0: int8 [8, 8, 1], scale 0.5, zero point 3, signature \"" + std::string(80, 'n') +
                                  "...\", tensor \"t\"");
  CHECK(edge_names(net) == "  static constexpr const char* input_names[] = {\"\\?\\?/*/\"};\n");
}
