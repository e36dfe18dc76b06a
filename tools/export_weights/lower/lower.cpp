// SPDX-License-Identifier: BSL-1.0
#include "lower/lower.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <tinytmpl/graph/network.hpp>

#include "graph/simplify.hpp"
#include "lower/survey.hpp"
#include "lower/unsupported.hpp"
#include "operators/binary.hpp"
#include "operators/matmul.hpp"
#include "operators/reshape.hpp"
#include "operators/rules.hpp"
#include "passes/fold_layers.hpp"
#include "text.hpp"

namespace exporter {
namespace {

// With the copies that passes make, and sums of four bytes, the planner's int still holds all bytes.
constexpr std::int64_t max_elements_together = std::int64_t{1} << 28;
constexpr std::size_t max_outputs = tinytmpl::core::max_operands;

/// Makes the network, or finds all that stands against it. An operator that is refused is taken to write what the file
/// declares, so that those behind it are looked at, too; what the library could not have is unknown, and operators that
/// read it say nothing more.
class Lowerer {
 public:
  explicit Lowerer(const Graph& from, Refusals& so_far) : graph(from), refusals(so_far), survey(from) {}

  Network run() {
    refuse_other_arithmetic();
    to.net.rounding = graph.rounding;
    for (const int input : graph.inputs) refusals.accepts([&] { add_input(input); });
    for (const Operation& op : graph.operations) read(op);
    for (Doubt& doubt : doubts)
      if (!readers_say_it(doubt.input)) refusals.add(std::move(doubt.refusal));
    if (refusals.empty()) refuse_skipped();
    if (refusals.empty()) refusals.accepts([&] { fold_constants(), add_outputs(), check_size(); });
    if (!refusals.empty()) refusals.throw_all();
    to.net.input_names = graph.input_names;
    to.net.output_names = graph.output_names;
    to.net.input_elements = graph.input_elements;
    to.net.output_elements = graph.output_elements;
    return std::move(to.net);
  }

 private:
  struct Doubt {
    int input;
    Refusal refusal;
  };

  const Graph& graph;
  Refusals& refusals;
  Survey survey;
  Lowering to{graph};
  std::set<int> unknown;  // tensors
  std::set<const Operation*> refused;
  std::set<const Operation*>
      skipped;                // they read what is unknown, or make float32 of a constant: what reads that is refused
  std::vector<Doubt> doubts;  // about inputs, for what their readers do not say better

  // Arithmetic

  /// Makes float32 of a constant of another type.
  bool converts_constant(const Operation& op) const {
    return op.is("DEQUANTIZE") && op.inputs.size() == 1 && op.inputs[0] >= 0 && !graph[op.inputs[0]].data.empty();
  }

  /// Whether the library computes with that; what constants may be operators say.
  static bool computes_here(const Operation& op, const Arithmetic& arithmetic) {
    const Rule* const rule = find_rule(op);
    if (rule && rule->types == Types::several) return true;
    const bool is_whole = arithmetic.element == Dtype::int32 || arithmetic.element == Dtype::int64;
    if (rule && rule->types == Types::integers && is_whole) return true;
    const bool moves_bools = rule && rule->effect == Effect::moves && arithmetic.element == Dtype::boolean;
    return arithmetic.element == Dtype::int8 || arithmetic.element == Dtype::int16 ||
           arithmetic.element == Dtype::float32 || moves_bools;
  }

  /// A model without int8 is refused once, for all of its operators.
  void refuse_other_arithmetic() {
    if (survey.has_int8()) return;
    struct Others {
      Arithmetic arithmetic;
      std::vector<const Operation*> operators;
    };
    std::vector<Others> all;
    for (const Operation& op : graph.operations) {
      const Arithmetic found = survey.arithmetic(op);
      if (converts_constant(op) || !find_rule(op) || computes_here(op, found) || survey.computes_shape(op)) continue;
      const auto same = [&](const Others& others) { return others.arithmetic.element == found.element; };
      auto others = std::find_if(all.begin(), all.end(), same);
      if (others == all.end()) others = all.insert(all.end(), {found, {}});
      others->operators.push_back(&op);
      refused.insert(&op);
    }
    for (const auto& [arithmetic, operators] : all)
      refusals.add({Place(""), "", arithmetic_refusal(arithmetic, operators)});
  }

