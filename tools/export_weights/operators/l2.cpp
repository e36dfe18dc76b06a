// SPDX-License-Identifier: BSL-1.0
// L2_NORMALIZATION, L2_POOL_2D, LOG_SOFTMAX.
#include <tinytmpl/layers/l2_norm.hpp>
#include <tinytmpl/layers/log_softmax.hpp>

#include <fmt/format.h>

#include "operators/elementwise.hpp"
#include "operators/windows.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

using tinytmpl::core::Window;

const Operator unit_length{.word = [](const Network&, const Layer&) -> std::string { return "L2Normalization"; },
                           .node = described<tinytmpl::L2Normalization>};
const Operator log_softmax{.word = [](const Network&, const Layer&) -> std::string { return "LogSoftmax"; },
                           .node = described<tinytmpl::LogSoftmax>};
const Operator l2_pool{.word =
                           [](const Network&, const Layer& layer) {
                             const auto& window = attributes<Window>(layer);
                             Word word("L2Pool2D");
                             add_window(word, window, window.kernel_h, window.kernel_w);
                             return word.text();
                           },
                       .node =
                           [](const Network& net, const Layer& layer) {
                             tinytmpl::core::Node node = tinytmpl::layers::pool(
                                 tinytmpl::core::Op::l2_pool, extent(net.in(layer).dims), attributes<Window>(layer));
                             node.demands.learn = tinytmpl::layers::require_reals;
                             return node;
                           }};

void expect_reals(const Reading& r) {
  if (!r.computes_reals())
    r.refuse(r.output(), fmt::format("this operator is supported in float32, not in {}; leave it in float32, behind a "
                                     "DEQUANTIZE",
                                     dtype_name(r.output().dtype)));
}

void read_unit_length(Reading& r) {
  r.expect_inputs(1, 1);
  if (!r.computes_reals()) r.expect_bytes();
  Layer layer{&unit_length, {r.activation(0)}, {}};
  expect_output(r, {1.0f / 128, 0});
  layer.activation = r.fused();
  if (layer.activation != Activation::none) r.refuse("its fused activation is not supported; use a layer of its own");
  finish_same_shape(r, std::move(layer));
}

void read_log_softmax(Reading& r) {
  r.expect_inputs(1, 1);
  expect_reals(r);
  finish_same_shape(r, {&log_softmax, {r.activation(0)}, {}});
}

void read_l2_pool(Reading& r) {
  r.expect_inputs(1, 1);
  expect_reals(r);
  Layer layer{&l2_pool, {r.activation(0)}, {}};
  expect_image(r);
  const Window window = read_window(r, r.attributes().integer("filter_h"), r.attributes().integer("filter_w"));
  layer.attributes = window;
  finish_window(r, std::move(layer), window, r.tensor(0).dims.back());
}

}  // namespace

Rules rules::l2() {
  return {{"L2_NORMALIZATION", read_unit_length, Effect::computes, Axes::joined},
          {"LOG_SOFTMAX", read_log_softmax, Effect::computes, Axes::joined},
          {"L2_POOL_2D", read_l2_pool}};
}

}  // namespace exporter
