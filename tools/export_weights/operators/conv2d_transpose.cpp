// SPDX-License-Identifier: BSL-1.0
// TRANSPOSE_CONV.
#include <tinytmpl/layers/conv2d_transpose.hpp>

#include <fmt/format.h>

#include "operators/rules.hpp"
#include "operators/weights.hpp"
#include "operators/windows.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

using tinytmpl::core::Window;

tinytmpl::core::Node described_as(const Network& net, const Layer& layer, int height, int width) {
  return tinytmpl::layers::conv2d_transpose(extent(net.in(layer).dims), net.out(layer).dims.back(),
                                            attributes<Window>(layer), height, width, layer.constants.has_biases);
}

tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  const Dims& out = net.out(layer).dims;
  return described_as(net, layer, out[0], out[1]);
}

std::string conv2d_transpose_word(const Network& net, const Layer& layer) {
  const Dims& out = net.out(layer).dims;
  Word word("Conv2DTranspose");
  word << std::to_string(out.back());
  add_window(word, attributes<Window>(layer));
  if (described_as(net, layer, 0, 0).out.extent != extent(out))
    word << fmt::format("OutputSize<{}, {}>", out[0], out[1]);
  if (!layer.constants.has_biases) word << "NoBias";
  return word.text();
}

/// Which taps meet an output is different from place to place.
Interval interval(const Evaluation& e, std::size_t c) {
  const auto outputs = static_cast<std::size_t>(e.out.dims.back());
  return filtered(e, c, run_of_weights(e.layer, c, outputs, e.channels()), true);
}

const Operator conv2d_transpose{conv2d_transpose_word, node, interval, read_by_runs, shrink_runs};

void read(Reading& r) {
  constexpr Reading::Operands at{2, 1, 3};
  r.expect_inputs(3, 4);
  Layer layer{&conv2d_transpose, {r.activation(at.input)}, {}};
  const Value &in = r.input(at.input), &weights = r.input(at.weights);
  const std::vector<int>& filters = weights.shape;
  if (in.shape.size() != 4)
    r.refuse(in, fmt::format("its shape {} is not [1, height, width, channels]", dimensions(in.shape)));
  if (filters.size() != 4 || weights.elements() == 0 || filters[3] != r.tensor(at.input).dims.back())
    r.refuse(weights, fmt::format("its shape {} does not fit an input of shape {}; the file is damaged",
                                  dimensions(filters), dimensions(in.shape)));
  std::vector<int> shape = r.output().shape;
  if (const auto wanted = r.integers(0)) shape.assign(wanted->begin(), wanted->end());
  if (shape.size() != 4 || shape[0] != 1 || shape[3] != filters[0] || shape != r.output().shape)
    r.refuse(r.output(), fmt::format("its shape {} is not what the operator is asked for, {}; the file is damaged",
                                     dimensions(r.output().shape), dimensions(shape)));
  layer.attributes = read_window(r, filters[1], filters[2]);
  layer.constants = r.weights(filters[0], 0, at);
  layer.activation = r.fused();
  r.finish(std::move(layer), shape);
}

}  // namespace

Rules rules::conv2d_transpose() { return {{"TRANSPOSE_CONV", read}}; }

}  // namespace exporter
