// SPDX-License-Identifier: BSL-1.0
#include "emit/header.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <tinytmpl/version.hpp>

#include "emit/arrays.hpp"
#include "emit/edges.hpp"
#include "emit/parameters.hpp"
#include "emit/policies.hpp"
#include "emit/topology.hpp"
#include "emit/using_declarations.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

constexpr std::size_t easy_layers = 256;  // stay inside the default limits of constant expressions

/// int32 may have a scale, too.
bool has_quantization(Element element, const Quantization& q) {
  return tinytmpl::core::is_quantized(element) || (element == Element::int32 && q.known());
}

/// Members of an entry of parameters: what the elements of a tensor mean, as its views count them.
std::string output(const Network& net, int tensor) {
  const Quantization& q = net[tensor].quantization;
  const Element element = element_of(net, tensor);
  if (!has_quantization(element, q)) return {};
  return fmt::format(".output = {{{}, {}}}{}", float_literal(q.scale),
                     q.zero_point + tinytmpl::core::offset_of(element),
                     element == Element::int8 ? "" : ", .element = " + element_word(element));
}

std::string indentation(int depth) { return fmt::format("{:{}}", "", depth * 4); }

/// Writes words in their order; each takes the next position, and leaves its arrays and its entry of parameters.
class Writer {
 public:
  explicit Writer(const Network& in_net) : net(in_net), topology(find_topology(net)) {
    for (std::size_t i = 0; i < net.inputs.size(); ++i) {
      const Tensor& input = net[net.inputs[i]];
      names[net.inputs[i]] = net.inputs.size() == 1 ? "input" : fmt::format("input_{}", i + 1);
      entries.push_back(
          {"{" +
               (has_quantization(input.element, input.quantization) ? output(net, net.inputs[i])
                                                                    : ".element = " + element_word(input.element)) +
               "}",
           "input " + quoted(input.name)});
    }
    text = topology.is_chain ? words(topology.lets[0].chain, 1) : graph();
  }

  const std::string& net_text() const { return text; }
  const std::string& arrays() const { return constants; }
  std::string parameters() const {
    std::size_t width = 0;
    for (const Entry& entry : entries) width = std::max(width, entry.text.size());
    std::string out;
    for (const Entry& entry : entries)
      out += fmt::format("    {:<{}} // {}\n", entry.text + ",", width + 1, entry.comment);
    return out;
  }
  bool is_chain() const { return topology.is_chain; }

 private:
  struct Entry {
    std::string text, comment;
  };
  const Network& net;
  Topology topology;
  std::map<int, std::string> names;  // of tensors, in a Graph
  std::vector<Entry> entries;
  std::string constants, text, last_word;

  int position() const { return static_cast<int>(entries.size() - net.inputs.size()); }

  void add_entry(const std::string& word, const std::vector<std::string>& members) {
    entries.push_back({fmt::format("{{{}}}", fmt::join(members, ", ")), ""});
    entries.back().comment = fmt::format("{} {}", position(), word_name(word));
    last_word = word;
  }

  /// The arrays of a layer's weights, or of its constant operand.
  std::string arrays_of(const Layer& layer, const tinytmpl::Parameters& p, const std::string& title) const {
    if (p.weights.empty()) return {};
    const Tensor* const operand = constant_operand(net, layer);
    const std::string& name = operand ? operand->name : layer.constants.name;
    const Dims& dims = operand ? operand->dims : layer.constants.dims;
    const int number = position() + 1;
    return fmt::format("// {}: {} {} {}\n", title, operand ? "the constant" : "weights of", quoted(name),
                       dimensions(dims)) +
           array("weights", number, p.weights) + array("biases", number, p.biases) + array("scales", number, p.scales) +
           "\n";
  }

  std::string own_word(const Layer& layer, const std::string& as) {
    const tinytmpl::Parameters p = own_parameters(net, layer);
    const int number = position() + 1;
    constants += arrays_of(layer, p, fmt::format("{} {}", number, word_name(as)));
    std::vector<std::string> members;
    if (!p.weights.empty()) members.push_back(fmt::format(".weights = weights_{}", number));
    if (!p.biases.empty()) members.push_back(fmt::format(".biases = biases_{}", number));
    if (!p.scales.empty()) members.push_back(fmt::format(".scales = scales_{}", number));
    if (p.output.known()) members.push_back(output(net, layer.output()));
    if (p.alpha != 0) members.push_back(".alpha = " + float_literal(p.alpha));
    if (p.beta != 1) members.push_back(".beta = " + float_literal(p.beta));
    if (p.weights_zero_point != 0) members.push_back(fmt::format(".weights_zero_point = {}", p.weights_zero_point));
    if (p.state_scale != 0) members.push_back(".state_scale = " + float_literal(p.state_scale));
    if (p.state_element != tinytmpl::Element::int16) members.emplace_back(".state_element = Element::int8");
    if (p.state_zero_point != 0) members.push_back(fmt::format(".state_zero_point = {}", p.state_zero_point));
    if (p.clip != 0) members.push_back(".clip = " + float_literal(p.clip));
    if (p.as_uint8) members.emplace_back(".as_uint8 = true");
    add_entry(as, members);
    return as;
  }

  std::string layer_words(const Layer& layer) {
    std::string out = own_word(layer, word(net, layer));
    if (layer.activation == Activation::none) return out;
    const std::string activation = word(layer.activation);
    const std::string meaning = output(net, layer.output());
    add_entry(activation, meaning.empty() ? std::vector<std::string>{} : std::vector{meaning});
    return out + ", " + activation;
  }

