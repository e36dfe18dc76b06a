// SPDX-License-Identifier: BSL-1.0
#include "graph/shapes.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <utility>

#include "graph/strides.hpp"

namespace exporter {
namespace {

constexpr std::int64_t max_elements = std::int64_t{1} << 26;

using Shape = std::vector<int>;
/// The shape of an output.
using Derivation = std::function<Shape(const Operands&, std::size_t output)>;

int size(std::int64_t dim) {
  if (dim < 0 || dim > max_elements) throw Unknown();
  return static_cast<int>(dim);
}

std::int64_t count(const Shape& shape) {
  std::int64_t product = 1;
  for (const int dim : shape) product = size(product * dim);
  return product;
}

Shape sizes(const Integers& dims) {
  Shape out(dims.size());
  std::transform(dims.begin(), dims.end(), out.begin(), size);
  return out;
}

Shape first(const Operands& x, std::size_t) { return x.shape(0); }

Shape broadcast(const Operands& x, std::size_t) {
  Shape out = x.shape(0);
  for (std::size_t i = 1; i < x.size(); ++i) out = broadcast_shape(out, x.shape(i));
  return out;
}

Shape reshape(const Operands& x, std::size_t) {
  const Integers option = x.attributes().integers("new_shape"), wanted = x.size() > 1 ? x.integers(1) : option;
  const std::int64_t all = count(x.shape(0));
  std::int64_t known = 1;
  for (const std::int64_t dim : wanted)
    if (dim != -1) known = size(known * size(dim));
  Shape out;
  for (const std::int64_t dim : wanted) out.push_back(size(dim == -1 && known > 0 ? all / known : dim));
  if (count(out) != all) throw Unknown();
  return out;
}

Shape squeeze(const Operands& x, std::size_t) {
  const Shape& in = x.shape(0);
  std::set<std::size_t> gone;
  for (const std::int64_t axis : x.attributes().integers("squeeze_dims")) gone.insert(known_axis(axis, in.size()));
  Shape out;
  for (std::size_t i = 0; i < in.size(); ++i)
    if (gone.empty() ? in[i] != 1 : !gone.contains(i)) out.push_back(in[i]);
    else if (in[i] != 1) throw Unknown();
  return out;
}

Shape expand_dims(const Operands& x, std::size_t) {
  Shape out = x.shape(0);
  out.insert(out.begin() + static_cast<std::ptrdiff_t>(known_axis(x.integer(1), out.size() + 1)), 1);
  return out;
}

Shape reduced(const Operands& x, std::size_t) {
  const Shape& in = x.shape(0);
  std::set<std::size_t> gone;
  for (const std::int64_t axis : x.integers(1)) gone.insert(known_axis(axis, in.size()));
  Shape out;
  for (std::size_t i = 0; i < in.size(); ++i)
    if (!gone.contains(i)) out.push_back(in[i]);
    else if (x.attributes().integer("keep_dims") != 0) out.push_back(1);
  return out;
}

Shape range(const Operands& x, std::size_t) {
  const std::int64_t from = x.integer(0), to = x.integer(1), by = x.integer(2);
  if (by == 0 || std::abs(from) > max_elements || std::abs(to) > max_elements) throw Unknown();
  const std::int64_t span = by > 0 ? to - from : from - to, step = std::abs(by);
  return {size(span <= 0 ? 0 : (span - 1) / step + 1)};
}

Shape argument(const Operands& x, std::size_t) {
  Shape out = x.shape(0);
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(known_axis(x.integer(1), out.size())));
  return out;
}

Shape pad(const Operands& x, std::size_t) {
  Shape out = x.shape(0);
  const Integers amounts = x.integers(1);
  if (amounts.size() != 2 * out.size()) throw Unknown();
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = size(std::int64_t{out[i]} + size(amounts[2 * i]) + size(amounts[2 * i + 1]));
  return out;
}

Shape tile(const Operands& x, std::size_t) {
  Shape out = x.shape(0);
  const Integers times = x.integers(1);
  if (times.size() != out.size()) throw Unknown();
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = size(std::int64_t{out[i]} * size(times[i]));
  return out;
}

Shape gather(const Operands& x, std::size_t) {
  const Shape &in = x.shape(0), &indices = x.shape(1);
  const auto axis = static_cast<std::ptrdiff_t>(known_axis(x.attributes().integer("axis"), in.size()));
  if (x.attributes().integer("batch_dims") != 0) throw Unknown();
  Shape out(in.begin(), in.begin() + axis);
  out.insert(out.end(), indices.begin(), indices.end());
  out.insert(out.end(), in.begin() + axis + 1, in.end());
  return out;
}

Shape pack(const Operands& x, std::size_t) {
  Shape out = x.shape(0);
  for (std::size_t i = 1; i < x.size(); ++i)
    if (x.shape(i) != out) throw Unknown();
  const std::size_t axis = known_axis(x.attributes().integer("axis"), out.size() + 1);
  out.insert(out.begin() + static_cast<std::ptrdiff_t>(axis), size(static_cast<std::int64_t>(x.size())));
  return out;
}

Shape concatenation(const Operands& x, std::size_t) {
  Shape out = x.shape(0);
  const std::size_t axis = known_axis(x.attributes().integer("axis"), out.size());
  for (std::size_t i = 1; i < x.size(); ++i) {
    Shape part = x.shape(i);
    if (part.size() != out.size()) throw Unknown();
    const int more = std::exchange(part[axis], out[axis]);
    if (part != out) throw Unknown();
    out[axis] = size(std::int64_t{out[axis]} + more);
  }
  return out;
}

/// Of windows of `reach` elements.
int windows(const Operands& x, std::int64_t in, std::int64_t reach, std::int64_t stride) {
  if (stride < 1 || reach < 1) throw Unknown();
  return size((in + stride - (x.attributes().text("padding", "SAME") == "SAME" ? 1 : reach)) / stride);
}

Shape window(const Operands& x, std::int64_t h, std::int64_t w, int channels) {
  const Shape& in = x.shape(0);
  const Attributes& a = x.attributes();
  const auto reach = [&a](std::int64_t kernel, const char* dilation) {
    return (size(kernel) - std::int64_t{1}) * size(a.integer(dilation, 1)) + 1;
  };
  if (in.size() != 4) throw Unknown();
  return {in[0], windows(x, in[1], reach(h, "dilation_h"), a.integer("stride_h")),
          windows(x, in[2], reach(w, "dilation_w"), a.integer("stride_w")), channels};
}

Shape convolution(const Operands& x, std::size_t output_axis) {
  const Shape& filters = x.shape(1);
  if (filters.size() != 4) throw Unknown();
  return window(x, filters[1], filters[2], filters[output_axis]);
}

Shape pool(const Operands& x, std::size_t) {
  if (x.shape(0).size() != 4) throw Unknown();
  return window(x, x.attributes().integer("filter_h"), x.attributes().integer("filter_w"), x.shape(0)[3]);
}

Shape resized(const Operands& x, std::size_t) {
  const Integers to = x.integers(1);
  if (x.shape(0).size() != 4 || to.size() != 2) throw Unknown();
  return {x.shape(0)[0], size(to[0]), size(to[1]), x.shape(0)[3]};
}

Shape dense(const Operands& x, std::size_t) {
  Shape out = x.shape(0);
  const Shape& weights = x.shape(1);
  if (weights.size() != 2 || weights[1] < 1 || count(out) % weights[1] != 0) throw Unknown();
  if (x.attributes().integer("keep_num_dims") == 0) return {size(count(out) / weights[1]), weights[0]};
  if (out.empty() || out.back() != weights[1]) throw Unknown();
  out.back() = weights[0];
  return out;
}

const std::map<std::string_view, Derivation>& rules() {
  const auto of = [](Strides (*strides)(const Operands&)) {
    return [strides](const Operands& x, std::size_t) { return strides(x).shape; };
  };
  const auto list = [](std::size_t input) {
    return [input](const Operands& x, std::size_t) { return sizes(x.integers(input)); };
  };
  static const std::map<std::string_view, Derivation> all = [&] {
    std::map<std::string_view, Derivation> out{
        {"ARG_MAX", argument},
        {"ARG_MIN", argument},
        {"AVERAGE_POOL_2D", pool},
        {"BROADCAST_TO", list(1)},
        {"CONCATENATION", concatenation},
        {"CONV_2D", [](const Operands& x, std::size_t) { return convolution(x, 0); }},
        {"DEPTHWISE_CONV_2D", [](const Operands& x, std::size_t) { return convolution(x, 3); }},
        {"EXPAND_DIMS", expand_dims},
        {"FILL", list(0)},
        {"FULLY_CONNECTED", dense},
        {"GATHER", gather},
        {"L2_POOL_2D", pool},
        {"MAX_POOL_2D", pool},
        {"MIRROR_PAD", pad},
        {"PACK", pack},
        {"PAD", pad},
        {"PADV2", pad},
        {"RANGE", range},
        {"RANK", [](const Operands&, std::size_t) { return Shape{}; }},
        {"RESHAPE", reshape},
        {"RESIZE_BILINEAR", resized},
        {"RESIZE_NEAREST_NEIGHBOR", resized},
        {"SHAPE", [](const Operands& x, std::size_t) { return Shape{size(std::ssize(x.shape(0)))}; }},
        {"SLICE", of(sliced)},
        {"SPLIT", [](const Operands& x, std::size_t output) { return split(x, output).shape; }},
        {"SPLIT_V", [](const Operands& x, std::size_t output) { return split_by_sizes(x, output).shape; }},
        {"SQUEEZE", squeeze},
        {"STRIDED_SLICE", of(sliced_in_strides)},
        {"TILE", tile},
        {"TRANSPOSE", of(transposed)},
        {"UNPACK", [](const Operands& x, std::size_t output) { return unpacked(x, output).shape; }},
    };
    for (const char* const type :
         {"ABS",        "CAST",       "CEIL",        "COS",         "CUMSUM",       "DEQUANTIZE",
          "ELU",        "EXP",        "FLOOR",       "GELU",        "HARD_SWISH",   "L2_NORMALIZATION",
          "LEAKY_RELU", "LOG",        "LOGICAL_NOT", "LOGISTIC",    "LOG_SOFTMAX",  "NEG",
          "QUANTIZE",   "RELU",       "RELU6",       "RELU_0_TO_1", "RELU_N1_TO_1", "REVERSE_V2",
          "ROUND",      "RSQRT",      "SIN",         "SOFTMAX",     "SQRT",         "SQUARE",
          "TANH",       "ZEROS_LIKE", "ERF"})
      out.emplace(type, first);
    for (const char* const type : {"ADD",
                                   "DIV",
                                   "EQUAL",
                                   "FLOOR_DIV",
                                   "FLOOR_MOD",
                                   "GREATER",
                                   "GREATER_EQUAL",
                                   "LESS",
                                   "LESS_EQUAL",
                                   "LOGICAL_AND",
                                   "LOGICAL_OR",
                                   "MAXIMUM",
                                   "MINIMUM",
                                   "MUL",
                                   "NOT_EQUAL",
                                   "POW",
                                   "PRELU",
                                   "SELECT_V2",
                                   "SQUARED_DIFFERENCE",
                                   "SUB"})
      out.emplace(type, broadcast);
    for (const char* const type :
         {"MEAN", "REDUCE_ALL", "REDUCE_ANY", "REDUCE_MAX", "REDUCE_MIN", "REDUCE_PROD", "SUM"})
      out.emplace(type, reduced);
    return out;
  }();
  return all;
}

bool is_open(const Value& value) {
  return std::find(value.signature.begin(), value.signature.end(), -1) != value.signature.end();
}

}  // namespace

std::vector<int> output_shape(const Graph& graph, const Operation& op, std::size_t output) {
  const auto found = rules().find(op.type);
  if (op.is_custom || found == rules().end()) throw Unknown();
  Shape out = found->second(Operands(graph, op), output);
  count(out);
  return out;
}

void OpenShapes::derive(const Operation& op) {
  const bool reads_derived =
      std::any_of(op.inputs.begin(), op.inputs.end(), [&](int input) { return derived.contains(input); });
  for (std::size_t i = 0; i < op.outputs.size(); ++i) {
    Value& out = graph.values[static_cast<std::size_t>(op.outputs[i])];
    if (!reads_derived && !is_open(out)) continue;
    try {
      Shape shape = output_shape(graph, op, i);
      if (shape == out.shape) continue;
      out.shape = std::move(shape);
      derived.insert(op.outputs[i]);
    } catch (const Unknown&) {  // as the file has it
    }
  }
}

}  // namespace exporter
