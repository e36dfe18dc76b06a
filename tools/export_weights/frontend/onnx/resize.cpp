// SPDX-License-Identifier: BSL-1.0
// Resize, Upsample: of height and width.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "frontend/onnx/rules.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

/// The output's shape in the file's order.
Shape wanted(Importer& x, const Shape& in) {
  const std::size_t scales_at = x.type() == "Upsample" ? 1 : 2;
  const bool by_size = x.given(3) && x.value(x.input(3)).elements() != 0;
  if (x.attribute("axes")) x.refuse("its attribute axes is not supported; name all dimensions");
  if (x.text("keep_aspect_ratio_policy", "stretch") != "stretch") x.refuse("it keeps the aspect ratio; give it a size");
  Shape out;
  if (by_size) {
    for (const std::int64_t size : x.known_integers(x.input(3)))
      out.push_back(static_cast<int>(std::clamp<std::int64_t>(size, 0, 1 << 20)));
  } else {
    const Numbers scales = x.known_numbers(x.input(scales_at));
    if (scales.size() != in.size()) throw Unknown();
    for (std::size_t i = 0; i < in.size(); ++i) {
      const double size = std::floor(in[i] * scales[i]);
      if (!(size >= 1 && size < 1 << 20)) throw Unknown();
      if (size != in[i] * scales[i]) x.refuse("its scales do not give whole extents; name the output's size");
      out.push_back(static_cast<int>(size));
    }
  }
  if (out.size() != in.size()) throw Unknown();
  return out;
}

void read(Importer& x) {
  const View from = x.input(0);
  const Shape in = x.shape(from), out = wanted(x, in);
  if (in.size() < 3 || out[0] != in[0] || out[1] != in[1])
    x.refuse(fmt::format("it makes {} of {}; only height and width can change", dimensions(out), dimensions(in)));
  const std::string mode = x.text("mode", "nearest"),
                    places =
                        x.type() == "Upsample" ? "asymmetric" : x.text("coordinate_transformation_mode", "half_pixel"),
                    rounding = x.text("nearest_mode", x.type() == "Upsample" ? "floor" : "round_prefer_floor");
  const int image = x.image(from);
  const Shape lies = x.graph[image].shape;
  Shape to = lies;
  to[2] = out.back();
  if (out.size() == 4) to[1] = out[2];
  if (mode != "nearest" && mode != "linear")
    x.refuse(fmt::format("its mode {} is not supported; use nearest or linear", exporter::quoted(mode)));
  Attributes attributes;
  const bool grows = to[1] % lies[1] == 0 && to[2] % lies[2] == 0;
  const bool by_centers = places == "half_pixel" || (places == "pytorch_half_pixel" && (to[1] > 1 || lies[1] == 1) &&
                                                     (to[2] > 1 || lies[2] == 1));
  if (mode == "linear") {
    if (by_centers) attributes.set("half_pixel_centers", std::int64_t{1});
    else if (places == "align_corners") attributes.set("align_corners", std::int64_t{1});
    else if (places != "asymmetric")
      x.refuse(
          fmt::format("its coordinate_transformation_mode {} is not supported; use half_pixel, align_corners or "
                      "asymmetric",
                      exporter::quoted(places)));
  } else {
    // By whole factors each of these repeats elements, which is what TensorFlow Lite's does from edges.
    const bool repeats =
        grows && ((places == "asymmetric" && rounding == "floor") ||
                  (by_centers && (rounding == "round_prefer_floor" || rounding == "round_prefer_ceil")));
    const bool from_edges = places == "asymmetric" && rounding == "floor";

    if (!repeats && !from_edges)
      x.refuse(
          fmt::format("its coordinate_transformation_mode {} with nearest_mode {} is supported by whole factors alone; "
                      "use asymmetric and floor",
                      exporter::quoted(places), exporter::quoted(rounding)));
  }
  const int size = x.int32s({to[1], to[2]});
  const char* const type = mode == "linear" ? "RESIZE_BILINEAR" : "RESIZE_NEAREST_NEIGHBOR";
  x.set(0, x.from_image(x.add(type, {image, size}, to, attributes), from));
}

}  // namespace

Rules rules::resize() { return {{"Resize", read}, {"Upsample", read}}; }

}  // namespace exporter::onnx
