// SPDX-License-Identifier: BSL-1.0
// Shapes that converters leave open, and what they compute with shapes.
#include <catch2/catch.hpp>

#include "frontend/tflite/tflite.hpp"
#include "graph/fold.hpp"
#include "operators/dense.hpp"
#include "operators/reshape.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

Network network(const std::vector<std::uint8_t>& bytes) { return lower(read_tflite(bytes)); }

/// What an operation on constants gives, beside a model.
class Constant {
 public:
  SmallModel m{};

  template <class Options = schema::AddOptions>
  Constant& op(Code code, const std::vector<int>& inputs, flatbuffers::Offset<Options> options = {}) {
    output = m.tensor({{}, {}, {}, Dtype::int32});
    m.op(code, inputs, {output}, options);
    return *this;
  }
  int result() const { return output; }
  /// Its elements, behind its shape.
  std::pair<std::vector<int>, Integers> value() {
    const auto file = m.done({m.tensor({.shape = {1, 4}})}, {output});
    Graph graph = read_tflite(file);
    fold_constants(graph);
    const auto found = integers(graph, output);
    return {graph[output].shape, found && graph.folded.contains(output) ? *found : Integers{-99}};
  }

 private:
  int output = 0;
};
using Result = std::pair<std::vector<int>, Integers>;

}  // namespace

TEST_CASE("A dense layer on a sequence, as Keras 3 writes it for an open batch, is one layer") {
  SmallModel m;
  const auto integer = [&](std::vector<int> shape) { return m.tensor({std::move(shape), {}, {}, Dtype::int32}); };
  const int x = m.tensor({.shape = {1, 32, 6}, .signature = {-1, 32, 6}}), shape = integer({3}), free = integer({2}),
            last = integer({1}), rows = integer({}), columns = integer({}), matrix = integer({2}),
            wanted = integer({3});
  m.op("SHAPE", {x}, {shape});
  m.op("GATHER", {shape, m.int32s({0, 1})}, {free});
  m.op("GATHER", {shape, m.int32s({2})}, {last});
  m.op("REDUCE_PROD", {free, m.int32s({0})}, {rows});
  m.op("REDUCE_PROD", {last, m.int32s({0})}, {columns});
  m.op("PACK", {rows, columns}, {matrix}, schema::CreatePackOptions(m.builder, 2, 0));
  m.op("CONCATENATION", {free, m.int32s({12})}, {wanted});
  const int flat = m.tensor({.shape = {1, 1}, .signature = {-1, -1}}),
            dense = m.tensor({.shape = {1, 12}, .signature = {-1, 12}}),
            y = m.tensor({.shape = {1, 1, 12}, .signature = {-1, -1, 12}});
  m.op("RESHAPE", {x, matrix}, {flat});
  m.op("FULLY_CONNECTED", {flat, m.int8s({12, 6})}, {dense});
  m.op("RESHAPE", {dense, wanted}, {y});
  const Network net = network(m.done({x}, {y}));
  CHECK(net[net.outputs[0]].dims == Dims{32, 12});
  CHECK(std::any_of(net.layers.begin(), net.layers.end(), [](const Layer& l) { return l.op == &operators::dense; }));
}

TEST_CASE("A shape without -1 in its signature is the file's, and a wrong one is refused") {
  for (const int open : {-1, 3}) {
    SmallModel m;
    const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 1}, .signature = {1, open}});
    m.op("FULLY_CONNECTED", {x, m.int8s({3, 4})}, {y});
    CHECK_THAT(refusal(m.done({x}, {y})), Contains(open == -1 ? "accepted" : "declared as [1, 1]"));
  }
}

