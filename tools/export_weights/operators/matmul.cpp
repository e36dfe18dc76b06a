// SPDX-License-Identifier: BSL-1.0
// BATCH_MATMUL.
#include "operators/matmul.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <tinytmpl/layers/matmul.hpp>

#include "operators/arithmetic.hpp"
#include "operators/binary.hpp"
#include "operators/dense.hpp"
#include "operators/reshape.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

std::string matmul_word(const Network& net, const Layer& layer) {
  const auto& [left, right] = attributes<MatMulAttributes>(layer);
  Word word("MatMul");
  if (left) word << "TransposeLeft";
  if (right) word << "TransposeRight";
  return binary_word((left || right ? word.text() : "MatMul<>").c_str(), net, layer);
}

tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  const auto& [left, right] = attributes<MatMulAttributes>(layer);
  const tinytmpl::core::Node node =
      tinytmpl::layers::matmul(extent(net.in(layer, 0).dims), extent(net.in(layer, 1).dims), left, right);
  return constant_operand(net, layer) ? tinytmpl::layers::with_constant(node, net.in(layer).is_constant()) : node;
}

/// As the library counts them: of two dimensions or three.
Dims matrix_dims(Dims dims) {
  while (dims.size() < 2) dims.insert(dims.begin(), 1);
  return dims;
}

void expect_product(const Reading& r, const Layer& layer) {
  r.expect_multiplier(double{r.quantization(layer.inputs[0]).scale} * double{r.quantization(layer.inputs[1]).scale} /
                      double{r.output_quantization().scale});
}

/// The quantized or real elements of a matrix, with rows and columns exchanged.
template <class T>
std::vector<T> transposed(const std::vector<T>& matrix, std::size_t columns) {
  std::vector<T> out;
  for (std::size_t c = 0; c < columns; ++c)
    for (std::size_t i = c; i < matrix.size(); i += columns) out.push_back(matrix[i]);
  return out;
}

/// Is the right operand one constant matrix, which a dense layer takes as weights?
bool is_dense(const Reading& r, const MatMulAttributes& how) {
  const Value& right = r.input(1);
  if (!r.is_constant(1) || r.is_constant(0) || how.transpose_left || right.shape.size() < 2) return false;
  const std::vector<std::int64_t>& zeros = right.zero_points;
  return element_of(r.output()) != Element::int16 && right.scales.size() <= 1 &&
         std::count(zeros.begin(), zeros.end(), 0) == std::ssize(zeros) &&
         right.elements() == std::int64_t{right.shape.back()} * right.shape[right.shape.size() - 2];
}

Layer dense_layer(Reading& r, const MatMulAttributes& how, int columns) {
  Layer layer{&operators::dense, {r.activation(0)}, {}, DenseAttributes{.last_axis = true}};
  layer.constants = r.weights(columns, 0);
  ElementArray& weights = layer.constants.weights;
  const auto count = static_cast<std::size_t>(columns);
  if (!how.transpose_right && weights.element() == Element::float32) weights = transposed(weights.of<float>(), count);
  else if (!how.transpose_right) weights = transposed(weights.of<std::int8_t>(), count);
  layer.constants.dims = {columns, static_cast<int>(weights.size() / count)};
  return layer;
}

void read(Reading& r) {
  r.expect_inputs(2, 2);
  const MatMulAttributes how{r.attributes().integer("adj_x") != 0, r.attributes().integer("adj_y") != 0};
  std::vector<int> left = r.input(0).shape, right = r.input(1).shape;
  if (std::min(left.size(), right.size()) < 2)
    r.refuse(r.input(left.size() < 2 ? 0 : 1), "it is no matrix; the file is damaged");
  if (how.transpose_left) std::swap(left.back(), left[left.size() - 2]);
  if (how.transpose_right) std::swap(right.back(), right[right.size() - 2]);
  const int rows = left[left.size() - 2], columns = right.back();
  if (left.back() != right[right.size() - 2])
    r.refuse(r.input(1), fmt::format("its shape {} cannot be multiplied with {}; the file is damaged",
                                     dimensions(r.input(1).shape), dimensions(r.input(0).shape)));
  if (is_dense(r, how)) {
    left.back() = columns;
    Dims dims = r.tensor(0).dims;
    dims.back() = columns;
    return r.finish(dense_layer(r, how, columns), left, dims);
  }
  Layer layer{&operators::matmul, {}, {}, how};
  const bool both = r.is_constant(0) && r.is_constant(1);
  for (const std::size_t i : {0U, 1U})
    layer.inputs.push_back(r.is_constant(i) && !both ? r.constant_operand(i) : r.activation(i));
  expect_product(r, layer);
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

/// The sum of a product and biases, which the reference adds behind it in float32, too.
Layer with_biases(Reading& r, Layer product, int rows, int units) {
  if (r.input(2).elements() != units)
    r.refuse(r.input(2),
             fmt::format("it has {} biases for {} output channels; the file is damaged", r.input(2).elements(), units));
  const int sums = r.intermediate(std::move(product), {rows, units});
  const int biases = r.is_constant(2) ? r.constant_operand(2) : r.reshaped(r.activation(2), {units});
  return {&operators::add, {sums, biases}, {}};
}

}  // namespace

const Operator operators::matmul{.word = matmul_word, .node = node};

void read_computed_weights(Reading& r) {
  if (!r.computes_reals()) r.expect_bytes();  // as the reference
  const int from = r.activation(0), weights = r.activation(1);
  if (r.given(2) && !r.computes_reals())
    r.refuse(r.input(2), "biases beside weights that are computed are supported in float32 alone; add them behind it");
  const std::vector<int>& shape = r.input(1).shape;
  if (shape.size() != 2 || r.input(1).elements() == 0 || r.input(0).elements() % shape[1] != 0)
    r.refuse(r.input(1), fmt::format("its shape {} does not fit an input of shape {}; the file is damaged",
                                     dimensions(shape), dimensions(r.input(0).shape)));
  const int positions = static_cast<int>(r.input(0).elements() / shape[1]), units = shape[0];
  const auto as_matrix = [&r](int tensor, Dims dims) {
    if (matrix_dims(r.dims(tensor)) == dims) return tensor;
    return r.intermediate({&operators::reshape, {tensor}, {}}, std::move(dims), r.quantization(tensor));
  };
  Layer layer{&operators::matmul, {}, {}, MatMulAttributes{.transpose_right = true}};
  layer.inputs = {as_matrix(from, {positions, shape[1]}), as_matrix(weights, {units, shape[1]})};
  expect_product(r, layer);
  if (r.given(2)) layer = with_biases(r, std::move(layer), positions, units);
  layer.activation = r.fused();
  std::vector<int> out{positions, units};
  if (r.attributes().integer("keep_num_dims") != 0) out = r.input(0).shape, out.back() = units;
  r.finish(std::move(layer), out, {positions, units});
}

Rules rules::matmul() { return {{"BATCH_MATMUL", read}}; }

}  // namespace exporter
