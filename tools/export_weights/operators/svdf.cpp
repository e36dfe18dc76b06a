// SPDX-License-Identifier: BSL-1.0
// SVDF.
#include <tinytmpl/layers/svdf.hpp>

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "graph/numbers.hpp"
#include "lower/elements.hpp"
#include "operators/operator.hpp"
#include "operators/rules.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

struct SvdfAttributes {
  int rank = 1, memory = 1;
  Element state_element = Element::int16;
  Quantization state{};
};

const Operator svdf{
    .word =
        [](const Network& net, const Layer& layer) {
          const auto& [rank, memory, element, state] = attributes<SvdfAttributes>(layer);
          return fmt::format("SVDF<{}, {}, {}>", net.out(layer).dims.back(), rank, memory);
        },
    .node =
        [](const Network& net, const Layer& layer) {
          const auto& [rank, memory, element, state] = attributes<SvdfAttributes>(layer);
          return tinytmpl::layers::svdf(extent(net.in(layer).dims), net.out(layer).dims.back(), rank, memory);
        },
    .parameters =
        [](const Layer& layer, tinytmpl::Parameters& given) {
          const auto& [rank, memory, element, state] = attributes<SvdfAttributes>(layer);
          given.state_element = element, given.state_scale = state.scale, given.state_zero_point = state.zero_point;
        }};

// Where its inputs stand: TensorFlow Lite micro/kernels/svdf.h.
constexpr std::size_t feature = 1, time = 2, bias = 3, kept = 4;

void expect_shape(const Reading& r, std::size_t i, const std::vector<int>& shape) {
  if (r.input(i).shape != shape)
    r.refuse(r.input(i), fmt::format("its shape {} is not {}; the file is damaged", dimensions(r.input(i).shape),
                                     dimensions(shape)));
}

/// The weights over time as the library has them: 16 bits each, of two bytes.
std::vector<std::int8_t> bytes_of_time(const Value& time_weights) {
  const auto wide = time_weights.dtype == Dtype::int16 ? elements_of<std::int16_t>(time_weights) : [&] {
    const auto narrow = elements_of<std::int8_t>(time_weights);
    return std::vector<std::int16_t>(narrow.begin(), narrow.end());
  }();
  std::vector<std::int8_t> out;
  for (const std::int16_t weight : wide) {
    out.push_back(static_cast<std::int8_t>(weight & 0xFF));
    out.push_back(static_cast<std::int8_t>(weight >> 8));
  }
  return out;
}

/// Appends the weights over time to those over channels.
void append_time(Reading& r, const std::vector<int>& shape, Constants& all) {
  const Value& value = r.input(time);
  expect_shape(r, time, shape);
  if (r.computes_reals()) {
    const std::vector<float> reals = r.constant(time).weights.of<float>();
    auto& weights = all.weights.of<float>();
    return static_cast<void>(weights.insert(weights.end(), reals.begin(), reals.end()));
  }
  r.expect_symmetric(value);
  const bool is_wide = value.dtype == Dtype::int16;
  if (!is_wide && value.dtype != Dtype::int8) r.refuse(value, "weights over time are int16, or int8; convert again");
  if (value.data.size() != static_cast<std::size_t>(value.elements()) * (is_wide ? 2 : 1))
    r.refuse(value, fmt::format("its shape {} has {} elements, but its data {} bytes; the file is damaged",
                                dimensions(value.shape), value.elements(), value.data.size()));
  if (value.scales.size() != 1) r.refuse(value, "weights over time have one scale; convert per tensor");
  check_scale(value.scales[0], r.where(), value);
  auto& weights = all.weights.of<std::int8_t>();
  const std::vector<std::int8_t> bytes = bytes_of_time(value);
  weights.insert(weights.end(), bytes.begin(), bytes.end());
  all.scales.push_back(value.scales[0]);
}

/// What it keeps: of the elements that its weights over time are.
void read_state(const Reading& r, int filters, SvdfAttributes& how) {
  const Value& state = r.input(kept);
  if (!state.variable || !state.data.empty()) r.refuse(state, "it is no variable, but the layer keeps its state there");
  expect_shape(r, kept, {1, filters * how.memory});
  if (state.dtype != r.input(time).dtype)
    r.refuse(state, "what it keeps is of another type than the weights over time; convert again");
  if (r.computes_reals()) return;
  const std::int64_t zero = state.zero_points.empty() ? 0 : state.zero_points[0];
  how.state_element = state.dtype == Dtype::int16 ? Element::int16 : Element::int8;
  const bool narrow = how.state_element == Element::int8;
  if (state.scales.size() != 1 || state.zero_points.size() > 1 || (!narrow && zero != 0) || std::abs(zero) > 128 ||
      zero == 128)
    r.refuse(state, "what it keeps has one scale and one zero point, that of int16 is 0; convert again");
  check_scale(state.scales[0], r.where(), state);
  how.state = {state.scales[0], static_cast<int>(zero)};
}

void read(Reading& r) {
  r.expect_inputs(5, 5);
  if (!r.computes_reals()) r.expect_bytes();
  const Value &in = r.input(0), &weights = r.input(feature), &over_time = r.input(time);
  const auto rank = static_cast<int>(r.attributes().integer("rank"));
  if (in.shape.size() != 2 || in.shape[0] != 1)
    r.refuse(in, fmt::format("its shape {} is not [1, channels]; convert the model with a batch of 1",
                             dimensions(in.shape)));
  if (weights.shape.size() != 2 || over_time.shape.size() != 2 || weights.elements() == 0 ||
      over_time.elements() == 0 || rank < 1 || weights.shape[0] % rank != 0)
    r.refuse(weights, fmt::format("its shape {} does not fit a rank of {}; the file is damaged",
                                  dimensions(weights.shape), rank));
  const int filters = weights.shape[0], units = filters / rank;
  SvdfAttributes how{.rank = rank, .memory = over_time.shape[1]};
  expect_shape(r, feature, {filters, in.shape[1]});
  Layer layer{&svdf, {r.activation(0)}, {}};
  layer.constants = r.constant(feature);
  r.expect_symmetric(weights);
  if (!r.computes_reals() && layer.constants.scales.size() != 1)
    r.refuse(weights, "weights of a scale for each filter are not supported here; convert per tensor");
  append_time(r, {filters, how.memory}, layer.constants);
  layer.constants.dims = {filters, in.shape[1] + how.memory};
  read_state(r, filters, how);
  layer.constants.has_biases = true;
  if (r.given(bias)) layer.constants.biases = r.biases(bias, units);
  else if (r.computes_reals()) layer.constants.biases = std::vector<float>(static_cast<std::size_t>(units));
  else layer.constants.biases = std::vector<std::int32_t>(static_cast<std::size_t>(units));
  if (r.computes_reals()) {
    layer.activation = r.fused();
  } else {  // the reference computes no activation of int8
    const std::vector<float>& scales = layer.constants.scales;
    r.expect_multiplier(double{r.tensor(0).quantization.scale} * double{scales[0]} / double{how.state.scale});
    r.expect_multiplier(double{how.state.scale} * double{scales[1]} / double{r.output_quantization().scale});
  }
  layer.attributes = how;
  r.finish(std::move(layer), {1, units}, {units});
}

}  // namespace

Rules rules::svdf() { return {{"SVDF", read}}; }

}  // namespace exporter
