// SPDX-License-Identifier: BSL-1.0
// UNIDIRECTIONAL_SEQUENCE_LSTM.
#include <tinytmpl/layers/lstm.hpp>

#include <string>
#include <utility>

#include <fmt/format.h>

#include "operators/operator.hpp"
#include "operators/rules.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

/// Of the cells: what training gives beside weights.
struct Cells {
  float scale = 0, clip = 0;
};

const Operator lstm{
    .word = [](const Network& net, const Layer& layer) { return fmt::format("LSTM<{}>", net.out(layer).dims.back()); },
    .node =
        [](const Network& net, const Layer& layer) {
          return tinytmpl::layers::lstm(extent(net.in(layer).dims), net.out(layer).dims.back());
        },
    .parameters =
        [](const Layer& layer, tinytmpl::Parameters& given) {
          given.state_scale = attributes<Cells>(layer).scale, given.clip = attributes<Cells>(layer).clip;
        }};

// Where its inputs stand: TensorFlow Lite micro/kernels/lstm_shared.h. Of weights there are four, and four for the last output;
// gates stand in the library's order.
constexpr std::size_t input_weights = 1, recurrent_weights = 5, peepholes = 9, first_bias = 12, projection = 16,
                      hidden_state = 18, cell_state = 19, normalization = 20, most_inputs = 24;
constexpr std::size_t gates = tinytmpl::layers::gate_count;

/// Refuses what TensorFlow Lite Micro does not compute either.
void expect_plain(const Reading& r) {
  r.expect_inputs(normalization, most_inputs);
  const auto refuse_any = [&r](std::size_t first, std::size_t end, const char* what) {
    for (std::size_t i = first; i < end; ++i)
      if (r.given(i)) r.refuse(r.input(i), fmt::format("{} are not supported; use a plain LSTM", what));
  };
  refuse_any(peepholes, first_bias, "peepholes");
  refuse_any(projection, hidden_state, "projections");
  refuse_any(normalization, most_inputs, "layer normalizations of gates");
  for (std::size_t i = 0; i < gates; ++i)
    if (!r.given(input_weights + i) || !r.given(recurrent_weights + i))
      r.refuse("it has no input gate, or joins two gates, which is not supported; use a plain LSTM");
  const Attributes& a = r.attributes();
  if (a.text("activation", "NONE") != "TANH")
    r.refuse(fmt::format("its activation is {}; only TANH is supported", a.text("activation", "NONE")));
  if (a.integer("diagonal_recurrent_tensors") != 0)
    r.refuse("recurrent weights that are a diagonal are not supported; use a plain LSTM");
  if (a.integer("time_major") != 0)
    r.refuse("its first dimension is time; convert with time_major=False, which is Keras' default");
}

/// A tensor that it keeps.
const Value& state(const Reading& r, std::size_t i, int units) {
  const Value& kept = r.input(i);
  if (!kept.variable || !kept.data.empty()) r.refuse(kept, "it is no variable, but the layer keeps its state there");
  if (kept.elements() != units)
    r.refuse(kept,
             fmt::format("its shape {} is not that of {} units; the file is damaged", dimensions(kept.shape), units));
  return kept;
}

/// Adds the weights of one gate to those of the others.
void append_weights(Reading& r, std::size_t i, int units, int inputs, Constants& all) {
  const Value& value = r.input(i);
  const Constants read = r.constant(i, true);
  r.expect_symmetric(value);
  if (read.dims != std::vector{units, inputs})
    r.refuse(value, fmt::format("its shape {} is not {}; the file is damaged", dimensions(read.dims),
                                dimensions(std::vector{units, inputs})));
  const bool is_real = read.weights.element() == Element::float32;
  if (all.weights.empty()) {
    if (is_real) all.weights = std::vector<float>();
    else all.weights = std::vector<std::int8_t>();
  }
  if (read.weights.element() != all.weights.element())
    r.refuse(value, "its type is not that of the other gates' weights; the file is damaged");
  const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
  if (is_real) return append(all.weights.of<float>(), read.weights.of<float>());
  if (read.scales.size() != 1)
    r.refuse(value, "weights of a scale for each unit are not supported here; convert per tensor");
  append(all.weights.of<std::int8_t>(), read.weights.of<std::int8_t>());
  append(all.scales, read.scales);
}