TEST_CASE("Shape arithmetic is folded, whatever its form") {
  Constant c;
  SmallModel& m = c.m;
  const auto scalar = [&m](int value) { return m.int32s({value}, {}); };
  const int x = m.int32s({1, 2, 3, 4, 5, 6}, {2, 3});
  SECTION("SHAPE") { CHECK(c.op("SHAPE", {x}).value() == Result{{2}, {2, 3}}); }
  SECTION("RANK") { CHECK(c.op("RANK", {x}).value() == Result{{}, {2}}); }
  SECTION("TRANSPOSE") {
    CHECK(c.op("TRANSPOSE", {x, m.int32s({1, 0})}).value() == Result{{3, 2}, {1, 4, 2, 5, 3, 6}});
  }
  SECTION("RESHAPE") { CHECK(c.op("RESHAPE", {x, m.int32s({-1})}).value() == Result{{6}, {1, 2, 3, 4, 5, 6}}); }
  SECTION("EXPAND_DIMS") { CHECK(c.op("EXPAND_DIMS", {scalar(7), scalar(-1)}).value() == Result{{1}, {7}}); }
  SECTION("STRIDED_SLICE, backwards") {
    c.op("STRIDED_SLICE", {x, m.int32s({0, 0}), m.int32s({0, 0}), m.int32s({-1, 2})},
         schema::CreateStridedSliceOptions(m.builder, 1, 3));
    CHECK(c.value() == Result{{2, 2}, {4, 6, 1, 3}});
  }
  SECTION("STRIDED_SLICE, with an ellipsis, a new axis and an axis less") {
    c.op("STRIDED_SLICE", {x, m.int32s({0, 0, -1}), m.int32s({0, 0, 0}), m.int32s({1, 1, 1})},
         schema::CreateStridedSliceOptions(m.builder, 0, 0, 1, 2, 4));
    CHECK(c.value() == Result{{2, 1}, {3, 6}});
  }
  SECTION("SLICE") { CHECK(c.op("SLICE", {x, m.int32s({1, 1}), m.int32s({1, -1})}).value() == Result{{1, 2}, {5, 6}}); }
  SECTION("GATHER") {
    c.op("GATHER", {x, m.int32s({2, 0})}, schema::CreateGatherOptions(m.builder, 1));
    CHECK(c.value() == Result{{2, 2}, {3, 1, 6, 4}});
  }
  SECTION("PACK") {
    c.op("PACK", {x, x}, schema::CreatePackOptions(m.builder, 2, 2));
    CHECK(c.value() == Result{{2, 3, 2}, {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6}});
  }
  SECTION("CONCATENATION") {
    c.op("CONCATENATION", {x, x}, schema::CreateConcatenationOptions(m.builder, -1));
    CHECK(c.value() == Result{{2, 6}, {1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6}});
  }
  SECTION("FILL") { CHECK(c.op("FILL", {m.int32s({2, 1}), scalar(9)}).value() == Result{{2, 1}, {9, 9}}); }
  SECTION("RANGE") { CHECK(c.op("RANGE", {scalar(7), scalar(0), scalar(-3)}).value() == Result{{3}, {7, 4, 1}}); }
  SECTION("ADD stretches ones") {
    CHECK(c.op("ADD", {x, m.int32s({10, 20}, {2, 1})}).value() == Result{{2, 3}, {11, 12, 13, 24, 25, 26}});
  }
  SECTION("DIV") { CHECK(c.op("DIV", {m.int32s({-7, 7}), scalar(2)}).value() == Result{{2}, {-3, 3}}); }
  SECTION("FLOOR_DIV") { CHECK(c.op("FLOOR_DIV", {m.int32s({-7, 7}), scalar(2)}).value() == Result{{2}, {-4, 3}}); }
  SECTION("FLOOR_MOD") { CHECK(c.op("FLOOR_MOD", {m.int32s({-7, 7}), scalar(2)}).value() == Result{{2}, {1, 1}}); }
  SECTION("division by 0 stays") { CHECK(c.op("DIV", {x, scalar(0)}).value().second == Integers{-99}); }
  SECTION("REDUCE_PROD") { CHECK(c.op("REDUCE_PROD", {x, scalar(1)}).value() == Result{{2}, {6, 120}}); }
  SECTION("SUM") { CHECK(c.op("SUM", {x, scalar(0)}).value() == Result{{3}, {5, 7, 9}}); }
  SECTION("REDUCE_MAX") { CHECK(c.op("REDUCE_MAX", {x, m.int32s({0, 1})}).value() == Result{{}, {6}}); }
  SECTION("CAST of a comparison") {
    const int greater = m.tensor({{}, {}, {}, Dtype::boolean});
    m.op("GREATER", {x, scalar(4)}, {greater});
    CHECK(c.op("CAST", {greater}).value() == Result{{2, 3}, {0, 0, 0, 0, 1, 1}});
  }
  SECTION("what an int32 does not hold stays") {
    CHECK(c.op("MUL", {x, scalar(1 << 30)}).value().second == Integers{-99});
  }
  SECTION("an index outside stays") { CHECK(c.op("GATHER", {x, m.int32s({2})}).value().second == Integers{-99}); }
}

TEST_CASE("Zeros that an RNN begins with are constants of the state's type") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), zero = m.tensor({{}, {0.5f}, {3}, Dtype::int8, {3}}),
            state = m.tensor({.shape = {1, 4}, .scales = {0.5f}, .zero_points = {3}, .signature = {-1, 4}}),
            y = m.tensor({.shape = {1, 4}});
  m.op("FILL", {m.int32s({1, 4}), zero}, {state});
  m.op("ADD", {x, state}, {y});
  const Network net = network(m.done({x}, {y}));
  REQUIRE(net.layers.size() == 1);
  CHECK(net.in(net.layers[0], 1).constant.of<std::int8_t>() == std::vector<std::int8_t>(4, 3));
}

