// SPDX-License-Identifier: BSL-1.0
// Tables by computed indices, and what computes those: operators of int32.
#include <catch2/catch.hpp>

#include <cstring>

#include "exporter.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

namespace {

using namespace exporter;
using Catch::Matchers::Contains;
using Given = SmallModel::Tensor;

template <class T>
std::vector<std::uint8_t> bytes_of(const std::vector<T>& values) {
  std::vector<std::uint8_t> bytes(values.size() * sizeof(T));
  if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

Given whole(std::vector<int> shape, const std::vector<std::int32_t>& values = {}) {
  return {std::move(shape), {}, {}, Dtype::int32, bytes_of(values)};
}

/// What a model of one input of int32 gives.
std::vector<std::uint8_t> outputs(const std::vector<std::uint8_t>& model, const std::vector<std::int32_t>& input) {
  return run_model(model, {"m", "m", false}, bytes_of(input)).bytes;
}

const Given table{{3, 2}, {0.5f}, {1}, Dtype::int8, {1, 2, 3, 4, 5, 6}}, rows{{1, 3, 2}, {0.5f}, {1}};

}  // namespace

TEST_CASE("GATHER of a constant by computed indices is an Embedding") {
  SmallModel m;
  const int x = m.tensor(whole({1, 3})), y = m.tensor(rows);
  m.op("GATHER", {m.tensor(table), x}, {y}, schema::CreateGatherOptions(m.builder, 0));
  const auto model = m.done({x}, {y});
  CHECK(outputs(model, {2, 0, 7}) == std::vector<std::uint8_t>{5, 6, 1, 2, 5, 6});
  const Result result = export_model(model, {"m", "m", false});
  CHECK_THAT(result.header, Contains("Embedding<3, 2>") && Contains("input 0 \"t\": int32 [3]"));
  CHECK_THAT(result.report, Contains("rows of a table"));
}

TEST_CASE("EMBEDDING_LOOKUP names its indices first; its rows may have more dimensions") {
  SmallModel m;
  const int x = m.tensor(whole({2})), y = m.tensor({{2, 2, 2}, {}, {}, Dtype::float32});
  const int all = m.tensor({{2, 2, 2}, {}, {}, Dtype::float32, bytes_of(std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8})});
  m.op("EMBEDDING_LOOKUP", {x, all}, {y});
  CHECK(outputs(m.done({x}, {y}), {1, 0}) == bytes_of(std::vector<float>{5, 6, 7, 8, 1, 2, 3, 4}));
}

TEST_CASE("indices are computed with int32") {
  SmallModel m;
  const int x = m.tensor(whole({1, 3})), wrapped = m.tensor(whole({1, 3})), index = m.tensor(whole({1, 3}));
  const int negative = m.tensor({{1, 3}, {}, {}, Dtype::boolean}), y = m.tensor(rows);
  m.op("LESS", {x, m.tensor(whole({}, {0}))}, {negative});
  m.op("ADD", {x, m.tensor(whole({}, {3}))}, {wrapped});
  m.op("SELECT_V2", {negative, wrapped, x}, {index});
  m.op("GATHER", {m.tensor(table), index}, {y}, schema::CreateGatherOptions(m.builder, 0));
  const auto model = m.done({x}, {y});
  CHECK(outputs(model, {-1, 1, -3}) == std::vector<std::uint8_t>{5, 6, 3, 4, 1, 2});
  CHECK_THAT(export_model(model, {"m", "m", false}).header,
             Contains("std::int32_t weights_2[1] = {\n    3,\n};") && Contains("{.weights = weights_2}, "));
}

TEST_CASE("int32 are multiplied and chosen as they are") {
  SmallModel m;
  const int x = m.tensor(whole({1, 3})), product = m.tensor(whole({1, 3})), y = m.tensor(whole({1, 3}));
  m.op("MUL", {x, x}, {product});
  m.op("MINIMUM", {product, m.tensor(whole({3}, {10, 20, 30}))}, {y});
  CHECK(outputs(m.done({x}, {y}), {-3, 5, 65536}) == bytes_of(std::vector<std::int32_t>{9, 20, 0}));
}

