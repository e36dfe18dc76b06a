// SPDX-License-Identifier: BSL-1.0
#include "graph/dilation.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

#include "graph/numbers.hpp"
#include "operators/rules.hpp"

namespace exporter {
namespace {

constexpr std::int64_t max_size = 32'767;  // of an axis, its padding, and a block: products of all of them fit

constexpr std::int64_t max_batch = std::int64_t{1} << 26;

/// One axis of an image: as it is, and how the blocks take it apart.
struct Side {
  std::int64_t size = 1, before = 0, after = 0, block = 1;  // the padding is not in the size
  int axis = -1;                                            // of the convolution's output

  std::int64_t padded() const { return size + before + after; }
  bool is_plain() const { return padded() == 1 && block == 1; }
};
using Sides = std::vector<Side>;

bool is_reshape(const Operation& op) { return op.is("RESHAPE") || op.is("EXPAND_DIMS") || op.is("SQUEEZE"); }

bool is_convolution(const Operation& op) { return op.is("CONV_2D") || op.is("DEPTHWISE_CONV_2D"); }

int dilation(const Operation& op, int axis) {
  return static_cast<int>(op.attributes.integer(axis == 0 ? "dilation_h" : "dilation_w", 1));
}

/// Computes each element alone, or with a constant for each channel: in whatever order they lie.
bool is_elementwise(const Graph& graph, const Operation& op) {
  if (!has_effect(op, Effect::elementwise)) return false;
  if (op.inputs.size() == 1) return true;
  const auto is_of_channels = [&](int input) {
    if (input < 0 || graph[input].data.empty()) return false;
    const std::vector<int>& shape = graph[input].shape;
    return shape.empty() || std::all_of(shape.begin(), shape.end() - 1, [](int dim) { return dim == 1; });
  };
  return op.inputs.size() == 2 && std::count_if(op.inputs.begin(), op.inputs.end(), is_of_channels) == 1;
}

/// From one SPACE_TO_BATCH_ND to its BATCH_TO_SPACE_ND: looked at first, and rewritten if all of it fits.
class Sandwich {
 public:
  Sandwich(Graph& in_graph, const std::vector<int>& only_readers) : graph(in_graph), readers(only_readers) {}

  bool begin(std::size_t slot) {
    const Operation& op = graph.operations[slot];
    if (op.inputs.size() != 3 || op.outputs.size() != 1 || op.inputs[0] < 0) return false;
    const Value &x = graph[op.inputs[0]], &folded = graph[op.outputs[0]];
    const auto blocks = integers(graph, op.inputs[1]), pads = integers(graph, op.inputs[2]);
    if (x.shape.size() < 3 || x.shape.size() > 4 || x.shape[0] != 1 || !blocks || !pads) return false;
    if (blocks->size() != x.shape.size() - 2 || pads->size() != 2 * blocks->size()) return false;
    for (std::size_t i = 0; i < blocks->size(); ++i) {
      const Side side{x.shape[i + 1], (*pads)[2 * i], (*pads)[2 * i + 1], (*blocks)[i]};
      if (!lies(side.size, 1) || !lies(side.before, 0) || !lies(side.after, 0) || !lies(side.block, 1)) return false;
      sides.push_back(side);
    }
    slots = {slot};
    return is_folded(folded) && same_quantization(x, folded);
  }

  /// The operators up to the BATCH_TO_SPACE_ND, each the only reader of the one before it.
  bool follow() {
    for (int tensor = graph.operations[slots[0]].outputs[0];;) {
      const int next = readers[static_cast<std::size_t>(tensor)];
      if (next < 0) return false;
      slots.push_back(static_cast<std::size_t>(next));
      const Operation& op = graph.operations[slots.back()];
      if (op.outputs.size() != 1) return false;
      if (op.is("BATCH_TO_SPACE_ND")) return has_convolution && end(op, graph[tensor]);
      const bool fits = is_reshape(op)     ? reshape(op)
                      : is_convolution(op) ? !has_convolution && convolve(op, tensor)
                                           : has_convolution && is_elementwise(graph, op);
      if (!fits || !is_folded(graph[op.outputs[0]])) return false;
      shapes.push_back(sides);
      tensor = op.outputs[0];
    }
  }

