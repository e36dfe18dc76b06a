// SPDX-License-Identifier: BSL-1.0
// CONV_2D, DEPTHWISE_CONV_2D.
#include "operators/conv2d.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <tinytmpl/layers/depthwise_conv2d.hpp>

#include "operators/rules.hpp"
#include "operators/weights.hpp"
#include "operators/windows.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

// Of each group of filters, which see a group of channels

std::string conv2d_word(const Network& net, const Layer& layer) {
  const auto& [window, groups] = attributes<Convolution>(layer);
  Word word("Conv2D");
  word << std::to_string(net.out(layer).dims.back());
  add_window(word, window);
  if (groups > 1) word << fmt::format("Groups<{}>", groups);
  if (!layer.constants.has_biases) word << "NoBias";
  return word.text();
}

tinytmpl::core::Node conv2d_node(const Network& net, const Layer& layer) {
  const auto& [window, groups] = attributes<Convolution>(layer);
  return tinytmpl::layers::conv2d(extent(net.in(layer).dims), net.out(layer).dims.back(), window, groups,
                                  layer.constants.has_biases);
}

Interval conv2d_interval(const Evaluation& e, std::size_t c) {
  const auto& [window, groups] = attributes<Convolution>(e.layer);
  const auto outputs = static_cast<std::size_t>(e.out.dims.back()), parts = static_cast<std::size_t>(groups);
  const std::size_t group = e.channels() / parts;
  Filter filter = run_of_weights(e.layer, c, outputs, group);
  filter.channel = c / (outputs / parts) * group;
  return filtered(e, c, filter, reaches_outside(window, e.net.in(e.layer).dims, e.out.dims));
}

void conv2d_tie(Ties& ties, const Layer& layer) {
  if (attributes<Convolution>(layer).groups == 1) read_by_runs(ties, layer);
  else keeps_all(ties, layer);
}

// Of each channel by itself

std::string depthwise_word(const Network& net, const Layer& layer) {
  Word word("DepthwiseConv2D");
  add_window(word, attributes<Convolution>(layer).window);
  const int multiplier = net.out(layer).dims.back() / net.in(layer).dims.back();
  if (multiplier > 1) word << fmt::format("DepthMultiplier<{}>", multiplier);
  if (!layer.constants.has_biases) word << "NoBias";
  return word.text();
}

tinytmpl::core::Node depthwise_node(const Network& net, const Layer& layer) {
  return tinytmpl::layers::depthwise_conv2d(extent(net.in(layer).dims), attributes<Convolution>(layer).window,
                                            net.out(layer).dims.back() / net.in(layer).dims.back(),
                                            layer.constants.has_biases);
}

Interval depthwise_interval(const Evaluation& e, std::size_t c) {
  const auto outputs = static_cast<std::size_t>(e.out.dims.back());
  const Filter filter{c, outputs, e.layer.constants.weights.size() / outputs, c / (outputs / e.channels()), 1};
  return filtered(e, c, filter,
                  reaches_outside(attributes<Convolution>(e.layer).window, e.net.in(e.layer).dims, e.out.dims));
}

void depthwise_tie(Ties& ties, const Layer& layer) {
  const int from = layer.inputs[0], to = layer.output();
  const std::size_t multiplier = ties.count(to) / ties.count(from);
  ties.tie(from, to, multiplier, multiplier, 1);
}

void depthwise_shrink(Layer& layer, const Channels& gone) {
  const std::vector<bool>& to = gone[static_cast<std::size_t>(layer.output())];
  shrink(layer.constants.weights.of<std::int8_t>(), to);
  shrink_outputs(layer.constants, to);
  layer.constants.dims.back() = static_cast<int>(std::count(to.begin(), to.end(), false));
}

// As TensorFlow Lite writes them

/// The weights' shape, four positive numbers.
const std::vector<int>& filter_shape(const Reading& r) {
  const Value& w = r.input(1);
  if (w.shape.size() != 4 || w.elements() == 0)
    r.refuse(w, fmt::format("its shape {} is not that of filters, four positive dimensions", dimensions(w.shape)));
  return w.shape;
}

void read_conv2d(Reading& r) {
  r.expect_inputs(2, 3);
  Layer layer{&operators::conv2d, {r.activation(0)}, {}};
  expect_image(r);
  const std::vector<int>& filters = filter_shape(r);
  const int channels = r.tensor(0).dims.back();
  if (channels % filters[3] != 0 || filters[0] % (channels / filters[3]) != 0)
    r.refuse(r.input(1), fmt::format("its shape {} does not fit an input of {} channels; the file is damaged",
                                     dimensions(filters), channels));
  const tinytmpl::core::Window window = read_window(r, filters[1], filters[2]);
  layer.attributes = Convolution{window, channels / filters[3]};
  layer.as_uint8 = r.as_uint8();
  layer.constants = r.weights(filters[0], 0);
  finish_window(r, std::move(layer), window, filters[0]);
}

void read_depthwise_conv2d(Reading& r) {
  r.expect_inputs(2, 3);
  Layer layer{&operators::depthwise_conv2d, {r.activation(0)}, {}};
  expect_image(r);
  const std::vector<int>& filters = filter_shape(r);
  const int channels = r.tensor(0).dims.back(),
            multiplier = static_cast<int>(r.attributes().integer("depth_multiplier"));
  if (filters[0] != 1 || filters[3] % channels != 0 || (multiplier != 0 && filters[3] / channels != multiplier))
    r.refuse(r.input(1),
             fmt::format("its shape {} does not fit an input of {} channels and a depth multiplier of {}; the "
                         "file is damaged",
                         dimensions(filters), channels, multiplier));
  const tinytmpl::core::Window window = read_window(r, filters[1], filters[2]);
  layer.attributes = Convolution{window};
  layer.as_uint8 = r.as_uint8();
  layer.constants = r.weights(filters[3], 3);
  layer.constants.dims.erase(layer.constants.dims.begin());
  finish_window(r, std::move(layer), window, filters[3]);
}

}  // namespace

const Operator operators::conv2d{conv2d_word, conv2d_node, conv2d_interval, conv2d_tie, shrink_runs};
const Operator operators::depthwise_conv2d{depthwise_word, depthwise_node, depthwise_interval, depthwise_tie,
                                           depthwise_shrink};

Rules rules::conv2d() {
  return {{"CONV_2D", read_conv2d, Effect::computes, Axes::joined, Uint8::known},
          {"DEPTHWISE_CONV_2D", read_depthwise_conv2d, Effect::computes, Axes::joined, Uint8::known}};
}

}  // namespace exporter