TEST_CASE("Layers on constants are computed, and their readers read what they give") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 3}}), zero = m.tensor({{}, {0.1f}, {0}, Dtype::int8, {2}}),
            state = m.tensor({.shape = {1, 4}}), first = m.tensor({.shape = {1, 3}}), y = m.tensor({.shape = {1, 3}});
  m.op("FILL", {m.int32s({1, 4}), zero}, {state});
  m.op("FULLY_CONNECTED", {state, m.int8s({3, 4}, 0.5f), m.int32s({0, 10, -300})}, {first},
       schema::CreateFullyConnectedOptions(m.builder, 1));
  SECTION("a sum") {
    m.op("ADD", {x, first}, {y});
    const Network net = network(m.done({x}, {y}));
    REQUIRE(net.layers.size() == 1);  // 4 * 2 * 3 and the bias, times 0.5, and ReLU
    CHECK(net.in(net.layers[0], 1).constant.of<std::int8_t>() == std::vector<std::int8_t>{12, 17, 0});
  }
  SECTION("an operator that cannot read a constant") {
    const int two = m.tensor({.shape = {1, 6}});
    m.op("CONCATENATION", {x, first}, {two}, schema::CreateConcatenationOptions(m.builder, 1));
    CHECK_THAT(refusal(m.done({x}, {two})), Contains("layer Concat") && Contains("make it an input"));
  }
  SECTION("an output") { CHECK_THAT(refusal(m.done({x}, {first})), Contains("does not depend on an input")); }
}

TEST_CASE("Of weights of four bits the lower half of a byte comes first") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 3}}), y = m.tensor({.shape = {1, 1}}),
            w = m.tensor({{1, 3}, {0.1f}, {0}, Dtype::int4, {0xf7, 0x08}});
  m.op("FULLY_CONNECTED", {x, w}, {y});
  CHECK(network(m.done({x}, {y})).layers[0].constants.weights.of<std::int8_t>() == std::vector<std::int8_t>{7, -1, -8});
}

TEST_CASE("Axes before the last two are joined, where an operator allows that") {
  const auto convolved = [](std::vector<int> in, std::vector<int> out, int height) {
    SmallModel m;
    const int x = m.tensor({.shape = std::move(in)}), y = m.tensor({.shape = std::move(out)});
    m.op("CONV_2D", {x, m.int8s({3, height, 3, 2}), -1}, {y}, schema::CreateConv2DOptions(m.builder, 1, 1, 1));
    return refusal(m.done({x}, {y}));
  };
  CHECK(convolved({4, 5, 6, 2}, {4, 5, 4, 3}, 1) == "accepted");
  CHECK_THAT(convolved({4, 5, 6, 2}, {4, 3, 4, 3}, 3), Contains("a batch of 4 is not supported here"));

  SmallModel m;
  const int x = m.tensor({.shape = {1, 2, 3, 4, 5}}), r = m.tensor({.shape = {1, 2, 3, 4, 5}}),
            y = m.tensor({.shape = {1, 2, 3, 2, 5}});
  m.op("RELU", {x}, {r});
  m.op("SLICE", {r, m.int32s({0, 0, 0, 1, 0}), m.int32s({1, 2, 3, 2, 5})}, {y});
  CHECK(network(m.done({x}, {y})).tensors.back().dims == Dims{6, 2, 5});
}

TEST_CASE("An axis that was joined with others can be cut, but not be stretched against another one") {
  SmallModel m;
  SECTION("a slice may") {
    const int x = m.tensor({.shape = {1, 2, 3, 4, 5}}), y = m.tensor({.shape = {1, 1, 3, 4, 5}});
    m.op("SLICE", {x, m.int32s({0, 0, 0, 0, 0}), m.int32s({1, 1, 3, 4, 5})}, {y});
    CHECK(refusal(m.done({x}, {y})) == "accepted");
  }
  SECTION("a sum") {
    const int a = m.tensor({.shape = {2, 1, 4, 5}}), b = m.tensor({.shape = {1, 2, 4, 5}}),
              y = m.tensor({.shape = {2, 2, 4, 5}});
    m.op("ADD", {a, b}, {y});
    CHECK_THAT(refusal(m.done({a, b}, {y})), Contains("has axes that cannot be joined here"));
  }
}

TEST_CASE("A model may hand on its input, and nothing else") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}});
  m.op("RELU", {x}, {y});
  const Network net = network(m.done({x}, {x}));
  REQUIRE(net.layers.size() == 1);
  CHECK(net.layers[0].op == &operators::reshape);
}