  /// Where the first and the last operator were is room for a PAD.
  void rewrite(std::set<std::size_t>& erased) {
    const int last = graph.operations[slots.back()].outputs[0];
    int before = graph.operations[slots[0]].outputs[0], now = graph.operations[slots[0]].inputs[0];
    std::vector<Operation> ops;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      Operation op = std::move(graph.operations[slots[i + 1]]);
      if (is_convolution(op)) now = dilate(op, now, ops);
      if (is_reshape(op)) op.type = "RESHAPE", op.inputs.resize(1), op.attributes = {};
      std::replace(op.inputs.begin(), op.inputs.end(), before, now);
      before = now = op.outputs[0];
      set_shape(now, shapes[i]);
      ops.push_back(std::move(op));
    }
    ops.back().outputs = {last};
    for (std::size_t i = 0; i < slots.size(); ++i)
      if (i < ops.size()) graph.operations[slots[i]] = std::move(ops[i]);
      else erased.insert(slots[i]);
  }

 private:
  Graph& graph;
  const std::vector<int>& readers;
  std::vector<std::size_t> slots;  // of the operators, both ends included
  Sides sides;                     // of the tensor that was reached
  std::vector<Sides> shapes;       // of what each operator between the ends writes
  bool has_convolution = false;
  Sides image, window;  // what the convolution reads; how far it reaches, and its own padding
  std::int64_t crops[2][2] = {};

  static bool lies(std::int64_t value, std::int64_t least) { return value >= least && value <= max_size; }

  /// Whether this is what the blocks make of the sides. Converters write an open batch as 1.
  bool is_folded(const Value& tensor) const {
    if (tensor.shape.size() != sides.size() + 2) return false;
    std::int64_t batch = 1;
    for (std::size_t i = 0; i < sides.size(); ++i) {
      batch *= sides[i].block;
      if (batch > max_batch || tensor.shape[i + 1] * sides[i].block != sides[i].padded()) return false;
    }
    return tensor.shape[0] == 1 || tensor.shape[0] == batch;
  }

  /// Adds a side of one element, or takes one away.
  bool reshape(const Operation& op) {
    const std::vector<int>& out = graph[op.outputs[0]].shape;
    if (out.size() == sides.size() + 2) return true;
    if (out.size() == 3 && sides.size() == 2) {
      const auto plain = std::find_if(sides.begin(), sides.end(), [](const Side& side) { return side.is_plain(); });
      if (plain == sides.end()) return false;
      sides.erase(plain);
      return true;
    }
    if (out.size() != 4 || sides.size() != 1) return false;
    bool in_front = out[1] == 1, behind = out[2] == 1;
    if (op.is("EXPAND_DIMS") && op.inputs.size() == 2) {
      const auto axis = integers(graph, op.inputs[1]);
      in_front = axis == std::vector<std::int64_t>{1} || axis == std::vector<std::int64_t>{-3};
      behind = axis == std::vector<std::int64_t>{2} || axis == std::vector<std::int64_t>{-2};
    }
    if (in_front == behind) return false;  // of two ones nobody can tell
    sides.insert(in_front ? sides.begin() : sides.end(), Side{});
    return true;
  }

  bool convolve(const Operation& op, int tensor) {
    const std::string padding = op.attributes.text("padding", "SAME");
    if (sides.size() != 2 || op.inputs.size() < 2 || op.inputs[0] != tensor || op.inputs[1] < 0) return false;
    const std::vector<int>& kernel = graph[op.inputs[1]].shape;
    if (kernel.size() != 4 || op.attributes.integer("stride_h") != 1 || op.attributes.integer("stride_w") != 1 ||
        (padding != "SAME" && padding != "VALID"))
      return false;
    has_convolution = true;
    image = sides;
    for (int axis = 0; axis < 2; ++axis) {
      const auto i = static_cast<std::size_t>(axis);
      const int dilation = exporter::dilation(op, axis);
      if (!lies(kernel[i + 1], 1) || !lies(dilation, 1)) return false;
      const std::int64_t block = sides[i].block, reach = std::int64_t{kernel[i + 1] - 1} * dilation;
      if (!lies(reach, 0) || !lies(reach * block, 0) || !lies(dilation * block, 1)) return false;
      const std::int64_t before = padding == "SAME" ? reach / 2 : 0, after = padding == "SAME" ? reach - before : 0;
      window.push_back({reach * block, before * block, after * block, block});
      sides[i] = {image[i].padded() + (before + after - reach) * block, 0, 0, block, axis};
      if (sides[i].size < 1) return false;
    }
    return true;
  }

