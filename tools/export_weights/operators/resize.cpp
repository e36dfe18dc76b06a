// SPDX-License-Identifier: BSL-1.0
// RESIZE_NEAREST_NEIGHBOR, RESIZE_BILINEAR.
#include <tinytmpl/layers/resize.hpp>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "operators/lookup.hpp"
#include "operators/reshape.hpp"
#include "operators/rules.hpp"
#include "words.hpp"

namespace exporter {
namespace {

using tinytmpl::layers::Sampling;

std::string resize_word(const char* name, const Network& net, const Layer& layer) {
  const Dims& dims = net.out(layer).dims;
  Word word(name);
  word << fmt::format("{}", dims[0]) << fmt::format("{}", dims[1]);
  switch (attributes<Sampling>(layer)) {
    case Sampling::centers: word << "HalfPixelCenters"; break;
    case Sampling::corners: word << "AlignCorners"; break;
    case Sampling::edges: break;
  }
  return word.text();
}

using Describe = tinytmpl::core::Node(tinytmpl::core::Extent in, int height, int width, Sampling sampling);
template <Describe* describe>
tinytmpl::core::Node resize_node(const Network& net, const Layer& layer) {
  const Dims& out = net.out(layer).dims;
  return describe(extent(net.in(layer).dims), out[0], out[1], attributes<Sampling>(layer));
}

void same_channels_of_image(Ties& ties, const Layer& layer) { ties.tie(layer.inputs[0], layer.output()); }

const Operator resize_nearest{
    [](const Network& net, const Layer& layer) { return resize_word("ResizeNearest", net, layer); },
    resize_node<tinytmpl::layers::resize_nearest>, same_interval, same_channels_of_image};
const Operator resize_bilinear{
    [](const Network& net, const Layer& layer) { return resize_word("ResizeBilinear", net, layer); },
    resize_node<tinytmpl::layers::resize_bilinear>, same_interval, same_channels_of_image};

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

Sampling read_sampling(const Reading& r) {
  const bool corners = r.attributes().integer("align_corners") != 0,
             centers = r.attributes().integer("half_pixel_centers") != 0;
  if (corners && centers) r.refuse("it looks from centers and from corners at once; convert again with one of them");
  return corners ? Sampling::corners : centers ? Sampling::centers : Sampling::edges;
}

/// The layer's shape in the file's terms.
std::vector<int> read_size(const Reading& r) {
  const std::vector<std::int64_t> size = r.known_integers(1);
  std::vector<int> shape = r.input(0).shape;
  if (shape.size() != 4 || size.size() != 2 || std::min(size[0], size[1]) < 1 || std::max(size[0], size[1]) > 32'767)
    r.refuse(r.input(1), "it is not the height and the width of an image");
  for (const std::size_t axis : {1u, 2u}) shape[axis] = static_cast<int>(size[axis - 1]);
  return shape;
}

void finish_resize(Reading& r, const Operator& op, Sampling sampling, const std::vector<int>& shape) {
  Layer layer{&op, {reinterpreted(r, r.activation(0), r.output_quantization())}, {}, sampling};
  if (shape == r.input(0).shape) layer.op = &operators::reshape;
  r.finish(std::move(layer), shape);
}

void read_nearest(Reading& r) {
  r.expect_inputs(2, 2);
  const Sampling sampling = read_sampling(r);
  const std::vector<int> shape = read_size(r);
  for (const std::size_t axis : {1u, 2u})
    if (const int in = r.input(0).shape[axis], out = shape[axis]; !is_exact(sampling, in, out))
      r.refuse(fmt::format("{} of {} pixels, which the reference chooses with rounded numbers; resize to another size",
                           out, in));
  finish_resize(r, resize_nearest, sampling, shape);
}

void read_bilinear(Reading& r) {
  r.expect_inputs(2, 2);
  if (!r.computes_reals()) r.expect_bytes();
  const Sampling sampling = read_sampling(r);
  const std::vector<int> shape = read_size(r);
  for (const std::size_t axis : {1u, 2u})
    if (const int in = r.input(0).shape[axis], out = shape[axis];
        tinytmpl::layers::between(sampling, in, out).start(out - 1) >= in)
      r.refuse(fmt::format("{} of {} pixels, where the reference would read behind the last one; resize in two steps",
                           out, in));
  finish_resize(r, resize_bilinear, sampling, shape);
}

}  // namespace

Rules rules::resize() {
  return {{"RESIZE_NEAREST_NEIGHBOR", read_nearest, Effect::computes, Axes::three, Uint8::known},
          {"RESIZE_BILINEAR", read_bilinear}};
}

}  // namespace exporter
