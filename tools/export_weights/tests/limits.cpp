// SPDX-License-Identifier: BSL-1.0
// What a file asks for is bounded before memory or time is spent on it.
#include <catch2/catch.hpp>

#include "error.hpp"
#include "exporter.hpp"
#include "frontend/tflite/names.hpp"
#include "frontend/tflite/tflite.hpp"
#include "lower/lower.hpp"
#include "operators/arithmetic.hpp"
#include "passes/removable.hpp"
#include "small_model.hpp"
#include "toy.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

std::string refusal(const std::vector<std::uint8_t>& bytes) {
  try {
    lower(read_tflite(bytes));
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

/// `count` times the same operator, one behind the other.
std::vector<std::uint8_t> chain(int count, const std::vector<int>& shape) {
  SmallModel m;
  const int x = m.tensor({.shape = shape});
  int last = x;
  for (int i = 0; i < count; ++i) {
    const int next = m.tensor({.shape = shape});
    m.op("RELU", {last}, {next});
    last = next;
  }
  return m.done({x}, {last});
}

/// A file whose tensors all name one list of `length` numbers as their signature.
std::vector<std::uint8_t> shared_list(int tensors, int length) {
  flatbuffers::FlatBufferBuilder builder;
  const std::vector<int> shape{1, 4}, long_list(static_cast<std::size_t>(length), 1), none{};
  const auto list = builder.CreateVector(long_list), dims = builder.CreateVector(shape);
  std::vector<flatbuffers::Offset<schema::Tensor>> all;
  for (int i = 0; i < tensors; ++i) all.push_back(schema::CreateTensor(builder, dims, 9, 0, 0, 0, false, 0, list));
  const std::vector graphs{schema::CreateSubGraphDirect(builder, &all, &none, &none)};
  builder.Finish(schema::CreateModelDirect(builder, 3, nullptr, &graphs), schema::ModelIdentifier());
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

}  // namespace

TEST_CASE("Tensors, operators, inputs and outputs are counted before they are read") {
  CHECK(refusal(chain(4'096, {1, 4})) == "accepted");
  CHECK_THAT(refusal(chain(4'097, {1, 4})), Contains("4097 operators"));
  SmallModel m;
  for (int i = 0; i < 65'537; ++i) m.tensor({.shape = {}});
  CHECK_THAT(refusal(m.done({0}, {1})), Contains("65537 tensors"));

  for (const int count : {64, 65}) {
    SmallModel many;
    std::vector<int> inputs;
    for (int i = 0; i < count; ++i) inputs.push_back(many.tensor({.shape = {1, 4}}));
    const int y = many.tensor({.shape = {1, 4}});
    many.op("RELU", {inputs[0]}, {y});
    CHECK((refusal(many.done(inputs, {y})) == "accepted") == (count == 64));
  }
  for (const int count : {8, 9}) {
    SmallModel many;
    const int x = many.tensor({.shape = {1, 4}});
    std::vector<int> outputs;
    for (int i = 0; i < count; ++i) {
      outputs.push_back(many.tensor({.shape = {1, 4}}));
      many.op("RELU", {x}, {outputs.back()});
    }
    const std::string answer = refusal(many.done({x}, outputs));
    if (count == 8) CHECK(answer == "accepted");
    else CHECK_THAT(answer, Contains("the model has 9 outputs; at most 8 are supported; join some of them"));
  }
}

TEST_CASE("A list that is named from everywhere is not copied again and again") {
  CHECK_THAT(refusal(shared_list(2'000, 1'000)), Contains("lists more than any model"));
  CHECK_THAT(refusal(shared_list(20, 1'000)), Contains("empty"));  // no operators; nothing is wrong with the lists
  SmallModel m;
  const int x = m.tensor({.shape = {1, 1}}), y = m.tensor({.shape = {1, 70'000}});
  m.op("CONCATENATION", std::vector<int>(70'000, x), {y}, schema::CreateConcatenationOptions(m.builder, 1));
  CHECK_THAT(refusal(m.done({x}, {y})), Contains("65536 inputs and outputs"));
}

TEST_CASE("Of a long name the beginning is kept") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}, .name = std::string(100'000, 'x')}), y = m.tensor({.shape = {1, 4}});
  m.op("RELU", {x}, {y});
  CHECK(read_tflite(m.done({x}, {y}))[x].name == std::string(200, 'x'));
}

TEST_CASE("Lists of axes and dimensions are short") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4, 4, 2}}), y = m.tensor({.shape = {1, 2}});
  SECTION("a constant") {
    m.op("MEAN", {x, m.int32s(std::vector<int>(65, 1))}, {y});
    CHECK_THAT(refusal(m.done({x}, {y})), Contains("must be a constant"));
  }
  SECTION("an option") {
    const std::vector<int> dims(9, 1);
    m.op("RESHAPE", {x}, {y}, schema::CreateReshapeOptionsDirect(m.builder, &dims));
    CHECK_THAT(refusal(m.done({x}, {y})), Contains("name 9 dimensions"));
  }
}

TEST_CASE("Tensors and constants are bounded one by one and together") {
  CHECK(refusal(chain(3, {1, 8'192, 8'192, 1})) == "accepted");
  CHECK_THAT(refusal(chain(4, {1, 8'192, 8'192, 1})), Contains("335544320 elements together"));
  CHECK_THAT(refusal(chain(1, {1, 8'192, 8'193, 1})), Contains("more than 67108864 elements"));
  CHECK_THAT(refusal(chain(1, {1, 1 << 30, 1 << 30, 1 << 30})), Contains("no microcontroller"));
  SmallModel m;
  const int x = m.tensor({.shape = {1, 8'192}}), w = m.int8s({4'096, 8'192});
  std::vector<int> outputs;
  for (int i = 0; i < 3; ++i) {
    outputs.push_back(m.tensor({.shape = {1, 4'096}}));
    m.op("FULLY_CONNECTED", {x, w, -1}, {outputs.back()});
  }
  CHECK_THAT(refusal(m.done({x}, outputs)), Contains("constants have more than 67108864 bytes"));
}

TEST_CASE("A scale is one that the library takes") {
  for (const float scale : {3.4e38f, 3.4028235e38f}) {
    SmallModel m;
    const int x = m.tensor({.shape = {1, 4}, .scales = {scale}}), y = m.tensor({.shape = {1, 4}, .scales = {scale}});
    m.op("RELU", {x}, {y});
    CHECK((refusal(m.done({x}, {y})) == "accepted") == (scale == 3.4e38f));
  }
}

TEST_CASE("What would take long to plan is not planned") {
  const auto report = [](const std::vector<std::uint8_t>& bytes) {
    return export_model(bytes, {"m.tflite", "m", false}).report;
  };
  const std::string unplanned = "too large to be planned here";
  CHECK_THAT(report(chain(200, {1, 4})), !Contains(unplanned));
  CHECK_THAT(report(chain(300, {1, 4})), Contains(unplanned));
  CHECK_THAT(report(chain(200, {1, 32'767, 1, 1})), !Contains(unplanned));  // millions of rows, in a moment
}

TEST_CASE("Dead channels that take many sweeps to find stay") {
  for (const int stages : {20, 100}) {
    Toy toy;  // x_1 is needed, so x_2 is, and so on: each by way of a sum that comes later
    const int in = toy.input({4, 4, 2});
    std::vector<int> x;
    for (int i = 0; i <= stages; ++i) x.push_back(toy.conv(in, 2));
    for (int i = 0; i < stages; ++i) {
      const int right = toy.same(operators::activation, {x[static_cast<std::size_t>(i) + 1]});
      toy.same(operators::add, {toy.same(operators::activation, {x[static_cast<std::size_t>(i)]}), right});
    }
    const int unread = toy.conv(in, 2);
    const Network net = toy.done({x[0]});
    const Channels gone = removable(net, Channels(net.tensors.size(), std::vector<bool>(2)));
    CHECK_FALSE(gone[static_cast<std::size_t>(x.back())][1]);
    CHECK(gone[static_cast<std::size_t>(unread)][1] == (stages == 20));
  }
}