  bool end(const Operation& op, const Value& folded) {
    if (op.inputs.size() != 3 || !same_quantization(folded, graph[op.outputs[0]])) return false;
    const auto blocks = integers(graph, op.inputs[1]), amounts = integers(graph, op.inputs[2]);
    if (!blocks || !amounts || blocks->size() != sides.size() || amounts->size() != 2 * sides.size()) return false;
    for (std::size_t i = 0; i < sides.size(); ++i) {
      const std::int64_t first = (*amounts)[2 * i], last = (*amounts)[2 * i + 1];
      if ((*blocks)[i] != sides[i].block || !lies(first, 0) || !lies(last, 0)) return false;
      if (sides[i].axis < 0 ? first + last > 0 : first + last >= sides[i].size) return false;
      if (sides[i].axis >= 0) crops[sides[i].axis][0] = first, crops[sides[i].axis][1] = last;
    }
    for (std::size_t i = 0; i < 2; ++i)  // what is cropped is padding that need not be there in the first place
      if (image[i].before + window[i].before < crops[i][0] || image[i].after + window[i].after < crops[i][1])
        return false;
    return true;
  }

  void set_shape(int tensor, const Sides& of) {
    Value& to = graph.values[static_cast<std::size_t>(tensor)];
    const int channels = to.shape.back();
    to.shape = {1};
    for (const Side& side : of) {
      const std::int64_t cropped = side.axis < 0 ? 0 : crops[side.axis][0] + crops[side.axis][1];
      to.shape.push_back(static_cast<int>(side.size - cropped));
    }
    to.shape.push_back(channels);
    to.signature.clear();
  }

  /// The tensor that the convolution reads: `from`, or what a PAD makes of it.
  int dilate(Operation& op, int from, std::vector<Operation>& ops) {
    std::vector<std::int64_t> pads{0, 0};
    bool same = true;
    for (std::size_t i = 0; i < 2; ++i) {
      pads.push_back(image[i].before + window[i].before - crops[i][0]);
      pads.push_back(image[i].after + window[i].after - crops[i][1]);
      same = same && pads[2 * i + 2] == window[i].size / 2 && pads[2 * i + 3] == window[i].size - window[i].size / 2;
    }
    pads.insert(pads.end(), {0, 0});
    op.attributes.set("dilation_h", dilation(op, 0) * image[0].block);
    op.attributes.set("dilation_w", dilation(op, 1) * image[1].block);
    op.attributes.set("padding", same ? "SAME" : "VALID");
    if (same || std::count(pads.begin(), pads.end(), 0) == std::ssize(pads)) return from;
    return add_pad(op, from, pads, ops);
  }

  int add_pad(const Operation& before, int from, const std::vector<std::int64_t>& pads, std::vector<Operation>& ops) {
    const int amounts = static_cast<int>(graph.values.size()), padded = amounts + 1;
    Value list, out = graph[from];
    list.dtype = Dtype::int32, list.shape = {4, 2};
    out.shape = {1, static_cast<int>(image[0].size + pads[2] + pads[3]),
                 static_cast<int>(image[1].size + pads[4] + pads[5]), out.shape.back()};
    out.signature.clear();
    graph.values.push_back(std::move(list));
    graph.values.push_back(std::move(out));
    graph.fold(amounts, plain_bytes(Numbers(pads.begin(), pads.end()), graph[amounts]));
    ops.push_back({before.position, "PAD", false, "PAD", {from, amounts}, {padded}, {}});
    return padded;
  }
};

/// The operator that reads a tensor; -1 if that is none, several, or an output of the model.
std::vector<int> only_readers(const Graph& graph) {
  constexpr int none = -1, several = -2;
  std::vector<int> readers(graph.values.size(), none);
  for (std::size_t i = 0; i < graph.operations.size(); ++i)
    for (const int input : graph.operations[i].inputs)
      if (input >= 0) {
        int& reader = readers[static_cast<std::size_t>(input)];
        reader = reader == none ? static_cast<int>(i) : several;
      }
  for (const int output : graph.outputs) readers[static_cast<std::size_t>(output)] = several;
  return readers;
}

}  // namespace

void fuse_dilations(Graph& graph) {
  const std::vector<int> readers = only_readers(graph);
  std::set<std::size_t> erased;
  for (std::size_t i = 0; i < graph.operations.size(); ++i) {
    if (!graph.operations[i].is("SPACE_TO_BATCH_ND")) continue;
    Sandwich sandwich(graph, readers);
    if (sandwich.begin(i) && sandwich.follow()) sandwich.rewrite(erased);
  }
  std::size_t position = 0;
  std::erase_if(graph.operations, [&](const Operation&) { return erased.contains(position++); });
}

}  // namespace exporter
