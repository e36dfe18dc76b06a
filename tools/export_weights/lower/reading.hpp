// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>

#include <tinytmpl/layers/concat.hpp>

#include "graph/graph.hpp"
#include "graph/refusal.hpp"
#include "ir.hpp"

namespace exporter {

/// A network while it is made from a file.
struct Lowering {
  const Graph& graph;
  Network net{};
  std::map<int, int> tensors{};     // file's tensor -> network's
  std::int64_t constant_bytes = 0;  // so far
};

/// The dimensions as the library counts them: no batch of one, and of more than three those before the last two as one.
Dims library_dims(const Value& tensor, const Place& where);
/// Whether the library has dropped this axis of the file's tensor.
bool is_batch(const Value& tensor, int axis);
/// The scale and zero point of an int8 activation, of a float32 none; refuses everything else.
Quantization activation_quantization(const Value& tensor, const Place& where);
/// Refuses what is no scale.
void check_scale(float scale, const Place& where, const Value& tensor);
/// Of what it is in memory.
Element element_of(const Value& tensor);

/// One operator while it is read: what its lowering may ask, each question with its own complaint.
class Reading {
 public:
  Reading(Lowering& to, const Operation& from) : lowering(to), op(from) {}

  const Attributes& attributes() const { return op.attributes; }
  const std::string& own_word() const { return op.own_word; }
  Place where() const { return Place(op); }
  std::size_t inputs() const { return op.inputs.size(); }
  const Value& input(std::size_t i) const;  // refuses a missing one
  const Value& output() const;              // of several the chosen one
  std::size_t outputs() const { return op.outputs.size(); }
  /// Of an operator with several outputs: from now on this is about one of them. False: nobody reads it.
  bool choose_output(std::size_t i);
  bool given(std::size_t i) const { return i < op.inputs.size() && op.inputs[i] >= 0; }
  bool is_constant(std::size_t i) const { return !input(i).data.empty(); }

  void expect_inputs(std::size_t least, std::size_t most) const;
  int activation(std::size_t i) const;  // the network's tensor; a constant, too
  const Tensor& tensor(std::size_t i) const { return lowering.net[activation(i)]; }
  const Dims& dims(int tensor) const { return lowering.net[tensor].dims; }
  Quantization quantization(int tensor) const { return lowering.net[tensor].quantization; }
  Element element(int tensor) const { return lowering.net[tensor].element; }
  /// Gives a constant operand another quantization; false: the tensor is none.
  bool declare(int tensor, Quantization quantization);
  Quantization output_quantization() const { return activation_quantization(output(), where()); }
  std::optional<std::vector<std::int64_t>> integers(std::size_t i) const;  // of a constant; none: not known
  std::vector<std::int64_t> known_integers(std::size_t i) const;           // refuses what is not known
  int axis(std::int64_t value, std::size_t rank) const;                    // 0 .. rank - 1
  tinytmpl::Axis library_axis(const Value& tensor, int axis) const;        // refuses the batch
  Activation fused() const;
  /// Is it said to write elements of another type than it reads?
  bool mixes_types() const;
  bool computes_reals() const { return output().dtype == Dtype::float32; }
  void expect_quantized() const;  // of an operator that is not there in float32
  void expect_bytes() const;      // of one that is there in int8 alone
  /// In the file the tensors are uint8, for which TFLite has kernels of their own.
  bool as_uint8() const { return output().was_uint8; }

  /// A constant, checked to be int8, int4, or float32 if the operator computes that, and as many elements as its shape says.
  /// Of float32 it may have been float16, and be int8 with scales if the operator `widens` that.
  Constants constant(std::size_t i, bool widens = false) const;
  /// A constant that an element-wise operator reads, in its smallest shape: the network's tensor.
  int constant_operand(std::size_t i);
  /// Which inputs a layer with weights has where.
  struct Operands {
    std::size_t input = 0, weights = 1, biases = 2;
  };
  /// Weights, and biases if there are any, for `channels` outputs.
  Constants weights(int channels, int quantized_dimension, Operands at = {0, 1, 2});
  ElementArray biases(std::size_t i, int channels) const;
  void expect_symmetric(const Value& weights) const;

  void expect_same_quantization(std::size_t i) const;
  /// The output is of this element.
  void expect_element(Element element) const;
  void expect_multiplier(double real, int bits_of_int16 = 8) const;  // of a requantization

  /// Adds the layer, whose output has this shape in the file's terms (only ones may differ), and in the library's terms
  /// `dims`; a Reshape follows where the library's shape is another one than the file's.
  void finish(Layer layer, const std::vector<int>& shape, Dims dims);
  void finish(Layer layer, const std::vector<int>& shape);              // in the library's terms the same
  void finish(int tensor, const std::vector<int>& shape);               // with a tensor that is there already
  int intermediate(Layer layer, Dims dims, Quantization quantization);  // a tensor that the file does not have
  int intermediate(Layer layer, Dims dims) {
    return intermediate(std::move(layer), std::move(dims), output_quantization());
  }
  int reshaped(int tensor, const Dims& dims);  // the same elements

  void expect_shape(const std::vector<int>& computed) const;
  [[noreturn]] void refuse(const std::string& reason) const;  // names the output
  [[noreturn]] void refuse(const Value& tensor, const std::string& reason) const;

 private:
  Lowering& lowering;
  const Operation& op;
  std::optional<std::size_t> chosen{};  // output

  std::vector<float> reals(const Value& tensor) const;
  std::vector<float> dequantized(const Value& tensor) const;
  void expect_integers(bool wide, const char* elements) const;
};

}  // namespace exporter
