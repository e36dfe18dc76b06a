// SPDX-License-Identifier: BSL-1.0
// Tensors of the file: constants, inputs and outputs.
#include <algorithm>

#include <fmt/format.h>

#include "files.hpp"
#include "frontend/onnx/importer.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

constexpr std::size_t max_inputs = 64;
constexpr std::int64_t max_elements = std::int64_t{1} << 26;
constexpr std::size_t max_external_bytes = std::size_t{1} << 28;

std::string short_name(const std::string& name) { return name.substr(0, max_name); }

/// Through these an image stays one.
bool keeps_axes(std::string_view type) {
  constexpr std::string_view all[] = {"Abs",
                                      "Add",
                                      "BatchNormalization",
                                      "Cast",
                                      "Clip",
                                      "Concat",
                                      "DequantizeLinear",
                                      "Div",
                                      "Elu",
                                      "Erf",
                                      "Exp",
                                      "Dropout",
                                      "HardSigmoid",
                                      "HardSwish",
                                      "Identity",
                                      "LeakyRelu",
                                      "Max",
                                      "Min",
                                      "Mul",
                                      "Neg",
                                      "PRelu",
                                      "Pad",
                                      "QuantizeLinear",
                                      "Relu",
                                      "Sqrt",
                                      "Sigmoid",
                                      "Slice",
                                      "Split",
                                      "Sub",
                                      "Tanh"};
  return std::find(std::begin(all), std::end(all), type) != std::end(all);
}

/// These read images, and nothing else.
bool reads_images(std::string_view type) {
  constexpr std::string_view all[] = {"Conv",
                                      "ConvTranspose",
                                      "MaxPool",
                                      "AveragePool",
                                      "GlobalAveragePool",
                                      "GlobalMaxPool",
                                      "BatchNormalization",
                                      "InstanceNormalization",
                                      "DepthToSpace",
                                      "SpaceToDepth",
                                      "Resize",
                                      "Upsample",
                                      "QLinearConv",
                                      "ConvInteger"};
  return std::find(std::begin(all), std::end(all), type) != std::end(all);
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether elements of [n, c, ...] move when channels come last.
bool lies_otherwise(const Shape& shape) {
  return shape.size() > 2 && shape[1] != 1 &&
         std::any_of(shape.begin() + 2, shape.end(), [](int dim) { return dim != 1; });
}

}  // namespace

std::span<const std::uint8_t> Importer::elsewhere(const Tensor& tensor) {
  const std::filesystem::path name(tensor.elsewhere);
  const std::string where = fmt::format("tensor {} has its data in another file, {}", exporter::quoted(tensor.name),
                                        exporter::quoted(tensor.elsewhere));
  if (name.has_parent_path() || name.is_absolute() || tensor.elsewhere == ".." || tensor.elsewhere == ".")
    throw Error(where + ", which does not stand beside the model; save the model with its weights inside");
  auto found = files.find(tensor.elsewhere);
  if (found == files.end()) {
    std::error_code error;
    if (folder.empty() || !std::filesystem::is_regular_file(folder / name, error))
      throw Error(where + ", which is not beside the model; put it there, or save the model with its weights inside");
    found = files.emplace(tensor.elsewhere, read_file(folder / name)).first;
  }
  const Buffer& all = found->second;
  if (tensor.offset > all.size() || tensor.length.value_or(0) > all.size() - tensor.offset)
    throw Error(where + ", behind that file's end; copy or export both again");
  return std::span(all).subspan(tensor.offset, tensor.length.value_or(all.size() - tensor.offset));
}

View constant_view(Importer& importer, const Tensor& tensor) {
  Value out;
  out.name = short_name(tensor.name), out.dtype = tensor.dtype, out.shape = tensor.shape;
  View view{importer.add_value(out), in_order(tensor.shape.size())};
  if (!tensor.elsewhere.empty()) {
    const auto bytes = importer.elsewhere(tensor);
    importer.external_bytes += bytes.size();
    if (importer.external_bytes > max_external_bytes)
      throw Error(fmt::format("the model has more than {} bytes in other files; no microcontroller holds them",
                              max_external_bytes));
    importer.graph.replace(view.value, Buffer(bytes.begin(), bytes.end()));
  } else if (!tensor.listed.empty()) {
    importer.graph.replace(view.value, tensor.listed);
  } else {
    importer.graph.values.back().data = tensor.raw;
  }
  try {
    const Value& made = importer.value(view);
    if (made.elements() != 0) constant_bytes(made);
  } catch (const Unknown&) {
    const Value& made = importer.value(view);
    if (made.dtype != Dtype::float64 && made.dtype != Dtype::string)
      throw Error(fmt::format("{} has the shape {}, but {} bytes; the file is damaged, or the type is not read",
                              describe(made), dimensions(made.shape), made.data.size()));
  }
  return view;
}

