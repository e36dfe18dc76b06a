// SPDX-License-Identifier: BSL-1.0
// Functions of an element, of two, and chains of those where TensorFlow Lite has no operator of the kind.
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "frontend/onnx/rules.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

constexpr float lowest = std::numeric_limits<float>::lowest(), largest = (std::numeric_limits<float>::max)();

/// A node that is one operator of TensorFlow Lite's.
struct Named {
  std::string_view type;
  const char* here;
};
constexpr Named unary[] = {{"Abs", "ABS"},
                           {"Ceil", "CEIL"},
                           {"Cos", "COS"},
                           {"Erf", "ERF"},
                           {"Exp", "EXP"},
                           {"Floor", "FLOOR"},
                           {"HardSwish", "HARD_SWISH"},
                           {"Log", "LOG"},
                           {"Neg", "NEG"},
                           {"Not", "LOGICAL_NOT"},
                           {"Relu", "RELU"},
                           {"Round", "ROUND"},
                           {"Sigmoid", "LOGISTIC"},
                           {"Sin", "SIN"},
                           {"Sqrt", "SQRT"},
                           {"Tanh", "TANH"}};
constexpr Named binary[] = {
    {"And", "LOGICAL_AND"}, {"Div", "DIV"}, {"Mul", "MUL"}, {"Or", "LOGICAL_OR"}, {"Sub", "SUB"}};
constexpr Named comparisons[] = {{"Equal", "EQUAL"},
                                 {"Greater", "GREATER"},
                                 {"GreaterOrEqual", "GREATER_EQUAL"},
                                 {"Less", "LESS"},
                                 {"LessOrEqual", "LESS_EQUAL"}};

const char* name_here(const Importer& x, std::span<const Named> among) {
  return std::find_if(among.begin(), among.end(), [&](const Named& one) { return one.type == x.type(); })->here;
}

View with(const View& view, int value) { return {value, view.axes, view.flat}; }

/// An operator on a value, whatever order it lies in.
View applied(Importer& x, const View& view, const char* type, Attributes attributes = {}) {
  return with(view, x.add(type, {view.value}, x.value(view).shape, std::move(attributes)));
}
View applied(Importer& x, const View& view, const char* type, double constant) {
  return with(view, x.add(type, {view.value, x.reals({}, {constant})}, x.value(view).shape));
}

void read_unary(Importer& x) { x.set(0, applied(x, x.input(0), name_here(x, unary))); }

void read_same(Importer& x) { x.set(0, x.input(0)); }

// Two operands

/// An operand as it has to lie beside a view of `rank` dimensions with these axes.
int beside(Importer& x, const View& view, const Axes& axes) {
  const int lies = x.plain(view);  // of fewer dimensions it is in order, or a constant
  Shape shape = x.graph[lies].shape;
  shape.insert(shape.begin(), axes.size() - shape.size(), 1);
  return x.arranged({x.reshaped(lies, shape), in_order(axes.size()), {}}, axes);
}

Axes common_axes(Importer& x, const View& a, const View& b) {
  const std::size_t rank = std::max(x.shape(a).size(), x.shape(b).size());
  const auto leads = [&](const View& view) {
    return !x.is_constant(view) && !view.flat && view.axes.size() == rank && view.axes != in_order(rank);
  };
  // A tensor that varies along the axes in question is the one that lies as it is.
  const bool second = leads(b) && (!leads(a) || x.value(b).elements() > x.value(a).elements());
  if (second) return b.axes;
  return leads(a) ? a.axes : in_order(rank);
}

View combined(Importer& x, const char* type, const View& a, const View& b, std::optional<Dtype> dtype = {}) {
  const bool same = a.axes == b.axes && a.flat == b.flat && x.value(a).shape == x.value(b).shape;
  if (same) return with(a, x.add(type, {a.value, b.value}, x.value(a).shape, {}, dtype));
  if (x.is_constant(b) && x.value(b).elements() == 1 && x.value(b).shape.size() <= x.shape(a).size())
    return with(a, x.add(type, {a.value, x.reshaped(b.value, {})}, x.value(a).shape, {}, dtype));
  if (x.is_constant(a) && x.value(a).elements() == 1 && x.value(a).shape.size() <= x.shape(b).size())
    return with(b, x.add(type, {x.reshaped(a.value, {}), b.value}, x.value(b).shape, {}, dtype));
  const Axes axes = common_axes(x, a, b);
  const auto operand = [&](const View& view) {
    return !view.flat && view.axes == axes               ? view.value
         : view.axes.size() == axes.size() && !view.flat ? x.arranged(view, axes)
                                                         : beside(x, view, axes);
  };
  const int first = operand(a), second = operand(b);
  return {
      x.add(type, {first, second}, broadcast_shape(x.graph[first].shape, x.graph[second].shape), {}, dtype), axes, {}};
}

void expect_two(const Importer& x) {
  if (x.inputs() != 2) x.refuse(fmt::format("it has {} inputs; two are supported", x.inputs()));
}

void read_binary(Importer& x) {
  expect_two(x);
  x.set(0, combined(x, name_here(x, binary), x.input(0), x.input(1)));
}

void read_add(Importer& x) {
  expect_two(x);
  if (becomes_bias(x, 0, 1) || becomes_bias(x, 1, 0)) return;
  x.set(0, combined(x, "ADD", x.input(0), x.input(1)));
}

void read_comparison(Importer& x) {
  expect_two(x);
  x.set(0, combined(x, name_here(x, comparisons), x.input(0), x.input(1), Dtype::boolean));
}

