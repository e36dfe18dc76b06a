// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/curve.hpp>
#include <tinytmpl/core/factor.hpp>
#include <tinytmpl/core/fault.hpp>
#include <tinytmpl/core/tensor.hpp>
#include <tinytmpl/core/window.hpp>

namespace tinytmpl {

struct Parameters;

}  // namespace tinytmpl

namespace tinytmpl::core {

enum class Op {
  // no arithmetic: where tensors enter, where they stay
  input,
  output,
  constant,  // what training gave, in flash
  state,     // what a node keeps from one inference to the next, which reads it and writes it anew
  // with weights
  conv2d,
  depthwise_conv2d,
  dense,
  conv2d_transpose,
  // without
  max_pool,
  average_pool,
  add,
  sub,
  mul,
  squared_difference,
  prelu,
  maximum,
  minimum,
  div,
  floor_div,
  floor_mod,
  compare,
  logical,
  select,
  cast,
  concat,
  gather,  // rows of a table, which stands where weights would
  lookup,  // one int8 becomes another
  softmax,
  pad,
  move,  // elements from place to place
  resize_nearest,
  delay,
  history,
  lstm,
  svdf,
  l2_norm,
  l2_pool,
  log_softmax,
  arg_max,
  arg_min,
  resize_bilinear,
  matmul,
  mean,        // within a row; or a sum
  reduce_max,  // of rows, columns and channels
  reduce_min,
  row_sum,       // over all rows: their sums,
  mean_of_sums,  // and then the mean of those
  dequantize,    // gone before outputs
  // of signals: layers/signal.hpp, filter_bank.hpp
  signal_window,
  fft_scale_bits,
  fft_auto_scale,
  rfft,
  energy,
  filter_bank,
  filter_bank_square_root,
  noise_estimate,
  spectral_subtraction,
  pcan,
  filter_bank_log,
  feature_scale,
};

/// A clamp of the output, TFLite's fused activations.
enum class Activation { none, relu, relu6, relu_n1_to_1 };

/// Which rows of its operands a kernel may write its output over.
enum class Overwrites {
  nothing,
  read_row,  // any row that it reads, which is no shorter: it buffers a channel
  operand,   // an operand of the same size, element by element
};

constexpr int max_operands = 8;

/// A tensor as a node reads it: which node wrote it, its extent, and the rows that one output row reads.
struct Operand {
  int node = 0;
  Extent extent{};
  Sliding rows;
  bool given = false;  // by the layer's own parameters: a constant, which no earlier layer writes
};

/// What training gives that a kernel knows at compile time: sets the node's own attributes.
using LearnFrom = void(Node& node, const Parameters& given);

/// Fills a table that depends on nothing but the node's attributes: it stands where weights would.
using FillTable = void(std::int16_t* table, const Node& node);

/// What a node must be given by training, and what the compiler derives from that.
struct Demands {
  int weights = 0, biases = 0;  // how many it needs
  int real_weights = 0;         // of float32, if those are not as many
  int scales = 0;               // of the weights: one, or so many
  int multipliers = 0;          // how many it derives
  FactorOf* factor = factor_of_weights;
  int factors = 0;            // how many it derives in place of multipliers
  int table_bytes = 0;        // of the table that it derives
  FillTable* fill = nullptr;  // of int16, if no other table
  LearnFrom* learn = nullptr;
  bool reals = false;         // RealNumbers instead of all that
  bool wide = false;          // WideNumbers, and multipliers instead of a table
  Quantization fixed_output;  // that TFLite demands, if it does
};

/// A tensor that a node keeps from one inference to the next. In float32 it is of float32.
struct State {
  Extent extent{};
  Element element = Element::int8;  // if that is not the node's own: then its scale is Parameters::state_scale
};
constexpr int max_states = 2;

/// What passes and the planner may do with a node: they ask this, not which operator it is.
struct Traits {
  bool clamps = false;              // its kernel can clamp its output, so that an activation may join it
  bool keeps_quantization = false;  // its output has the quantization of its operands
  bool zero_outside = false;        // what lies beside its operand counts as zero, so that a Pad may join it
  bool widens = false;              // of float32 it takes int8 weights, too
  bool knows_uint8 = false;         // as_uint8 it computes something else
  bool multiplies_reals = false;    // as_uint8 its sums are multiplied by real numbers
  bool takes_all = false;           // it takes its operands' elements in their order, whatever their shape
  bool reshapes = false;            // its elements are its operand's, in their order
  bool either_axis = false;         // rows and columns mean the same to it
  bool accumulates = false;         // all its rows are added up in one place
  bool plain = false;               // its elements are numbers themselves, as int16 of scale 1, and its weights int16
  bool gives_weights = false;       // its output's elements are some of its weights
  Element takes{};                  // of these two: which elements its first operand has
  Overwrites overwrites = Overwrites::nothing;
};

/// A few numbers that only one operator knows; its file in layers/ names each of them by an Attribute.
using Attributes = Array<int, 13>;

/// One of the Attributes of a Node or a Geometry.
template <int place>
struct Attribute {
  constexpr int& operator()(auto& of) const { return of.own[place]; }
  constexpr int operator()(const auto& of) const { return of.own[place]; }
};

/// One operator and the tensor that it writes: what a layer says of itself, and what every pass, the planner and the code
/// generator read and rewrite. A tensor is named by the index of its node.
struct Node {
  Op op = Op::input;
  const char* kind = "Input";
  Tensor out;
  int operand_count = 0;
  Array<Operand, max_operands> operands;
  Sliding cols;  // what one output column reads of the first operand
  Activation activation = Activation::none;
  Curve curve = rescaled;
  Demands demands;
  Traits traits;
  Attributes own;
  std::int64_t macs = 0;

