// SPDX-License-Identifier: BSL-1.0
#include "frontend/dilation.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

#include "frontend/names.hpp"
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

bool is_reshape(const FileOperator& op) {
  return op.code == code_reshape || op.code == code_expand_dims || op.code == code_squeeze;
}

bool is_convolution(const FileOperator& op) { return op.code == code_conv_2d || op.code == code_depthwise_conv_2d; }

/// Computes each element alone, or with a constant for each channel: in whatever order they lie.
bool is_elementwise(const File& file, const FileOperator& op) {
  if (!has_effect(op.name, Effect::elementwise)) return false;
  if (op.inputs.size() == 1) return true;
  const auto is_of_channels = [&](int input) {
    if (input < 0 || file[input].data.empty()) return false;
    const std::vector<int>& shape = file[input].shape;
    return shape.empty() || std::all_of(shape.begin(), shape.end() - 1, [](int dim) { return dim == 1; });
  };
  return op.inputs.size() == 2 && std::count_if(op.inputs.begin(), op.inputs.end(), is_of_channels) == 1;
}

/// From one SPACE_TO_BATCH_ND to its BATCH_TO_SPACE_ND: looked at first, and rewritten if all of it fits.
class Sandwich {
 public:
  Sandwich(File& in_file, const std::vector<int>& only_readers) : file(in_file), readers(only_readers) {}

  bool begin(std::size_t slot) {
    const FileOperator& op = file.operators[slot];
    if (op.inputs.size() != 3 || op.outputs.size() != 1 || op.inputs[0] < 0) return false;
    const FileTensor &x = file[op.inputs[0]], &folded = file[op.outputs[0]];
    const auto blocks = integers(file, op.inputs[1]), pads = integers(file, op.inputs[2]);
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
    for (int tensor = file.operators[slots[0]].outputs[0];;) {
      const int next = readers[static_cast<std::size_t>(tensor)];
      if (next < 0) return false;
      slots.push_back(static_cast<std::size_t>(next));
      const FileOperator& op = file.operators[slots.back()];
      if (op.outputs.size() != 1) return false;
      if (op.code == code_batch_to_space_nd) return has_convolution && end(op, file[tensor]);
      const bool fits = is_reshape(op)     ? reshape(op)
                      : is_convolution(op) ? !has_convolution && convolve(op, tensor)
                                           : has_convolution && is_elementwise(file, op);
      if (!fits || !is_folded(file[op.outputs[0]])) return false;
      shapes.push_back(sides);
      tensor = op.outputs[0];
    }
  }