TEST_CASE("int64, too; and scales of integers say nothing") {
  SmallModel m;
  const auto wide = [](std::vector<std::int64_t> values) {
    return Given{{1, 3}, {}, {}, Dtype::int64, bytes_of(values)};
  };
  const int x = m.tensor(wide({})), y = m.tensor(wide({}));
  m.op("ADD", {x, m.tensor(wide({1, -1, std::int64_t{1} << 40}))}, {y});
  const auto model = m.done({x}, {y});
  CHECK(run_model(model, {"m", "m", false}, bytes_of(std::vector<std::int64_t>{1, 2, 3})).bytes ==
        bytes_of(std::vector<std::int64_t>{2, 1, (std::int64_t{1} << 40) + 3}));
  CHECK_THAT(export_model(model, {"m", "m", false}).header, Contains("std::int64_t weights_1[3]"));

  SmallModel scaled;
  const int a = scaled.tensor({{1, 3}, {0.5f}, {0}, Dtype::int32}), b = scaled.tensor(whole({1, 3}));
  const int larger = scaled.tensor({{1, 3}, {}, {}, Dtype::boolean}), z = scaled.tensor(whole({1, 3}));
  scaled.op("GREATER", {a, b}, {larger});
  scaled.op("SELECT_V2", {larger, a, b}, {z});
  CHECK(outputs(scaled.done({a, b}, {z}), {1, 5, 3, 4, 2, 6}) == bytes_of(std::vector<std::int32_t>{4, 5, 6}));
}

TEST_CASE("places may be int64") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({{1}, {}, {}, Dtype::int64});
  m.op("ARG_MAX", {x, m.tensor(whole({}, {1}))}, {y});
  const auto model = m.done({x}, {y});
  CHECK(run_model(model, {"m", "m", false}, std::vector<std::uint8_t>{1, 2, 9, 3}).bytes ==
        bytes_of(std::vector<std::int64_t>{2}));
  CHECK_THAT(export_model(model, {"m", "m", false}).header, Contains("ArgMax<Axis::channels, Element::int64>"));
}

TEST_CASE("What is not like that is refused") {
  SmallModel m;
  SECTION("indices of another type") {
    const int x = m.tensor({{1, 3}, {}, {}, Dtype::boolean}), y = m.tensor(rows);
    m.op("GATHER", {m.tensor(table), x}, {y}, schema::CreateGatherOptions(m.builder, 0));
    CHECK_THAT(refusal(m.done({x}, {y})), Contains("indices are int32 or int64; let the model take those"));
  }
  SECTION("rows of another quantization") {
    const int x = m.tensor(whole({1, 3})), y = m.tensor({.shape = {1, 3, 2}});
    m.op("GATHER", {m.tensor(table), x}, {y}, schema::CreateGatherOptions(m.builder, 0));
    CHECK_THAT(refusal(m.done({x}, {y})), Contains("this operator copies bytes"));
  }
  SECTION("rows of another type") {
    const int x = m.tensor(whole({1, 3})), y = m.tensor({{1, 3, 2}, {0.5f}, {0}, Dtype::int16});
    m.op("GATHER", {m.tensor(table), x}, {y}, schema::CreateGatherOptions(m.builder, 0));
    CHECK_THAT(refusal(m.done({x}, {y})), Contains("its type is not the output's"));
  }
  SECTION("a clamp of integers") {
    const int x = m.tensor(whole({1, 3})), y = m.tensor(whole({1, 3}));
    m.op("ADD", {x, x}, {y}, schema::CreateAddOptions(m.builder, 1));
    CHECK_THAT(refusal(m.done({x}, {y})), Contains("integers are not clamped; clamp them by MAXIMUM and MINIMUM"));
  }
}
