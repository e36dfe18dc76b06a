// SPDX-License-Identifier: BSL-1.0
// BATCH_MATMUL, FULLY_CONNECTED of two tensors, TRANSPOSE_CONV, PRELU, SQUARED_DIFFERENCE.
#include <catch2/catch.hpp>

#include "exporter.hpp"
#include "layer_words.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

std::vector<std::uint8_t> matmul(std::vector<int> left, std::vector<int> right, std::vector<int> out,
                                 bool adj_x = false, bool adj_y = false, float scale = 0.1f) {
  SmallModel m;
  const int a = m.tensor({std::move(left)}), b = m.tensor({std::move(right)}), y = m.tensor({std::move(out), {scale}});
  m.op("BATCH_MATMUL", {a, b}, {y}, schema::CreateBatchMatMulOptions(m.builder, adj_x, adj_y));
  return m.done({a, b}, {y});
}

std::vector<std::uint8_t> dense(bool biases, std::vector<int> weights) {
  SmallModel m;
  const int x = m.tensor({{1, 6}}), w = m.tensor({std::move(weights)}), y = m.tensor({{2, 3}});
  m.op("FULLY_CONNECTED", {x, w, biases ? m.int32s({1, 2, 3}) : -1}, {y});
  return m.done({x, w}, {y});
}

std::vector<std::uint8_t> transposed(std::vector<int> filters, std::vector<int> out, std::vector<int> asked) {
  SmallModel m;
  const int x = m.tensor({{1, 3, 4, 2}}), y = m.tensor({std::move(out)}), w = m.int8s(std::move(filters));
  m.op("TRANSPOSE_CONV", {m.int32s(asked), w, x}, {y}, schema::CreateTransposeConvOptions(m.builder, 0, 2, 2));
  return m.done({x}, {y});
}

std::string first_word(const std::vector<std::uint8_t>& file) {
  const Network net = prepare(file).network;
  return word(net, net.layers.at(0));
}

std::vector<std::uint8_t> binary(const char* type, float in, float out) {
  SmallModel m;
  const int x = m.tensor({{1, 4}, {in}}), y = m.tensor({{1, 4}, {out}});
  m.op(type, {x, m.int8s({4}, in)}, {y});
  return m.done({x}, {y});
}

}  // namespace

TEST_CASE("Products of matrices are the library's word") {
  CHECK(first_word(matmul({1, 2, 3}, {1, 3, 4}, {1, 2, 4})) == "MatMul<>");
  CHECK(first_word(matmul({1, 5, 3, 2}, {1, 1, 4, 3}, {1, 5, 2, 4}, true, true)) ==
        "MatMul<TransposeLeft, TransposeRight>");
  CHECK(layer_words(prepare(dense(false, {3, 3})).network) == Words{"Reshape", "MatMul"});
}

TEST_CASE("Matrices that do not fit are refused") {
  CHECK_THAT(refusal(matmul({1, 2, 3}, {1, 4, 3}, {1, 2, 3})), Contains("cannot be multiplied with"));
  CHECK_THAT(refusal(matmul({1, 2, 2, 3}, {1, 4, 3, 1}, {1, 4, 2, 1})), Contains("do not broadcast"));
  CHECK_THAT(refusal(matmul({4}, {1, 4, 3}, {1, 1, 3})), Contains("it is no matrix"));
  CHECK_THAT(refusal(matmul({1, 2, 3}, {1, 3, 4}, {1, 2, 4}, false, false, 1e-30f)), Contains("makes a factor of"));
  CHECK_THAT(refusal(dense(true, {3, 3})), Contains("biases beside weights that are computed"));
  CHECK_THAT(refusal(dense(false, {3, 4})), Contains("does not fit an input of shape"));
}

TEST_CASE("In float32 they are there") {
  for (const char* const type : {"BATCH_MATMUL", "PRELU", "SQUARED_DIFFERENCE"}) {
    SmallModel m;
    const SmallModel::Tensor real{{1, 4, 4}, {}, {}, Dtype::float32};
    const int x = m.tensor(real), w = m.tensor(real), y = m.tensor(real);
    m.op(type, {x, w}, {y});
    CHECK(refusal(m.done({x, w}, {y})) == "accepted");
  }
}

TEST_CASE("A transposed convolution is the library's word") {
  CHECK(first_word(transposed({5, 3, 3, 2}, {1, 6, 8, 5}, {1, 6, 8, 5})) ==
        "Conv2DTranspose<5, 3, Stride<2>, Same, NoBias>");
  CHECK(first_word(transposed({5, 3, 3, 2}, {1, 5, 8, 5}, {1, 5, 8, 5})) ==
        "Conv2DTranspose<5, 3, Stride<2>, Same, OutputSize<5, 8>, NoBias>");
  CHECK_THAT(refusal(transposed({5, 3, 3, 3}, {1, 6, 8, 5}, {1, 6, 8, 5})), Contains("does not fit an input of shape"));
  CHECK_THAT(refusal(transposed({5, 3, 3, 2}, {1, 6, 8, 5}, {1, 6, 9, 5})),
             Contains("is not what the operator is asked for"));
}

TEST_CASE("Slopes and squares of differences are words of two tensors") {
  CHECK(first_word(binary("PRELU", 0.1f, 0.1f)) == "WithConstant<PReLU, Shape<4>>");
  CHECK(first_word(binary("SQUARED_DIFFERENCE", 0.1f, 0.1f)) == "WithConstant<SquaredDifference, Shape<4>>");
  CHECK_THAT(refusal(binary("PRELU", 1.0f, 1e-30f)), Contains("makes a factor of"));
  CHECK_THAT(refusal(binary("SQUARED_DIFFERENCE", 100.0f, 1.0f)), Contains("is too small for inputs of scale"));
}
