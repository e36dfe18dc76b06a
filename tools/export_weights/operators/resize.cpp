// SPDX-License-Identifier: BSL-1.0
// RESIZE_NEAREST_NEIGHBOR.
#include <tinytmpl/layers/resize.hpp>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "operators/reshape.hpp"
#include "operators/rules.hpp"
#include "words.hpp"

namespace exporter {
namespace {

using tinytmpl::layers::Sampling;

std::string resize_word(const Network& net, const Layer& layer) {
  const Dims& dims = net.out(layer).dims;
  Word word("ResizeNearest");
  word << fmt::format("{}", dims[0]) << fmt::format("{}", dims[1]);
  switch (attributes<Sampling>(layer)) {
    case Sampling::centers: word << "HalfPixelCenters"; break;
    case Sampling::corners: word << "AlignCorners"; break;
    case Sampling::edges: break;
  }
  return word.text();
}

const Operator resize{resize_word,
                      [](const Network& net, const Layer& layer) {
                        const Dims& out = net.out(layer).dims;
                        return tinytmpl::layers::resize_nearest(extent(net.in(layer).dims), out[0], out[1],
                                                                attributes<Sampling>(layer));
                      },
                      same_interval, [](Ties& ties, const Layer& layer) { ties.tie(layer.inputs[0], layer.output()); }};

/// The reference reckons with float; whole numbers may disagree where a place falls on an edge between two pixels.
///
/// source   TFLite kernels/internal/reference/resize_nearest_neighbor.h
bool is_exact(Sampling sampling, int in, int out) {
  const bool corners = sampling == Sampling::corners;
  const float scale = corners && out > 1 ? static_cast<float>(in - 1) / static_cast<float>(out - 1)
                                         : static_cast<float>(in) / static_cast<float>(out);
  const float offset = sampling == Sampling::centers ? 0.5f : 0.0f;
  const tinytmpl::core::Sliding exact = tinytmpl::layers::nearest(sampling, in, out);
  for (int i = 0; i < out; ++i) {
    const float place = (static_cast<float>(i) + offset) * scale;
    const int pixel = static_cast<int>(corners ? std::round(place) : std::floor(place));
    if (std::clamp(pixel, 0, in - 1) != exact.start(i)) return false;
  }
  return true;
}

void read(Reading& r) {
  r.expect_inputs(2, 2);
  Layer layer{&resize, {r.activation(0)}, {}};
  r.expect_same_quantization(0);
  const std::vector<std::int64_t> size = r.known_integers(1);
  std::vector<int> shape = r.input(0).shape;
  if (shape.size() != 4 || size.size() != 2 || std::min(size[0], size[1]) < 1 || std::max(size[0], size[1]) > 32'767)
    r.refuse(r.input(1), "it is not the height and the width of an image");
  const bool corners = r.attributes().integer("align_corners") != 0,
             centers = r.attributes().integer("half_pixel_centers") != 0;
  const Sampling sampling = corners ? Sampling::corners : centers ? Sampling::centers : Sampling::edges;
  for (const std::size_t axis : {1u, 2u}) {
    const int in = shape[axis], out = static_cast<int>(size[axis - 1]);
    if (!is_exact(sampling, in, out))
      r.refuse(fmt::format("{} of {} pixels, which the reference chooses with rounded numbers; resize to another size",
                           out, in));
    shape[axis] = out;
  }
  if (shape == r.input(0).shape) layer.op = &operators::reshape;
  else layer.attributes = sampling;
  r.finish(std::move(layer), shape);
}

}  // namespace

Rules rules::resize() { return {{"RESIZE_NEAREST_NEIGHBOR", read}}; }

}  // namespace exporter
