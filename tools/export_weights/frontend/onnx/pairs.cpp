// SPDX-License-Identifier: BSL-1.0
#include "frontend/onnx/pairs.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>
#include <set>

#include "error.hpp"
#include "graph/numbers.hpp"
#include "graph/operands.hpp"

namespace exporter::onnx {
namespace {

bool is_one_of(const Operation& op, std::initializer_list<std::string_view> types) {
  return std::any_of(types.begin(), types.end(), [&](std::string_view type) { return op.is(type); });
}

bool moves(const Operation& op) {
  return is_one_of(op, {"RESHAPE", "TRANSPOSE", "SLICE", "STRIDED_SLICE", "GATHER", "PAD", "PADV2", "MIRROR_PAD",
                        "TILE", "BROADCAST_TO", "MAX_POOL_2D", "REDUCE_MAX", "REDUCE_MIN", "RESIZE_NEAREST_NEIGHBOR",
                        "RESIZE_BILINEAR", "AVERAGE_POOL_2D", "SPACE_TO_DEPTH", "DEPTH_TO_SPACE"});
}
bool filters(const Operation& op) {
  return is_one_of(op, {"CONV_2D", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV", "FULLY_CONNECTED"});
}
bool computes(const Operation& op) {
  return filters(op) || is_one_of(op, {"ADD", "SUB", "MUL", "BATCH_MATMUL", "MEAN", "SUM", "PRELU", "CONCATENATION"});
}
bool clamps(const Operation& op) { return is_one_of(op, {"RELU", "RELU6", "RELU_N1_TO_1"}); }

class Pairs {
 public:
  explicit Pairs(Graph& of) : graph(of) {}

  void run() {
    std::vector<Operation> all;
    all.swap(graph.operations);
    for (const Operation& op : all)
      for (const int input : op.inputs)
        if (input >= 0) readers[input].push_back(&op);
    for (Operation op : all) {
      for (int& input : op.inputs)
        if (const auto found = same.find(input); found != same.end()) input = found->second;
      read(std::move(op));
    }
    for (int& output : graph.outputs)
      if (const auto found = same.find(output); found != same.end()) output = found->second;
    for (Operation& op : graph.operations) make_constants_real(op);
  }

 private:
  Graph& graph;
  std::map<int, std::vector<const Operation*>> readers;  // as the file has them
  std::map<int, int> integers;                           // of a float32 value that is one dequantized
  std::map<int, int> same;                               // values that need not be quantized again

  bool is_constant(int value) const { return value < 0 || !graph[value].data.empty(); }
  Value& at(int value) { return graph.values[static_cast<std::size_t>(value)]; }

  void read(Operation op) {
    if (op.outputs.size() != 1 || !op.refusal.empty()) return keep(std::move(op));
    const int from = op.inputs[0], to = op.outputs[0];
    if (op.is("DEQUANTIZE")) {
      integers[to] = from;
    } else if (op.is("QUANTIZE")) {
      const auto found = integers.find(from);
      if (found != integers.end() && same_quantization(graph[found->second], graph[to])) {
        same[to] = found->second;
        return;
      }
    } else if (reads_integers(op)) {
      if (moves(op)) return become_integer(std::move(op), integers.at(from));
      const auto wanted = computes(op) || clamps(op) ? quantization_behind(to) : std::nullopt;
      if (wanted && (!clamps(op) || same_quantization(graph[integers.at(from)], graph[*wanted])) && has_integers(op))
        return become_integer(std::move(op), *wanted);
    }
    keep(std::move(op));
  }

  void keep(Operation op) { graph.operations.push_back(std::move(op)); }

  bool reads_integers(const Operation& op) const {
    bool any = false;
    for (const int input : op.inputs) {
      if (is_constant(input)) continue;
      if (!integers.contains(input)) return false;
      any = true;
    }
    return any;
  }

  /// The value whose quantization a float32 value gets behind nothing but clamping; nothing: it stays real, or gets several.
  std::optional<int> quantization_behind(int value) const {
    const auto found = readers.find(value);
    if (found == readers.end() || std::find(graph.outputs.begin(), graph.outputs.end(), value) != graph.outputs.end())
      return {};
    std::optional<int> out;
    for (const Operation* reader : found->second) {
      std::optional<int> one;
      if (reader->is("QUANTIZE")) one = reader->outputs[0];
      else if ((clamps(*reader) || reader->is("RESHAPE")) && found->second.size() == 1)
        one = quantization_behind(reader->outputs[0]);
      if (!one || (out && !same_quantization(graph[*out], graph[*one]))) return {};
      out = one;
    }
    return out;
  }

  /// Whether constants are integers, or can become some.
  bool has_integers(const Operation& op) const {
    for (std::size_t i = 0; i < op.inputs.size(); ++i) {
      const int input = op.inputs[i];
      const bool is_bias = filters(op) && i == bias_of(op);
      const bool is_list = op.is("MEAN") || op.is("SUM") || (op.is("TRANSPOSE_CONV") && i == 0);
      if (is_constant(input) && input >= 0 && !is_bias && !is_list && graph[input].dtype != Dtype::int8) return false;
    }
    return true;
  }

  static std::size_t bias_of(const Operation& op) { return op.is("TRANSPOSE_CONV") ? 3 : 2; }

  void become_integer(Operation op, int like) {
    const int real = op.outputs[0];
    if (op.is("CONCATENATION")) {
      for (int& input : op.inputs) input = requantized(op, input, like);
    } else {
      if (filters(op) && op.inputs.size() > bias_of(op)) make_bias(op);
      for (int& input : op.inputs)
        if (!is_constant(input)) input = integers.at(input);
      if (op.is("PADV2")) op.inputs[2] = quantized_constant(op.inputs[2], like);
    }
    op.outputs[0] = as_integer(real, like);
    finish(std::move(op), real);
  }

  /// Adds the operation, and what its output stands for.
  void finish(Operation op, int real) {
    Operation back;
    back.position = op.position, back.name = op.name, back.type = "DEQUANTIZE";
    back.inputs = op.outputs, back.outputs = {real};
    integers[real] = op.outputs[0];
    keep(std::move(op));
    keep(std::move(back));
  }

  int as_integer(int real, int like) {
    Value out = graph[real];
    out.dtype = graph[like].dtype, out.scales = graph[like].scales, out.zero_points = graph[like].zero_points;
    graph.values.push_back(std::move(out));
    return static_cast<int>(graph.values.size()) - 1;
  }

  /// What a concatenation takes: a table brings other integers into its units.
  int requantized(const Operation& op, int input, int like) {
    if (is_constant(input)) return input;
    const int from = integers.at(input);
    if (same_quantization(graph[from], graph[like])) return from;
    Operation between;
    between.position = op.position, between.name = op.name, between.type = "QUANTIZE";
    between.inputs = {input}, between.outputs = {as_integer(input, like)};
    between.attributes.set("half_to_even", std::int64_t{1});
    keep(between);
    return between.outputs[0];
  }

  int quantized_constant(int constant, int like) {
    const Numbers all = plain_numbers(graph[constant]);
    Value out = graph[constant];
    out.dtype = graph[like].dtype, out.scales = graph[like].scales, out.zero_points = graph[like].zero_points;
    Value bare;
    bare.dtype = out.dtype;
    const double zero = out.zero_points.empty() ? 0 : static_cast<double>(out.zero_points[0]),
                 most = out.dtype == Dtype::int8 ? 127 : 32'767;
    Numbers steps;
    for (const double real : all)
      steps.push_back(std::clamp(std::nearbyint(real / double{out.scales[0]}) + zero, -most - 1, most));
    graph.values.push_back(std::move(out));
    const int made = static_cast<int>(graph.values.size()) - 1;
    graph.replace(made, plain_bytes(steps, bare));
    return made;
  }

  /// A bias of float32 in units of its layer's sums: onnxruntime rounds it the same way, half to even.
  void make_bias(Operation& op) {
    int& bias = op.inputs[bias_of(op)];
    const Value from = graph[bias];
    if (from.dtype != Dtype::float32) return;
    const Value &input = graph[integers.at(op.inputs[op.is("TRANSPOSE_CONV") ? 2 : 0])], &weights = graph[op.inputs[1]];
    Numbers all = plain_numbers(from);
    if (weights.scales.empty()) return;
    Value out = from;
    out.dtype = Dtype::int32, out.scales.clear();
    for (const float scale : weights.scales) out.scales.push_back(input.scales[0] * scale);
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = std::clamp(double{std::nearbyint(static_cast<float>(all[i]) / out.scales[i % out.scales.size()])},
                          -2147483648.0, 2147483647.0);
    Value bare;
    bare.dtype = Dtype::int32;
    const Buffer data = plain_bytes(all, bare);
    graph.values.push_back(std::move(out));
    bias = static_cast<int>(graph.values.size()) - 1;
    graph.replace(bias, data);
  }

  /// Integers that stand beside real numbers: but for weights, which stay.
  void make_constants_real(Operation& op) {
    if (op.is("DEQUANTIZE") || op.outputs.empty() || graph[op.outputs[0]].dtype != Dtype::float32) return;
    for (std::size_t i = 0; i < op.inputs.size(); ++i) {
      const int input = op.inputs[i];
      if (input < 0 || graph[input].data.empty() || graph[input].scales.empty()) continue;
      if (filters(op) && i == 1) continue;
      Value out = graph[input];
      Value bare = out;
      bare.scales.clear(), bare.zero_points.clear();
      Numbers all = plain_numbers(bare);
      std::size_t inner = 1;
      for (std::size_t k = static_cast<std::size_t>(out.quantized_dimension) + 1; k < out.shape.size(); ++k)
        inner *= static_cast<std::size_t>(out.shape[k]);
      for (std::size_t e = 0; e < all.size(); ++e) {
        const std::size_t c = out.scales.size() == 1 ? 0 : e / inner % out.scales.size();
        all[e] = static_cast<float>(all[e] - static_cast<double>(out.zero_points.empty() ? 0 : out.zero_points[c])) *
                 out.scales[c];
      }
      out.dtype = Dtype::float32, out.scales.clear(), out.zero_points.clear();
      Value like;
      like.dtype = Dtype::float32;
      graph.values.push_back(std::move(out));
      op.inputs[i] = static_cast<int>(graph.values.size()) - 1;
      graph.replace(op.inputs[i], plain_bytes(all, like));
    }
  }
};

}  // namespace

void absorb_pairs(Graph& graph) {
  try {
    Pairs(graph).run();
  } catch (const Unknown&) {
    throw Error("the numbers of a quantized constant do not fit to its type; the file is damaged");
  }
}

}  // namespace exporter::onnx
