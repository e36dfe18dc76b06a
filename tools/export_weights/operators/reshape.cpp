// SPDX-License-Identifier: BSL-1.0
// RESHAPE, SQUEEZE, EXPAND_DIMS: bytes stay where they are.
#include "operators/reshape.hpp"

#include <fmt/format.h>
#include <tinytmpl/layers/reshape.hpp>

#include "operators/lookup.hpp"
#include "operators/rules.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

std::string reshape_word(const Network& net, const Layer& layer) {
  const Dims& dims = net.out(layer).dims;
  return dims.size() == 1 ? "Flatten" : (Word("Reshape") << shape_word(dims)).text();
}

/// Bytes stay in order: byte e is channel e % channels, before and behind.
Interval interval(const Evaluation& e, std::size_t c) {
  const std::size_t from = e.channels(), to = static_cast<std::size_t>(e.out.dims.back());
  if (to % from == 0) return e.in(0, c % from);
  if (from % to != 0) return {};
  Interval x = e.in(0, c);
  for (std::size_t i = c; i < from; i += to) x = hull(x, e.in(0, i));
  return x;
}

void tie(Ties& ties, const Layer& layer) {
  const int from = layer.inputs[0], to = layer.output();
  const std::size_t before = ties.count(from), after = ties.count(to);
  if (after % before == 0) ties.tie(from, to, after / before, 1, before);
  else if (before % after == 0) ties.tie(to, from, before / after, 1, after);
  else keeps_all(ties, layer);
}

/// Bytes stay where they are; only what the file says of its dimensions changes.
void finish_reshape(Reading& r, const std::vector<int>& computed) {
  const Value& out = r.output();
  if (out.elements() != r.input(0).elements())
    r.refuse(out, fmt::format("its shape {} has not as many elements as the input's {}; convert the model with a fixed "
                              "input shape",
                              dimensions(out.shape), dimensions(r.input(0).shape)));
  const int same_bytes = reinterpreted(r, r.activation(0), r.output_quantization());
  r.finish({&operators::reshape, {same_bytes}, {}}, computed, library_dims(out, r.where()));
}

/// What RESHAPE is asked for: a constant, an option, or only the output's declared shape.
Integers wanted_shape(const Reading& r) {
  if (r.given(1) && r.input(1).elements() != 0) return r.known_integers(1);
  if (const Integers shape = r.attributes().integers("new_shape"); !shape.empty()) return shape;
  return {r.output().shape.begin(), r.output().shape.end()};
}

void read_reshape(Reading& r) {
  r.expect_inputs(1, 2);
  Integers wanted = wanted_shape(r);
  std::int64_t rest = r.input(0).elements();
  int open = 0;
  for (const std::int64_t size : wanted) {
    if (size < -1 || size == 0 || size > rest || (size > 0 && rest % size != 0))
      r.refuse(r.output(), fmt::format("the wanted shape has a dimension of {}, which does not fit to the input's {}",
                                       size, dimensions(r.input(0).shape)));
    if (size > 0) rest /= size;
    else ++open;
  }
  if (open > 1 || (open == 0 && rest != 1))
    r.refuse(r.output(), fmt::format("the wanted shape does not have as many elements as the input's {}",
                                     dimensions(r.input(0).shape)));
  std::vector<int> shape;
  for (const std::int64_t size : wanted) shape.push_back(static_cast<int>(size > 0 ? size : rest));
  finish_reshape(r, shape);
}

void read_squeeze(Reading& r) {
  r.expect_inputs(1, 1);
  const std::vector<int>& in = r.input(0).shape;
  for (const std::int64_t value : r.attributes().integers("squeeze_dims"))
    if (in[static_cast<std::size_t>(r.axis(value, in.size()))] != 1)
      r.refuse(r.input(0), fmt::format("dimension {} of {} is not 1 and cannot be removed", value, dimensions(in)));
  finish_reshape(r, in);
}

void read_expand_dims(Reading& r) {
  r.expect_inputs(2, 2);
  finish_reshape(r, r.input(0).shape);
}

}  // namespace

const Operator operators::reshape{reshape_word,
                                  [](const Network& net, const Layer& layer) {
                                    return tinytmpl::layers::reshape("", extent(net.in(layer).dims),
                                                                     extent(net.out(layer).dims));
                                  },
                                  interval, tie};

Rules rules::reshape() {
  return {{"RESHAPE", read_reshape, Effect::moves, Axes::joined},
          {"SQUEEZE", read_squeeze, Effect::moves, Axes::joined},
          {"EXPAND_DIMS", read_expand_dims, Effect::moves, Axes::joined}};
}

}  // namespace exporter