  /// Where the first and the last operator were is room for a PAD.
  void rewrite(std::set<std::size_t>& erased) {
    const int last = file.operators[slots.back()].outputs[0];
    int before = file.operators[slots[0]].outputs[0], now = file.operators[slots[0]].inputs[0];
    std::vector<FileOperator> ops;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      FileOperator op = std::move(file.operators[slots[i + 1]]);
      if (is_convolution(op)) now = dilate(op, now, ops);
      if (is_reshape(op))
        op.code = code_reshape, op.name = operator_name(code_reshape), op.inputs.resize(1), op.options.dims.clear();
      std::replace(op.inputs.begin(), op.inputs.end(), before, now);
      before = now = op.outputs[0];
      set_shape(now, shapes[i]);
      ops.push_back(std::move(op));
    }
    ops.back().outputs = {last};
    for (std::size_t i = 0; i < slots.size(); ++i)
      if (i < ops.size()) file.operators[slots[i]] = std::move(ops[i]);
      else erased.insert(slots[i]);
  }

 private:
  File& file;
  const std::vector<int>& readers;
  std::vector<std::size_t> slots;  // of the operators, both ends included
  Sides sides;                     // of the tensor that was reached
  std::vector<Sides> shapes;       // of what each operator between the ends writes
  bool has_convolution = false;
  Sides image, window;  // what the convolution reads; how far it reaches, and its own padding
  std::int64_t crops[2][2] = {};

  static bool lies(std::int64_t value, std::int64_t least) { return value >= least && value <= max_size; }

  /// Whether this is what the blocks make of the sides. Converters write an open batch as 1.
  bool is_folded(const FileTensor& tensor) const {
    if (tensor.shape.size() != sides.size() + 2) return false;
    std::int64_t batch = 1;
    for (std::size_t i = 0; i < sides.size(); ++i) {
      batch *= sides[i].block;
      if (batch > max_batch || tensor.shape[i + 1] * sides[i].block != sides[i].padded()) return false;
    }
    return tensor.shape[0] == 1 || tensor.shape[0] == batch;
  }

  /// Adds a side of one element, or takes one away.
  bool reshape(const FileOperator& op) {
    const std::vector<int>& out = file[op.outputs[0]].shape;
    if (out.size() == sides.size() + 2) return true;
    if (out.size() == 3 && sides.size() == 2) {
      const auto plain = std::find_if(sides.begin(), sides.end(), [](const Side& side) { return side.is_plain(); });
      if (plain == sides.end()) return false;
      sides.erase(plain);
      return true;
    }
    if (out.size() != 4 || sides.size() != 1) return false;
    bool in_front = out[1] == 1, behind = out[2] == 1;
    if (op.code == code_expand_dims && op.inputs.size() == 2) {
      const auto axis = integers(file, op.inputs[1]);
      in_front = axis == std::vector<std::int64_t>{1} || axis == std::vector<std::int64_t>{-3};
      behind = axis == std::vector<std::int64_t>{2} || axis == std::vector<std::int64_t>{-2};
    }
    if (in_front == behind) return false;  // of two ones nobody can tell
    sides.insert(in_front ? sides.begin() : sides.end(), Side{});
    return true;
  }

  bool convolve(const FileOperator& op, int tensor) {
    const Options& o = op.options;
    if (sides.size() != 2 || op.inputs.size() < 2 || op.inputs[0] != tensor || op.inputs[1] < 0) return false;
    const std::vector<int>& kernel = file[op.inputs[1]].shape;
    if (kernel.size() != 4 || o.stride_h != 1 || o.stride_w != 1 || (o.padding != 0 && o.padding != 1)) return false;
    has_convolution = true;
    image = sides;
    for (int axis = 0; axis < 2; ++axis) {
      const auto i = static_cast<std::size_t>(axis);
      const int dilation = axis == 0 ? o.dilation_h : o.dilation_w;
      if (!lies(kernel[i + 1], 1) || !lies(dilation, 1)) return false;
      const std::int64_t block = sides[i].block, reach = std::int64_t{kernel[i + 1] - 1} * dilation;
      if (!lies(reach, 0) || !lies(reach * block, 0) || !lies(dilation * block, 1)) return false;
      const std::int64_t before = o.padding == 0 ? reach / 2 : 0, after = o.padding == 0 ? reach - before : 0;
      window.push_back({reach * block, before * block, after * block, block});
      sides[i] = {image[i].padded() + (before + after - reach) * block, 0, 0, block, axis};
      if (sides[i].size < 1) return false;
    }
    return true;
  }

  bool end(const FileOperator& op, const FileTensor& folded) {
    if (op.inputs.size() != 3 || !same_quantization(folded, file[op.outputs[0]])) return false;
    const auto blocks = integers(file, op.inputs[1]), amounts = integers(file, op.inputs[2]);
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
    FileTensor& to = file.tensors[static_cast<std::size_t>(tensor)];
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
  int dilate(FileOperator& op, int from, std::vector<FileOperator>& ops) {
    std::vector<std::int64_t> pads{0, 0};
    bool same = true;
    for (std::size_t i = 0; i < 2; ++i) {
      pads.push_back(image[i].before + window[i].before - crops[i][0]);
      pads.push_back(image[i].after + window[i].after - crops[i][1]);
      same = same && pads[2 * i + 2] == window[i].size / 2 && pads[2 * i + 3] == window[i].size - window[i].size / 2;
    }
    pads.insert(pads.end(), {0, 0});
    op.options.dilation_h *= static_cast<int>(image[0].block);
    op.options.dilation_w *= static_cast<int>(image[1].block);
    op.options.padding = same ? 0 : 1;
    if (same || std::count(pads.begin(), pads.end(), 0) == std::ssize(pads)) return from;
    return add_pad(op, from, pads, ops);
  }

  int add_pad(const FileOperator& before, int from, const std::vector<std::int64_t>& pads,
              std::vector<FileOperator>& ops) {
    const int amounts = static_cast<int>(file.tensors.size()), padded = amounts + 1;
    FileTensor list, out = file[from];
    list.dtype = Dtype::int32, list.shape = {4, 2};
    out.shape = {1, static_cast<int>(image[0].size + pads[2] + pads[3]),
                 static_cast<int>(image[1].size + pads[4] + pads[5]), out.shape.back()};
    out.signature.clear();
    file.tensors.push_back(std::move(list));
    file.tensors.push_back(std::move(out));
    file.folded[amounts] = pads;
    ops.push_back({before.position, code_pad, operator_name(code_pad), 1, {from, amounts}, {padded}, {}});
    return padded;
  }
};

/// The operator that reads a tensor; -1 if that is none, several, or an output of the model.
std::vector<int> only_readers(const File& file) {
  constexpr int none = -1, several = -2;
  std::vector<int> readers(file.tensors.size(), none);
  for (std::size_t i = 0; i < file.operators.size(); ++i)
    for (const int input : file.operators[i].inputs)
      if (input >= 0) {
        int& reader = readers[static_cast<std::size_t>(input)];
        reader = reader == none ? static_cast<int>(i) : several;
      }
  for (const int output : file.outputs) readers[static_cast<std::size_t>(output)] = several;
  return readers;
}

}  // namespace

void fuse_dilations(File& file) {
  const std::vector<int> readers = only_readers(file);
  std::set<std::size_t> erased;
  for (std::size_t i = 0; i < file.operators.size(); ++i) {
    if (file.operators[i].code != code_space_to_batch_nd) continue;
    Sandwich sandwich(file, readers);
    if (sandwich.begin(i) && sandwich.follow()) sandwich.rewrite(erased);
  }
  std::size_t position = 0;
  std::erase_if(file.operators, [&](const FileOperator&) { return erased.contains(position++); });
}

}  // namespace exporter