void Importer::add_constants() {
  for (const Tensor& tensor : model.constants) views[tensor.name] = constant_view(*this, tensor);
}

bool Importer::becomes_image(std::string_view name) const {
  std::vector<std::string_view> open{name};
  std::set<std::string_view> seen;
  while (!open.empty()) {
    const std::string_view one = open.back();
    open.pop_back();
    if (!seen.insert(one).second) continue;
    for (const Node& reader : model.nodes) {
      if (!has(reader.inputs, one)) continue;
      if (reads_images(reader.type) && reader.inputs[0] == one) return true;
      if (keeps_axes(reader.type)) open.insert(open.end(), reader.outputs.begin(), reader.outputs.end());
    }
  }
  return false;
}

void Importer::add_inputs() {
  std::string moved;
  for (const Edge& edge : model.inputs) {
    if (views.contains(edge.name)) continue;  // a constant: so says IR version 3
    Value out;
    out.name = short_name(edge.name), out.dtype = edge.dtype;
    if (!edge.shape)
      throw Error(
          fmt::format("input {} has no shape; export the model with fixed input shapes", exporter::quoted(edge.name)));
    std::int64_t product = 1;
    for (std::size_t i = 0; i < edge.shape->size(); ++i) {
      const std::int64_t dim = (*edge.shape)[i];
      if (dim < 1 && i > 0)
        throw Error(
            fmt::format("input of the model: {}: dimension {} is open; export the model with a fixed input shape "
                        "(only the batch may be open)",
                        describe(out), i));
      if (dim > max_elements || (product *= std::max<std::int64_t>(dim, 1)) > max_elements)
        throw Error(fmt::format("input {} has more than {} elements; no microcontroller holds it",
                                exporter::quoted(edge.name), max_elements));
      out.shape.push_back(static_cast<int>(std::max<std::int64_t>(dim, 1)));
    }
    View view{static_cast<int>(graph.values.size()), in_order(out.shape.size())};
    if ((out.shape.size() == 3 || out.shape.size() == 4) && becomes_image(edge.name)) {
      view.axes = channels_last(out.shape.size());
      const Shape in_file = out.shape;
      for (std::size_t i = 0; i < in_file.size(); ++i) out.shape[static_cast<std::size_t>(view.axes[i])] = in_file[i];
      if (lies_otherwise(in_file))
        moved += fmt::format("input {} is {}, channels last; in the file {}\n", exporter::quoted(edge.name),
                             dimensions(out.shape), dimensions(in_file));
    }
    graph.inputs.push_back(add_value(std::move(out)));
    views[edge.name] = view;
  }
  if (graph.inputs.empty() || model.outputs.empty() || model.nodes.empty())
    throw Error(fmt::format("the model is empty: it has {} inputs, {} outputs and {} operators", graph.inputs.size(),
                            model.outputs.size(), model.nodes.size()));
  if (graph.inputs.size() > max_inputs)
    throw Error(fmt::format("the model has {} inputs; at most {} are read", graph.inputs.size(), max_inputs));
  graph.remark = moved;
}

void Importer::add_outputs() {
  for (const Edge& edge : model.outputs) {
    if (unknown.contains(edge.name)) continue;  // what stands against it is said
    const auto found = views.find(edge.name);
    if (found == views.end())
      throw Error(fmt::format("output {} is written by nobody; the file is damaged", exporter::quoted(edge.name)));
    View view = found->second;
    const bool is_image = !view.flat && view.axes == channels_last(view.axes.size());
    const Operation* const last = writer(view.value);
    node = nullptr;
    for (const Node& one : model.nodes)
      if (has(one.outputs, edge.name)) node = &one;
    const bool as_it_lies = is_image && last && !(node && node->type == "Transpose");
    const Shape file = shape(view);
    int value = view.value;
    if (!as_it_lies) {
      position = model.nodes.size() - 1;
      value = plain(view);
    } else if (lies_otherwise(file)) {
      graph.remark += fmt::format("output {} is {}, channels last; in the file {}\n", exporter::quoted(edge.name),
                                  dimensions(graph[value].shape), dimensions(file));
    }
    if (edge.dtype == Dtype::uint8 && graph[value].dtype == Dtype::int8) {  // as the program sees it
      Value out = graph[value];
      out.dtype = Dtype::uint8;
      for (std::int64_t& zero : out.zero_points) zero += 128;
      Operation last_one{model.nodes.size(), "QUANTIZE", false, "output of the model", {value}, {add_value(out)}, {}};
      value = last_one.outputs[0];
      graph.operations.push_back(std::move(last_one));
    }
    graph.values[static_cast<std::size_t>(value)].name = short_name(edge.name);
    graph.outputs.push_back(value);
  }
  for (const int input : graph.inputs) graph.input_names.push_back({graph[input].name, ""});
  for (const int output : graph.outputs) graph.output_names.push_back({graph[output].name, ""});
}

}  // namespace exporter::onnx