void read_many(Importer& x) {
  View out = x.input(0);
  for (std::size_t i = 1; i < x.inputs(); ++i)
    out = combined(x, x.type() == "Max" ? "MAXIMUM" : "MINIMUM", out, x.input(i));
  x.set(0, out);
}

void read_pow(Importer& x) {
  expect_two(x);
  const auto exponent = x.one_number(x.input(1));
  if (exponent == 2.0)
    return x.set(0, with(x.input(0), x.add("MUL", {x.input(0).value, x.input(0).value}, x.value(x.input(0)).shape)));
  if (exponent == 0.5) return x.set(0, applied(x, x.input(0), "SQRT"));
  x.set(0, combined(x, "POW", x.input(0), x.input(1)));
}

void read_where(Importer& x) {
  if (x.inputs() != 3) x.refuse("it does not have three inputs; the file is damaged");
  std::vector<int> inputs;
  Shape out;
  for (std::size_t i = 0; i < 3; ++i) inputs.push_back(x.plain(x.input(i)));
  for (const int input : inputs) out = broadcast_shape(out, x.graph[input].shape);
  x.set(0, {x.add("SELECT_V2", inputs, out, {}, x.graph[inputs[1]].dtype), in_order(out.size()), {}});
}

// Activations

View clipped(Importer& x, View view, float low, float high) {
  if (low == 0 && high == 6) return applied(x, view, "RELU6");
  if (low == -1 && high == 1) return applied(x, view, "RELU_N1_TO_1");
  if (low == 0) view = applied(x, view, "RELU");
  else if (low > lowest) view = applied(x, view, "MAXIMUM", double{low});
  return high < largest ? applied(x, view, "MINIMUM", double{high}) : view;
}

void read_clip(Importer& x) {
  const auto limit = [&](std::size_t i, float otherwise) {
    if (!x.given(i)) return otherwise;
    const auto number = x.one_number(x.input(i));
    if (!number || std::isnan(*number)) x.refuse("its limits must be constants");
    return static_cast<float>(*number);
  };
  x.set(0, clipped(x, x.input(0), limit(1, lowest), limit(2, largest)));
}

void read_leaky(Importer& x) {
  Attributes attributes;
  attributes.set("alpha", x.real("alpha", 0.01f));
  x.set(0, applied(x, x.input(0), "LEAKY_RELU", attributes));
}

void read_elu(Importer& x) {
  if (const float alpha = x.real("alpha", 1); alpha != 1)
    x.refuse(fmt::format("its alpha of {} is not supported; use 1", alpha));
  x.set(0, applied(x, x.input(0), "ELU"));
}

View hard_sigmoid(Importer& x, const View& view, float alpha, float beta) {
  return clipped(x, applied(x, applied(x, view, "MUL", double{alpha}), "ADD", double{beta}), 0, 1);
}

void read_hard_sigmoid(Importer& x) {
  x.set(0, hard_sigmoid(x, x.input(0), x.real("alpha", 0.2f), x.real("beta", 0.5f)));
}

void read_prelu(Importer& x) {
  expect_two(x);
  if (const auto slope = x.one_number(x.input(1))) {
    Attributes attributes;
    attributes.set("alpha", static_cast<float>(*slope));
    return x.set(0, applied(x, x.input(0), "LEAKY_RELU", attributes));
  }
  x.set(0, combined(x, "PRELU", x.input(0), x.input(1)));
}

void read_gelu(Importer& x) {
  Attributes attributes;
  attributes.set("approximate", std::int64_t{x.text("approximate", "none") == "tanh"});
  x.set(0, applied(x, x.input(0), "GELU", attributes));
}

// Other types

std::optional<Dtype> known_dtype(std::int64_t number) {
  switch (number) {  // onnx.proto, TensorProto.DataType
    case 1: return Dtype::float32;
    case 3: return Dtype::int8;
    case 2: return Dtype::uint8;
    case 6: return Dtype::int32;
    case 7: return Dtype::int64;
    case 9: return Dtype::boolean;
    default: return {};
  }
}

void read_cast(Importer& x) {
  const View& view = x.input(0);
  const auto to = known_dtype(x.integer("to", 0));
  const Dtype from = x.value(view).dtype;
  if (to == from) return x.set(0, view);
  if (!to) x.refuse("it casts to a type that is not supported; use float32");
  if (x.is_constant(view)) {
    Value like;
    like.dtype = *to;
    return x.set(
        0,
        {x.constant(x.shape(view), plain_bytes(x.known_numbers(view), like), *to), in_order(x.shape(view).size()), {}});
  }
  x.set(0, with(view, x.add("CAST", {view.value}, x.value(view).shape, {}, to)));
}

}  // namespace

Rules rules::elementwise() {
  Rules out{{"Add", read_add},
            {"Cast", read_cast},
            {"Clip", read_clip},
            {"Dropout", read_same},
            {"Elu", read_elu},
            {"Gelu", read_gelu},
            {"HardSigmoid", read_hard_sigmoid},
            {"Identity", read_same},
            {"LeakyRelu", read_leaky},
            {"Max", read_many},
            {"Min", read_many},
            {"PRelu", read_prelu},
            {"Pow", read_pow},
            {"Where", read_where}};
  for (const Named& one : unary) out.push_back({one.type, read_unary});
  for (const Named& one : binary) out.push_back({one.type, read_binary});
  for (const Named& one : comparisons) out.push_back({one.type, read_comparison});
  return out;
}

}  // namespace exporter::onnx