  std::string item(const Item& item, int depth) {
    const Layer& layer = net.layers[static_cast<std::size_t>(item.layer)];
    if (!item.residual) return layer_words(layer);
    std::string out;
    if (item.shortcut.empty()) {
      out = "Residual<" + sequence(item.body, depth) + ">";
    } else {
      const std::string indent = indentation(depth + 1);
      out = "Residual<\n" + indent + sequence(item.body, depth + 1) + ",\n";
      out += indent + sequence(item.shortcut, depth + 1) + ">";
    }
    own_word(layer, "Residual");
    return out;
  }

  /// The items of a chain, one a line.
  std::string words(const Chain& chain, int depth) {
    std::vector<std::string> lines;
    for (const Item& one : chain) lines.push_back(item(one, depth));
    return fmt::format("{}", fmt::join(lines, ",\n" + indentation(depth)));
  }

  /// A chain as one word.
  std::string sequence(const Chain& chain, int depth) {
    const int before = position();
    std::string inside = words(chain, depth + 1);
    if (chain.size() == 1 && (chain[0].residual || position() == before + 1)) return inside;
    if (chain.size() == 1) return "Seq<" + inside + ">";
    return "Seq<\n" + indentation(depth + 1) + inside + ">";
  }

  std::string graph() {
    std::vector<std::string> parts, list;
    if (net.inputs.size() > 1) {
      for (const int input : net.inputs) list.push_back(fmt::format("\"{}\"", names[input]));
      parts.push_back(fmt::format("Inputs<{}>", fmt::join(list, ", ")));
    }
    std::vector<std::string> lets;
    for (const Let& let : topology.lets) {
      std::string inputs;
      for (const int input : let.inputs) inputs += fmt::format(", \"{}\"", names[input]);
      const std::string inside = sequence(let.chain, 1);
      names[let.output] = let_name(last_word, position());
      lets.push_back(fmt::format("Let<\"{}\", {}{}>", names[let.output], inside, inputs));
    }
    list.clear();
    for (const int output : net.outputs) list.push_back(fmt::format("\"{}\"", names[output]));
    parts.push_back(fmt::format("Outputs<{}>", fmt::join(list, ", ")));
    parts.insert(parts.end(), lets.begin(), lets.end());
    return fmt::format("{}", fmt::join(parts, ",\n    "));
  }
};

/// The network's rounding, if it is not the default: another one behind it counts.
std::string rounding(const Network& net) {
  if (net.rounding == tinytmpl::Rounding{}) return {};
  return fmt::format("tinytmpl::Rounding::{}, ", name_of(net.rounding));
}

std::string input_shapes(const Network& net) {
  std::vector<std::string> shapes;
  for (const int input : net.inputs) shapes.push_back(shape_word(net[input].dims));
  if (shapes.size() == 1) return shapes[0];
  return fmt::format("InputShapes<{}>", fmt::join(shapes, ", "));
}

}  // namespace

std::string header(const Network& net, const Origin& origin, const std::optional<Golden>& golden) {
  const Writer writer(net);
  std::string out =
      fmt::format("// Generated by tinytmpl-export {} from {}. Do not edit.\n// SHA-256 of the source: {}\n",
                  origin.version, escape(origin.file, 300), origin.sha256);
  if (origin.removed_channels > 0)
    out += fmt::format("// {} channels on which no output depends are left out; --keep-dead-channels keeps them.\n",
                       origin.removed_channels);
  out += "//\n// Inputs and outputs, for input<...>() and output<...>(), by position or, where one follows, by name:\n";
  for (const std::string& line : edge_lines(net)) out += "// " + line + "\n";
  out += "//\n";
  if (net.layers.size() > easy_layers)
    out += fmt::format(
        "// {} layers may need -fconstexpr-ops-limit=1000000000 of GCC, -fconstexpr-steps=1000000000 of "
        "Clang.\n",
        net.layers.size());
  const std::string names = edge_names(net), shapes = input_shapes(net);
  out += "#pragma once\n\n#ifndef TINYTMPL_SINGLE_HEADER\n#include <tinytmpl/tinytmpl.hpp>\n#endif\n";
  for (const std::string& own : origin.headers) out += fmt::format("#include \"{}\"\n", own);
  out += "\n";
  out += fmt::format("static_assert(sizeof(tinytmpl::CheckExport<{}, {}>) > 0);\n\n", TINYTMPL_VERSION_MAJOR,
                     TINYTMPL_VERSION_MINOR);
  out += fmt::format("namespace {} {{\n\n", origin.name_space);
  out += using_declarations({"Seq, Graph, Parameters, Element, GoldenVectors", writer.net_text(), names, shapes});
  out += "\n" + writer.arrays();
  out += fmt::format("struct Net : {}<\n    {}> {{{}}};\n\n", writer.is_chain() ? "Seq" : "Graph", writer.net_text(),
                     names.empty() ? "" : "\n" + names);
  out += fmt::format("using InputShape = {};\n\n", shapes);
  out += fmt::format("inline constexpr Parameters parameters[] = {{\n{}}};\n\n", writer.parameters());
  out += fmt::format(
      "template <auto... policies>\nusing ModelWith = tinytmpl::Model<Net, InputShape, parameters, {}policies...>;\n",
      rounding(net));
  out += "using Model = ModelWith<>;\n\n";
  if (golden) out += golden_text(net, *golden);
  return out + fmt::format("}}  // namespace {}\n", origin.name_space);
}

}  // namespace exporter
