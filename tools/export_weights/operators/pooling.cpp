// SPDX-License-Identifier: BSL-1.0
// MAX_POOL_2D, AVERAGE_POOL_2D.
#include "operators/pooling.hpp"

#include <tinytmpl/layers/pooling.hpp>

#include "operators/rules.hpp"
#include "operators/windows.hpp"
#include "words.hpp"

namespace exporter {
namespace {

using tinytmpl::core::Op;
using tinytmpl::core::Window;

std::string pool_word(const char* name, const Layer& layer) {
  const auto& window = attributes<Window>(layer);
  Word word(name);
  add_window(word, window, window.kernel_h, window.kernel_w);
  return word.text();
}

template <Op op>
tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  return tinytmpl::layers::pool(op, extent(net.in(layer).dims), attributes<Window>(layer));
}

/// Whether a window may have an even number of taps: then means may lie between two numbers, which TFLite's kernel of uint8 rounds
/// half up.
bool has_ties(const Reading& r, const Window& window) {
  const Dims &in = r.tensor(0).dims,
             out{window.length(in[0], window.rows(in[0])), window.length(in[1], window.cols(in[1])), in[2]};
  return window.kernel_h * window.kernel_w % 2 == 0 || reaches_outside(window, in, out);
}

template <const Operator& pool>
void read_pool(Reading& r) {
  r.expect_inputs(1, 1);
  Layer layer{&pool, {r.activation(0)}, {}};
  expect_image(r);
  r.expect_same_quantization(0);
  const Window window = read_window(r, r.attributes().integer("filter_h"), r.attributes().integer("filter_w"));
  layer.attributes = window;
  if (&pool == &operators::average_pool2d && r.as_uint8()) layer.as_uint8 = has_ties(r, window);
  finish_window(r, std::move(layer), window, r.tensor(0).dims.back());
}

}  // namespace

const Operator operators::max_pool2d{[](const Network&, const Layer& layer) { return pool_word("MaxPool2D", layer); },
                                     node<Op::max_pool>, same_interval, same_channels};
const Operator operators::average_pool2d{
    [](const Network&, const Layer& layer) { return pool_word("AveragePool2D", layer); }, node<Op::average_pool>,
    same_interval, same_channels};

Rules rules::pooling() {
  return {{"MAX_POOL_2D", read_pool<operators::max_pool2d>, Effect::computes, Axes::joined, Uint8::known},
          {"AVERAGE_POOL_2D", read_pool<operators::average_pool2d>, Effect::computes, Axes::joined, Uint8::known}};
}

}  // namespace exporter