  /// Refuses an operator for what it is, whatever it reads.
  void check(const Operation& op) const {
    if (!op.refusal.empty()) refuse(Place(op), op.refusal);
    const Arithmetic arithmetic = survey.arithmetic(op);
    const Dtype element = arithmetic.element;
    const auto say = [&](const std::string& reason) {
      for (const std::vector<int>* tensors : {&op.outputs, &op.inputs})
        for (const int tensor : *tensors)
          if (tensor >= 0 && graph[tensor].dtype == element) refuse(Place(op), graph[tensor], reason);
      refuse(Place(op), reason);
    };
    if (!find_rule(op) || survey.computes_shape(op))
      say(unsupported(op, survey.computes_shape(op), survey.has_int8() && element == Dtype::float32));
    if (!computes_here(op, arithmetic)) say(left_behind_refusal(element));
    refuse_mixed_elements(op);
    refuse_zero_points_of_int16(op);
    if (find_rule(op)->axes == Axes::three)
      for (const std::vector<int>* tensors : {&op.inputs, &op.outputs})
        for (const int tensor : *tensors)
          if (tensor >= 0 && graph[tensor].data.empty()) refuse_joined_axes(op, graph[tensor]);
  }

  /// Few change what elements are; whatever else reads others than it writes would ask for scales that are not there.
  void refuse_mixed_elements(const Operation& op) const {
    if (find_rule(op)->types == Types::several || !op.own_word.empty() || op.outputs.empty()) return;
    const Value& output = graph[op.outputs[0]];
    const auto is_known = [](Dtype type) {
      return type == Dtype::int8 || type == Dtype::int16 || type == Dtype::float32;
    };
    for (const int input : op.inputs)
      if (!survey.is_constant(input) && !graph[input].variable && is_known(graph[input].dtype) &&
          graph[input].dtype != output.dtype)
        refuse(Place(op), output, "its type is not the input's; the file is damaged");
  }

  /// Only a softmax from int8 makes int16 with a zero point, for an output, or for a QUANTIZE.
  void refuse_zero_points_of_int16(const Operation& op) const {
    if (find_rule(op)->types == Types::several || find_rule(op)->effect == Effect::moves) return;
    for (const std::vector<int>* tensors : {&op.inputs, &op.outputs})
      for (const int tensor : *tensors)
        for (std::size_t i = 0; tensor >= 0 && i < graph[tensor].zero_points.size(); ++i)
          if (const auto zero = graph[tensor].zero_points[i]; zero != 0 && graph[tensor].dtype == Dtype::int16)
            refuse(Place(op), graph[tensor], fmt::format("its zero point is {}; that of int16 is 0", zero));
  }

  static void refuse_joined_axes(const Operation& op, const Value& tensor) {
    const std::vector<int>& shape = tensor.shape;
    if (shape.size() < 4 || std::all_of(shape.begin(), shape.end() - 3, [](int dim) { return dim == 1; })) return;
    refuse(Place(op), tensor,
           fmt::format("its shape is {}; this operator is supported with a batch of 1, and at most height, width and "
                       "channels; convert the model with a batch of 1",
                       dimensions(shape)));
  }

  /// If nothing else was refused they stand for themselves.
  void refuse_skipped() {
    for (const Operation* op : skipped)
      if (converts_constant(*op))
        refusals.add({Place(*op), describe(graph[op->outputs[0]]),
                      "a constant that is dequantized is not supported here; let the converter fold it"});
  }

  // Tensors

  /// As the file declares it.
  int add_tensor(int tensor, const Place& place) {
    const Quantization quantization = activation_quantization(graph[tensor], place);
    to.net.tensors.push_back(
        {graph[tensor].name, library_dims(graph[tensor], place), quantization, {}, element_of(graph[tensor])});
    return to.tensors[tensor] = static_cast<int>(to.net.tensors.size()) - 1;
  }