/// Weights and biases of all gates.
Constants constants_of(Reading& r, int units, int inputs) {
  Constants all;
  all.name = r.input(input_weights).name;
  all.has_biases = true;
  for (std::size_t i = 0; i < gates; ++i) append_weights(r, input_weights + i, units, inputs, all);
  for (std::size_t i = 0; i < gates; ++i) append_weights(r, recurrent_weights + i, units, units, all);
  all.dims = {static_cast<int>(gates), units, inputs + units};
  const auto joined = [&]<class T>(std::vector<T> biases) {
    for (std::size_t i = 0; i < gates; ++i) {
      const ElementArray read = r.biases(first_bias + i, units);
      biases.insert(biases.end(), read.of<T>().begin(), read.of<T>().end());
    }
    return ElementArray(std::move(biases));
  };
  all.biases = r.computes_reals() ? joined(std::vector<float>()) : joined(std::vector<std::int32_t>());
  return all;
}

/// The scales of what it keeps.
Cells cells_of(const Reading& r, const Value& hidden, const Value& cells) {
  Cells out{.clip = r.attributes().real("cell_clip")};
  if (!(out.clip >= 0)) r.refuse(fmt::format("its cells are clipped at {}; the file is damaged", out.clip));
  const Dtype wanted = r.computes_reals() ? Dtype::float32 : Dtype::int16;
  if (cells.dtype != wanted)
    r.refuse(cells, fmt::format("the cells of this layer are {}; convert again", dtype_name(wanted)));
  if (hidden.dtype != r.output().dtype || !same_quantization(hidden, r.output()))
    r.refuse(hidden, "it keeps the output, but not in the output's type and quantization; convert again");
  if (r.computes_reals()) return out;
  if (cells.scales.size() != 1 || (!cells.zero_points.empty() && cells.zero_points != std::vector<std::int64_t>{0}))
    r.refuse(cells, "cells have one scale, and the zero point 0; convert again");
  const int power = tinytmpl::layers::power_of_two(cells.scales[0]);
  if (power < -28 || power > 2)
    r.refuse(cells, fmt::format("its scale {} is no power of two from 2^-28 to 4; convert again", cells.scales[0]));
  out.scale = cells.scales[0];
  return out;
}

void read(Reading& r) {
  expect_plain(r);
  const Value& in = r.input(0);
  if (in.shape.size() != 3 || in.shape[0] != 1)
    r.refuse(in, fmt::format("its shape {} is not [1, steps, channels]; convert the model with a batch of 1",
                             dimensions(in.shape)));
  const int inputs = in.shape[2];
  const Value& first = r.input(recurrent_weights);
  const int units = first.shape.size() == 2 ? first.shape[0] : 0;
  const Value &hidden = state(r, hidden_state, units), &cells = state(r, cell_state, units);
  Layer layer{&lstm, {r.activation(0)}, {}, cells_of(r, hidden, cells)};
  layer.constants = constants_of(r, units, inputs);
  for (const float scale : layer.constants.scales) {
    r.expect_multiplier(double{r.tensor(0).quantization.scale} * double{scale} * (1 << 12));
    r.expect_multiplier(double{r.output_quantization().scale} * double{scale} * (1 << 12));
  }
  r.finish(std::move(layer), {1, in.shape[1], units}, {in.shape[1], units});
}

}  // namespace

Rules rules::lstm() { return {{"UNIDIRECTIONAL_SEQUENCE_LSTM", read}}; }

}  // namespace exporter
