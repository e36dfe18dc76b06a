// SPDX-License-Identifier: BSL-1.0
#include "graph/constants.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "graph/numbers.hpp"
#include "graph/strides.hpp"

namespace exporter {
namespace {

using Shape = std::vector<int>;

/// An operation on constants, and what it shall write.
struct Task {
  Operands x;
  const Value& out;
  const Shape& shape;  // of the output
  std::size_t output;
  bool of_folded;  // reads a constant that the file does not have

  std::size_t elements() const {
    std::size_t product = 1;
    for (const int dim : shape) product *= static_cast<std::size_t>(dim);
    return product;
  }
};
using Evaluation = std::function<Buffer(const Task&)>;

// Buffer that move

/// A constant's bytes, which mean the same in the output.
std::span<const std::uint8_t> bytes(const Task& task, std::size_t i) {
  const Value& from = task.x[i];
  if (!same_quantization(from, task.out)) throw Unknown();
  return constant_bytes(from);
}

Buffer taken(const Task& task, std::size_t input, const Strides& strides) {
  const auto from = bytes(task, input);
  const std::size_t width = element_bytes(task.out.dtype);
  Buffer out;
  for (const std::size_t place : places(strides)) {
    const auto element = from.subspan(place * width, width);
    out.insert(out.end(), element.begin(), element.end());
  }
  return out;
}

Buffer joined(const Task& task) {
  const std::size_t axis = known_axis(task.x.attributes().integer("axis"), task.shape.size());
  std::size_t outer = 1;
  for (std::size_t i = 0; i < axis; ++i) outer *= static_cast<std::size_t>(task.shape[i]);
  Buffer out;
  for (std::size_t o = 0; o < outer; ++o)
    for (std::size_t i = 0; i < task.x.size(); ++i) {
      const auto from = bytes(task, i), part = from.subspan(o * (from.size() / outer), from.size() / outer);
      out.insert(out.end(), part.begin(), part.end());
    }
  return out;
}

Buffer gathered(const Task& task) {
  const Shape& in = task.x.shape(0);
  const std::size_t axis = known_axis(task.x.attributes().integer("axis"), in.size());
  const auto from = bytes(task, 0);
  std::size_t outer = 1;
  for (std::size_t i = 0; i < axis; ++i) outer *= static_cast<std::size_t>(in[i]);
  const auto extent = static_cast<std::size_t>(in[axis]);
  if (outer == 0 || extent == 0) throw Unknown();
  const std::size_t each = from.size() / outer / extent;
  const Integers indices = task.x.integers(1);
  Buffer out;
  for (std::size_t o = 0; o < outer; ++o)
    for (const std::int64_t index : indices) {
      if (index < 0 || index >= in[axis]) throw Unknown();
      const auto part = from.subspan((o * extent + static_cast<std::size_t>(index)) * each, each);
      out.insert(out.end(), part.begin(), part.end());
    }
  return out;
}

Buffer zeros(const Task& task) {
  if (!task.out.scales.empty()) throw Unknown();
  return Buffer(task.elements() * element_bytes(task.out.dtype));
}

// Numbers that are computed

using Unary = double (*)(double);
using Binary = double (*)(double, double);

Numbers operand(const Task& task, std::size_t i, const Shape& shape) {
  const Numbers all = plain_numbers(task.x[i]);
  Numbers out;
  for (const std::size_t place : places(stretched(task.x.shape(i), shape))) out.push_back(all[place]);
  return out;
}

Evaluation unary(Unary f) {
  return [f](const Task& task) {
    Numbers out = operand(task, 0, task.shape);
    std::transform(out.begin(), out.end(), out.begin(), f);
    return plain_bytes(out, task.out);
  };
}

Evaluation binary(Binary f) {
  return [f](const Task& task) {
    if (task.x.attributes().text("activation", "NONE") != "NONE") throw Unknown();
    Numbers out = operand(task, 0, task.shape);
    const Numbers b = operand(task, 1, task.shape);
    std::transform(out.begin(), out.end(), b.begin(), out.begin(), f);
    return plain_bytes(out, task.out);
  };
}

Buffer selected(const Task& task) {
  const Numbers which = operand(task, 0, task.shape), no = operand(task, 2, task.shape);
  Numbers out = operand(task, 1, task.shape);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (which[i] == 0) out[i] = no[i];
  return plain_bytes(out, task.out);
}

/// Of integers, whose order does not matter.
Evaluation reduction(double begin, Binary f) {
  return [begin, f](const Task& task) {
    if (task.out.dtype == Dtype::float32) throw Unknown();
    const Shape& in = task.x.shape(0);
    Shape kept = in;
    for (const std::int64_t value : task.x.integers(1)) kept[known_axis(value, in.size())] = 1;
    const std::vector<std::size_t> to = places(stretched(kept, in));
    const Numbers all = plain_numbers(task.x[0]);
    Numbers out(task.elements(), begin);
    for (std::size_t e = 0; e < all.size(); ++e) out[to[e]] = f(out[to[e]], all[e]);
    return plain_bytes(out, task.out);
  };
}

Buffer range(const Task& task) {
  const double from = plain_numbers(task.x[0]).at(0), by = plain_numbers(task.x[2]).at(0);
  Numbers out;
  for (std::size_t i = 0; i < task.elements(); ++i) out.push_back(from + static_cast<double>(i) * by);
  return plain_bytes(out, task.out);
}

double quotient(double a, double b) {
  if (b == 0) throw Unknown();
  return a / b;
}

// Of integers

double remainder(double a, double b) {
  if (b == 0) throw Unknown();
  const double rest = std::fmod(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

double floored(double a, double b) { return (a - remainder(a, b)) / b; }

double truncated(double a, double b) {
  if (b == 0) throw Unknown();
  return (a - std::fmod(a, b)) / b;
}

Evaluation integer_binary(Binary f) {
  return [f](const Task& task) {
    if (task.out.dtype == Dtype::float32) throw Unknown();
    return binary(f)(task);
  };
}

Buffer divided(const Task& task) { return binary(task.out.dtype == Dtype::float32 ? quotient : truncated)(task); }

/// What the converter made of weights stays: who reads them knows both forms. Of half the precision nobody else knows them.
Buffer dequantized(const Task& task) {
  if (!task.of_folded && task.x[0].dtype != Dtype::float16) throw Unknown();
  return plain_bytes(real_numbers(task.x[0]), task.out);
}

std::map<std::string_view, Evaluation> all_evaluations() {
  const auto as_it_lies = [](const Task& task) { return taken(task, 0, whole(task.shape)); };
  return {
      {"ABS", unary([](double a) { return std::abs(a); })},
      {"ADD", binary([](double a, double b) { return a + b; })},
      {"BROADCAST_TO", [](const Task& t) { return taken(t, 0, stretched(t.x.shape(0), t.shape)); }},
      {"CAST", unary([](double a) { return a; })},
      {"CONCATENATION", joined},
      {"DEQUANTIZE", dequantized},
      {"DIV", divided},
      {"EQUAL", binary([](double a, double b) { return double(a == b); })},
      {"EXPAND_DIMS", as_it_lies},
      {"FILL", [](const Task& t) { return taken(t, 1, stretched(t.x.shape(1), t.shape)); }},
      {"FLOOR_DIV", integer_binary(floored)},
      {"FLOOR_MOD", integer_binary(remainder)},
      {"GATHER", gathered},
      {"GREATER", binary([](double a, double b) { return double(a > b); })},
      {"GREATER_EQUAL", binary([](double a, double b) { return double(a >= b); })},
      {"LESS", binary([](double a, double b) { return double(a < b); })},
      {"LESS_EQUAL", binary([](double a, double b) { return double(a <= b); })},
      {"LOGICAL_AND", binary([](double a, double b) { return double(a != 0 && b != 0); })},
      {"LOGICAL_NOT", unary([](double a) { return double(a == 0); })},
      {"LOGICAL_OR", binary([](double a, double b) { return double(a != 0 || b != 0); })},
      {"MAXIMUM", binary([](double a, double b) { return a > b ? a : b; })},
      {"MINIMUM", binary([](double a, double b) { return a < b ? a : b; })},
      {"MUL", binary([](double a, double b) { return a * b; })},
      {"NEG", unary([](double a) { return -a; })},
      {"NOT_EQUAL", binary([](double a, double b) { return double(a != b); })},
      {"PACK", joined},
      {"RANGE", range},
      {"RANK", [](const Task& t) { return plain_bytes({double(t.x.shape(0).size())}, t.out); }},
      {"REDUCE_MAX", reduction(-INFINITY, [](double a, double b) { return a > b ? a : b; })},
      {"REDUCE_MIN", reduction(INFINITY, [](double a, double b) { return a < b ? a : b; })},
      {"REDUCE_PROD", reduction(1, [](double a, double b) { return a * b; })},
      {"RESHAPE", as_it_lies},
      {"SELECT_V2", selected},
      {"SHAPE", [](const Task& t) { return plain_bytes(Numbers(t.x.shape(0).begin(), t.x.shape(0).end()), t.out); }},
      {"SLICE", [](const Task& t) { return taken(t, 0, sliced(t.x)); }},
      {"SPLIT", [](const Task& t) { return taken(t, 1, split(t.x, t.output)); }},
      {"SPLIT_V", [](const Task& t) { return taken(t, 0, split_by_sizes(t.x, t.output)); }},
      {"SQUEEZE", as_it_lies},
      {"STRIDED_SLICE", [](const Task& t) { return taken(t, 0, sliced_in_strides(t.x)); }},
      {"SUB", binary([](double a, double b) { return a - b; })},
      {"SUM", reduction(0, [](double a, double b) { return a + b; })},
      {"TRANSPOSE", [](const Task& t) { return taken(t, 0, transposed(t.x)); }},
      {"UNPACK", [](const Task& t) { return taken(t, 0, unpacked(t.x, t.output)); }},
      {"ZEROS_LIKE", zeros},
  };
}

}  // namespace

Buffer evaluate_constant(const Graph& graph, const Operation& op, std::size_t output, const std::vector<int>& shape) {
  static const std::map<std::string_view, Evaluation> all = all_evaluations();
  const auto found = all.find(op.type);
  if (op.is_custom || found == all.end()) throw Unknown();
  const bool of_folded =
      std::any_of(op.inputs.begin(), op.inputs.end(), [&](int input) { return graph.folded.contains(input); });
  const Task task{Operands(graph, op), graph[op.outputs[output]], shape, output, of_folded};
  return task.elements() == 0 ? Buffer{} : found->second(task);
}

}  // namespace exporter
