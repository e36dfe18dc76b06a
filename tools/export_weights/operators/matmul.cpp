// SPDX-License-Identifier: BSL-1.0
// BATCH_MATMUL.
#include "operators/matmul.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <tinytmpl/layers/matmul.hpp>

#include "operators/reshape.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

std::string matmul_word(const Network&, const Layer& layer) {
  const auto& [left, right] = attributes<MatMulAttributes>(layer);
  Word word("MatMul");
  if (left) word << "TransposeLeft";
  if (right) word << "TransposeRight";
  return left || right ? word.text() : "MatMul<>";
}

tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  const auto& [left, right] = attributes<MatMulAttributes>(layer);
  return tinytmpl::layers::matmul(extent(net.in(layer, 0).dims), extent(net.in(layer, 1).dims), left, right);
}

/// As the library counts them: of two dimensions or three.
Dims matrix_dims(Dims dims) {
  while (dims.size() < 2) dims.insert(dims.begin(), 1);
  return dims;
}

void expect_product(const Reading& r) {
  r.expect_multiplier(double{r.tensor(0).quantization.scale} * double{r.tensor(1).quantization.scale} /
                      double{r.output_quantization().scale});
}

void read(Reading& r) {
  r.expect_bytes();
  r.expect_inputs(2, 2);
  const MatMulAttributes how{r.attributes().integer("adj_x") != 0, r.attributes().integer("adj_y") != 0};
  Layer layer{&operators::matmul, {r.activation(0), r.activation(1)}, {}, how};
  std::vector<int> left = r.input(0).shape, right = r.input(1).shape;
  if (std::min(left.size(), right.size()) < 2)
    r.refuse(r.input(left.size() < 2 ? 0 : 1), "it is no matrix; the file is damaged");
  if (how.transpose_left) std::swap(left.back(), left[left.size() - 2]);
  if (how.transpose_right) std::swap(right.back(), right[right.size() - 2]);
  const int rows = left[left.size() - 2], columns = right.back();
  if (left.back() != right[right.size() - 2])
    r.refuse(r.input(1), fmt::format("its shape {} cannot be multiplied with {}; the file is damaged",
                                     dimensions(r.input(1).shape), dimensions(r.input(0).shape)));
  expect_product(r);
  // One matrix, or several along the library's height.
  std::vector<int> shape(std::max(left.size(), right.size()));
  for (std::size_t i = 1; i <= shape.size() - 2; ++i) {
    const auto extent_of = [i](const std::vector<int>& dims) {
      return i + 2 <= dims.size() ? dims[dims.size() - 2 - i] : 1;
    };
    const int a = extent_of(left), b = extent_of(right);
    if (a != b && a != 1 && b != 1)
      r.refuse(r.input(1), fmt::format("the shapes {} and {} do not broadcast", dimensions(r.input(0).shape),
                                       dimensions(r.input(1).shape)));
    shape[shape.size() - 2 - i] = std::max(a, b);
  }
  shape[shape.size() - 2] = rows, shape.back() = columns;
  const auto height = [&r](int tensor) { return r.dims(tensor).size() == 3 ? r.dims(tensor)[0] : 1; };
  const int count = std::max(height(layer.inputs[0]), height(layer.inputs[1]));
  const bool deep = std::max(r.dims(layer.inputs[0]).size(), r.dims(layer.inputs[1]).size()) == 3;
  r.finish(std::move(layer), shape, deep ? Dims{count, rows, columns} : Dims{rows, columns});
}

}  // namespace

const Operator operators::matmul{.word = matmul_word, .node = node};

void read_computed_weights(Reading& r) {
  r.expect_bytes();
  const int from = r.activation(0), weights = r.activation(1);
  if (r.given(2)) r.refuse(r.input(2), "biases beside weights that are computed are not supported; add them behind it");
  const std::vector<int>& shape = r.input(1).shape;
  if (shape.size() != 2 || r.input(1).elements() == 0 || r.input(0).elements() % shape[1] != 0)
    r.refuse(r.input(1), fmt::format("its shape {} does not fit an input of shape {}; the file is damaged",
                                     dimensions(shape), dimensions(r.input(0).shape)));
  expect_product(r);
  const int positions = static_cast<int>(r.input(0).elements() / shape[1]), units = shape[0];
  const auto as_matrix = [&r](int tensor, Dims dims) {
    if (matrix_dims(r.dims(tensor)) == dims) return tensor;
    return r.intermediate({&operators::reshape, {tensor}, {}}, std::move(dims), r.quantization(tensor));
  };
  Layer layer{&operators::matmul, {}, {}, MatMulAttributes{.transpose_right = true}};
  layer.inputs = {as_matrix(from, {positions, shape[1]}), as_matrix(weights, {units, shape[1]})};
  layer.activation = r.fused();
  std::vector<int> out{positions, units};
  if (r.attributes().integer("keep_num_dims") != 0) out = r.input(0).shape, out.back() = units;
  r.finish(std::move(layer), out, {positions, units});
}

Rules rules::matmul() { return {{"BATCH_MATMUL", read}}; }

}  // namespace exporter