  Place place_of_input(int input) const {
    for (const Operation& op : graph.operations)
      if (contains(op.inputs, input)) return Place("input of the model, read by " + describe(op));
    return Place("input of the model");
  }

  void add_input(int input) {
    const Value& tensor = graph[input];
    const Place place = place_of_input(input);
    unknown.insert(input);
    for (std::size_t i = 1; i < tensor.signature.size(); ++i)
      if (tensor.signature[i] < 0)
        refuse(place, tensor,
               fmt::format(
                   "dimension {} is open; convert the model with a fixed input shape (only the batch may be open)", i));
    try {
      to.net.inputs.push_back(add_tensor(input, place));
      unknown.erase(input);
    } catch (Refused& problem) {
      doubts.push_back({input, std::move(problem.refusal)});
    }
  }

  /// Whether an operator that is refused reads the tensor, be it by way of float32.
  bool readers_say_it(int tensor) const {
    return std::any_of(graph.operations.begin(), graph.operations.end(), [&](const Operation& op) {
      return contains(op.inputs, tensor) &&
             (refused.contains(&op) || (skipped.contains(&op) && readers_say_it(op.outputs[0])));
    });
  }

  // Operators

  void read(const Operation& op) {
    const auto is_unknown = [&](int tensor) { return unknown.contains(tensor); };
    if (converts_constant(op)) {
      skipped.insert(&op);
      unknown.insert(op.outputs.begin(), op.outputs.end());
    } else if (!refused.contains(&op)) {
      const bool accepted = refusals.accepts([&] {
        check(op);
        Reading reading(to, op);
        if (std::none_of(op.inputs.begin(), op.inputs.end(), is_unknown)) find_rule(op)->lower(reading);
        else skipped.insert(&op);
      });
      if (!accepted) refused.insert(&op);
    }
    for (const int output : op.outputs)
      if (!to.tensors.contains(output) && !Refusals().accepts([&] { add_tensor(output, Place(op)); }))
        unknown.insert(output);
  }

  // Constants
  /// What is computed of nothing but constants is one, too. Which layers may read one beside a tensor their operators say.
  void fold_constants() {
    fold_constant_layers(to.net);
    for (const Layer& layer : to.net.layers)
      if (const Tensor* const constant = constant_operand(to.net, layer);
          constant &&
          ((!is_binary(*layer.op) && layer.op != &operators::matmul) || computed_inputs(to.net, layer).empty()))
        refuse(Place(fmt::format("layer {}", layer.op->word(to.net, layer))),
               fmt::format("it reads the constant {}; let the converter fold it, or make it an input",
                           quoted(constant->name)));
  }

  // Outputs

  void add_outputs() {
    if (graph.outputs.size() > max_outputs)
      refuse(Place(""), fmt::format("the model has {} outputs; at most {} are supported; join some of them with a "
                                    "concatenation, or export a model for each part of them",
                                    graph.outputs.size(), max_outputs));
    for (const int output : graph.outputs) {
      const auto found = to.tensors.find(output);
      if (found == to.tensors.end() || to.net[found->second].is_constant())
        refuse(Place("output of the model"), graph[output],
               "it does not depend on an input; a constant output needs no model");
      const int tensor = found->second;
      const bool again = contains(to.net.inputs, tensor) || contains(to.net.outputs, tensor);
      to.net.outputs.push_back(again ? copy(tensor) : tensor);
    }
  }

  /// The library sees through it: no byte moves.
  int copy(int tensor) {
    to.net.layers.push_back({&operators::reshape, {tensor}, {static_cast<int>(to.net.tensors.size())}});
    to.net.tensors.push_back(Tensor(to.net[tensor]));
    return to.net.layers.back().output();
  }

  void check_size() const {
    std::int64_t sum = 0;
    for (const Tensor& tensor : to.net.tensors) sum += tensor.is_constant() ? 0 : elements(tensor.dims);
    if (sum > max_elements_together)
      refuse(Place(""),
             fmt::format("the tensors of the model have {} elements together; no microcontroller holds them", sum));
  }
};

}  // namespace

Network lower(Graph graph) {
  Refusals refusals;
  simplify(graph, refusals);
  return Lowerer(graph, refusals).run();
}

}  // namespace exporter
