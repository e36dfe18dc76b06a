// SPDX-License-Identifier: BSL-1.0
#include "emit/edges.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

constexpr std::size_t longest_label = 80;  // as much as a listing shows of a name

bool may_be_label(const std::string& name) {
  return name.size() <= longest_label && name.find('\0') == std::string::npos;
}

std::vector<Edge> edges(const std::vector<int>& tensors, const std::vector<EdgeName>& names, const Network& net) {
  std::vector<Edge> out;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const EdgeName name = i < names.size() ? names[i] : EdgeName{net[tensors[i]].name, {}};
    const std::string label = name.signature.empty() ? readable(name.tensor) : name.signature;
    out.push_back(
        {static_cast<int>(i), tensors[i], name, may_be_label(label) ? label : "", element_of(net, tensors[i])});
  }
  std::vector<std::string> labels;
  for (const Edge& edge : out) labels.push_back(edge.label);
  for (Edge& edge : out)
    if (std::count(labels.begin(), labels.end(), edge.label) > 1) edge.label.clear();
  return out;
}

std::string declaration(const char* name, const std::vector<Edge>& all) {
  if (std::all_of(all.begin(), all.end(), [](const Edge& edge) { return edge.label.empty(); })) return {};
  std::vector<std::string> labels;
  for (const Edge& edge : all) labels.push_back(string_literal(edge.label));
  return fmt::format("  static constexpr const char* {}[] = {{{}}};\n", name, fmt::join(labels, ", "));
}

}  // namespace

std::vector<Edge> inputs(const Network& net) { return edges(net.inputs, net.input_names, net); }
std::vector<Edge> outputs(const Network& net) { return edges(net.outputs, net.output_names, net); }

std::string readable(const std::string& tensor) {
  constexpr std::string_view prefix = "serving_default_", suffix = ":0";
  if (tensor.find("PartitionedCall") != std::string::npos)
    return tensor;  // a call's results differ in their number only
  std::string_view out = tensor;
  if (out.starts_with(prefix)) out.remove_prefix(prefix.size());
  if (out.ends_with(suffix)) out.remove_suffix(suffix.size());
  return std::string(out.empty() ? tensor : out);
}

int zero_point(const Network& net, const Edge& edge) {
  return net[edge.tensor].quantization.zero_point + tinytmpl::core::offset_of(edge.element);
}

std::string edge_line(const Network& net, const char* kind, const Edge& edge) {
  const Tensor& tensor = net[edge.tensor];
  std::string out = fmt::format("{} {}", kind, edge.position);
  if (!edge.label.empty()) out += " " + string_literal(edge.label);
  if (!tinytmpl::core::is_quantized(edge.element))
    out += fmt::format(": {} {}", name_of(edge.element), dimensions(tensor.dims));
  else
    out += fmt::format(": {} {}, scale {}, zero point {}", name_of(edge.element), dimensions(tensor.dims),
                       tensor.quantization.scale, zero_point(net, edge));
  if (!edge.name.signature.empty()) out += ", signature " + quoted(edge.name.signature);
  return out + ", tensor " + quoted(edge.name.tensor);
}

std::vector<std::string> edge_lines(const Network& net) {
  std::vector<std::string> out;
  for (const Edge& edge : inputs(net)) out.push_back(edge_line(net, "input", edge));
  for (const Edge& edge : outputs(net)) out.push_back(edge_line(net, "output", edge));
  return out;
}

std::string edge_names(const Network& net) {
  return declaration("input_names", inputs(net)) + declaration("output_names", outputs(net));
}

}  // namespace exporter