  Extent seen_as{.rank = 0};  // what the next layer reads it as, if it is not its extent: TFLite drops axes of extent 1
  int state_count = 0;        // what it keeps from one inference to the next: its last operands
  Array<State, max_states> states{};
  int unread_rows = 0;  // at the end, beyond its extent: nobody reads them, so they are not computed

  int layer = 0;  // position among the user's words: its parameters
  Fault fault;
  Element weights_element = Element::int8;  // of which its weights are
  Element biases_element = Element::int32;
  int weights_zero_point = 0;
  bool as_uint8 = false;  // as TFLite's kernels of uint8 compute it

  constexpr int row_bytes() const { return out.row_bytes(); }
  /// Rows that the finished tensor keeps.
  constexpr int kept_rows() const { return traits.accumulates ? 1 : out.extent.h; }
  constexpr int bytes() const { return row_bytes() * kept_rows(); }
  /// Of its rows in memory; sums are read byte by byte.
  constexpr int alignment() const { return traits.accumulates ? 1 : alignment_of(out.element); }
  constexpr const Operand& in(int k = 0) const { return operands[k]; }

  /// Notes the first broken rule; the description goes on with values that pass.
  constexpr void require(bool holds, Rule rule, int needed, int given) {
    if (!holds && !fault.found()) fault = {rule, layer, needed, given};
  }
  constexpr void require_equal(Rule rule, int needed, int given) { require(needed == given, rule, needed, given); }
  constexpr void require_at_least(Rule rule, int needed, int given) { require(given >= needed, rule, needed, given); }
};

/// What all nodes of one operand begin with.
constexpr Node unary(Op op, const char* kind, Extent in, Extent out) {
  Node node;
  node.op = op, node.kind = kind, node.out.extent = out;
  node.operand_count = 1;
  node.operands[0].extent = in;
  return node;
}

/// A tensor in flash, which is given as the weights of `layer`.
constexpr Node constant_node(Extent extent, int layer) {
  Node node;
  node.op = Op::constant, node.kind = "Constant", node.layer = layer;
  node.out.extent = extent, node.out.storage = Storage::constant;
  node.demands.weights = extent.size(), node.demands.scales = 1;
  return node;
}

/// What keeps the outputs of a network: its operands, which are to be added.
constexpr Node output_node() {
  Node node;
  node.op = Op::output, node.kind = "Output";
  node.out.extent = {1, 1, 0, 1};
  node.traits.takes_all = true;
  return node;
}

/// `node` keeps a tensor from one inference to the next, of its own quantization if of its own elements: an operand behind all
/// others, of which its kernel reads `rows` and writes them anew. At first all elements are the zero point.
constexpr void keep_state(Node& node, State state, Sliding rows = {}) {
  node.states[node.state_count++] = state;
  node.operands[node.operand_count++] = {0, state.extent, rows};
}
/// Tensor `s` of those that it keeps.
constexpr Node state_of(const Node& node, int s) {
  Node state;
  state.op = Op::state, state.kind = "State", state.layer = node.layer;
  state.out.extent = node.states[s].extent, state.out.storage = Storage::state;
  state.traits.either_axis = true;
  return state;
}

/// One element for each element, from a table: activations and changes of the quantization.
constexpr Node elementwise(const char* kind, Extent in, Curve curve, Activation activation = Activation::none) {
  Node node = unary(Op::lookup, kind, in, in);
  node.curve = curve, node.activation = activation;
  node.demands.table_bytes = 256;
  node.traits.clamps = node.traits.either_axis = true;
  node.traits.overwrites = Overwrites::operand;
  return node;
}

/// A node that slides `window` over an image.
constexpr Node windowed(Op op, const char* kind, Window window, Extent in, int channels) {
  Node node = unary(op, kind, in, {});
  node.require_at_least(Rule::image, 3, in.rank);
  node.require_at_least(Rule::filters, 1, channels);
  node.require_at_least(Rule::window, 1, window.least());
  if (window.least() < 1) window = {};
  node.traits.clamps = node.traits.either_axis = true;
  const Sliding rows = window.rows(in.h), cols = window.cols(in.w);
  node.out.extent = {window.length(in.h, rows), window.length(in.w, cols), maximum(1, channels), 3};
  node.operands[0].rows = rows, node.cols = cols;
  if (!window.same) {
    node.require(rows.reach() <= in.h, Rule::kernel_rows, rows.reach(), in.h);
    node.require(cols.reach() <= in.w, Rule::kernel_columns, cols.reach(), in.w);
  }
  return node;
}

/// Reads operand `k` whole for each row.
constexpr void read_whole(Node& node, int k = 0) {
  node.operands[k].rows = {.size = node.operands[k].extent.h, .stride = 0};
}

}  // namespace tinytmpl::core
