// SPDX-License-Identifier: BSL-1.0
// Parts of tensors, put together or taken out.
#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "frontend/onnx/rules.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

std::size_t at(const View& view, std::size_t axis) { return static_cast<std::size_t>(view.axes[axis]); }

void read_concat(Importer& x) {
  const std::size_t rank = x.shape(x.input(0)).size(), axis = x.axis(x.integer("axis", 1), rank);
  Axes axes = in_order(rank);
  for (std::size_t i = x.inputs(); i > 0; --i)
    if (const View& view = x.input(i - 1); !x.is_constant(view) && !view.flat && view.axes.size() == rank)
      axes = view.axes;
  std::vector<int> values;
  Shape out;
  for (std::size_t i = 0; i < x.inputs(); ++i) {
    if (x.shape(x.input(i)).size() != rank) throw Unknown();
    values.push_back(x.arranged(x.input(i), axes));
    const Shape& shape = x.graph[values.back()].shape;
    const auto along = static_cast<std::size_t>(axes[axis]);
    if (i == 0) out = shape;
    else out[along] += shape[along];
  }
  Attributes attributes;
  attributes.set("axis", std::int64_t{axes[axis]});
  x.set(0, {x.inputs() == 1 ? values[0] : x.add("CONCATENATION", values, out, attributes), axes, {}});
}

void read_slice(Importer& x) {
  const View view = x.unfolded(x.input(0));
  const Shape lies = x.value(view).shape;
  const Integers starts = x.integers("starts", 1).value_or(Integers{}),
                 ends = x.integers("ends", 2).value_or(Integers{});
  Integers axes = x.given(3) || x.attribute("axes") ? *x.integers("axes", 3) : Integers{};
  Integers steps = x.given(4) ? x.known_integers(x.input(4)) : Integers(starts.size(), 1);
  if (axes.empty())
    for (std::size_t i = 0; i < starts.size(); ++i) axes.push_back(static_cast<std::int64_t>(i));
  if (ends.size() != starts.size() || axes.size() != starts.size() || steps.size() != starts.size()) throw Unknown();
  Integers begin(lies.size(), 0), end(lies.begin(), lies.end()), by(lies.size(), 1);
  Shape out = lies;
  std::int64_t whole_ends = 0;  // a mask: from the last element back to the first one
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t axis = at(view, x.axis(axes[i], view.axes.size()));
    const std::int64_t extent = lies[axis], step = steps[i];
    if (step == 0) x.refuse("its step is 0; the file is damaged");
    const auto place = [&](std::int64_t from, std::int64_t least, std::int64_t most) {
      return std::clamp(from < 0 ? (from < -extent ? least : from + extent) : from, least, most);
    };
    const bool back = step < 0;
    begin[axis] = place(starts[i], 0, back ? extent - 1 : extent);
    end[axis] = place(ends[i], back ? -1 : 0, back ? extent - 1 : extent);
    by[axis] = std::clamp<std::int64_t>(step, -extent, extent);
    const std::int64_t span = back ? begin[axis] - end[axis] : end[axis] - begin[axis];
    out[axis] = static_cast<int>(
        std::max<std::int64_t>(0, (span + std::abs(by[axis]) - 1) / std::max<std::int64_t>(1, std::abs(by[axis]))));
    if (back && end[axis] == -1) whole_ends |= std::int64_t{1} << axis;
  }
  if (out == lies && std::all_of(by.begin(), by.end(), [](std::int64_t step) { return step == 1; }))
    return x.set(0, view);
  if (std::find(out.begin(), out.end(), 0) != out.end() && !x.is_constant(view)) x.refuse("its output is empty");
  Attributes attributes;
  attributes.set("end_mask", whole_ends);
  x.set(0, {x.add("STRIDED_SLICE", {view.value, x.int32s(begin), x.int32s(end), x.int32s(by)}, out, attributes),
            view.axes,
            {}});
}

void read_split(Importer& x) {
  const View view = x.unfolded(x.input(0));
  const Shape lies = x.value(view).shape;
  const std::size_t axis = at(view, x.axis(x.integer("axis", 0), view.axes.size()));
  Integers sizes = x.integers("split", 1).value_or(Integers{});
  const auto count = static_cast<std::int64_t>(x.outputs());
  if (sizes.empty()) {
    const std::int64_t each = (lies[axis] + count - 1) / count;
    sizes.assign(x.outputs(), each);
    sizes.back() = lies[axis] - each * (count - 1);
  }
  if (std::ssize(sizes) != count) x.refuse("it has not as many outputs as parts; the file is damaged");
  std::int64_t first = 0;
  for (std::size_t i = 0; i < x.outputs(); ++i) {
    Integers begin(lies.size(), 0), size(lies.begin(), lies.end());
    Shape out = lies;
    if (sizes[i] < 1 || first + sizes[i] > lies[axis])
      x.refuse("its parts are not those of the input; the file is damaged");
    begin[axis] = first, size[axis] = sizes[i], out[axis] = static_cast<int>(sizes[i]);
    first += sizes[i];
    x.set(i, {x.add("SLICE", {view.value, x.int32s(begin), x.int32s(size)}, out), view.axes, {}});
  }
}

/// Rows of a table, as an embedding has them.
void read_rows(Importer& x, const View& table, const View& which) {
  Shape out = x.shape(which);
  const Shape of = x.shape(table);
  out.insert(out.end(), of.begin() + 1, of.end());
  Attributes attributes;
  attributes.set("axis", 0);
  const int rows = x.plain(table);
  const Value& elements = x.graph[rows];
  const Dtype dtype = elements.scales.empty() ? elements.dtype : Dtype::float32;  // what they stand for
  const int taken = x.add("GATHER", {rows, x.plain(which)}, out, attributes, dtype);
  x.set(0, {taken, in_order(out.size()), {}});
}

void read_gather(Importer& x) {
  const View view = x.unfolded(x.input(0)), which = x.input(1);
  const std::size_t rank = view.axes.size(), axis = x.axis(x.integer("axis", 0), rank);
  if (!x.is_constant(which)) {
    if (axis == 0 && x.is_constant(view)) return read_rows(x, view, which);
    x.refuse("indices that are computed are supported for rows of a constant, an embedding, alone");
  }
  const int extent = x.shape(view)[axis];
  Integers indices = x.known_integers(which);
  for (std::int64_t& index : indices)
    if (index < 0) index += extent;
  const Shape shape = x.shape(which);
  if (shape.size() > 1) x.refuse("indices of more than one dimension are not supported");
  Shape out = x.value(view).shape;
  const std::size_t along = at(view, axis);
  out[along] = static_cast<int>(indices.size());
  Attributes attributes;
  attributes.set("axis", static_cast<std::int64_t>(along));
  View taken{x.add("GATHER", {view.value, x.int32s(indices)}, out, attributes), view.axes, {}};
  if (shape.empty()) {
    std::vector<bool> gone(rank);
    gone[axis] = true;
    taken = x.without(taken, gone);
  }
  x.set(0, taken);
}

void read_pad(Importer& x) {
  const View view = x.unfolded(x.input(0));
  const Shape lies = x.value(view).shape;
  const Integers pads = x.integers("pads", 1).value_or(Integers{});
  Integers axes = x.given(3) ? x.known_integers(x.input(3)) : Integers{};
  if (axes.empty())
    for (std::size_t i = 0; i < lies.size(); ++i) axes.push_back(static_cast<std::int64_t>(i));
  if (pads.size() != 2 * axes.size()) throw Unknown();
  Integers amounts(2 * lies.size());
  Shape out = lies;
  bool crops = false;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const std::size_t axis = at(view, x.axis(axes[i], lies.size()));
    const std::int64_t before = pads[i], after = pads[i + axes.size()];
    if (std::max(before, after) > 65'535) throw Unknown();
    crops = crops || before < 0 || after < 0;
    amounts[2 * axis] = before, amounts[2 * axis + 1] = after;
    out[axis] = static_cast<int>(out[axis] + before + after);
  }
  if (crops) x.refuse("negative pads are not supported; use Slice");
  const int sides = x.reshaped(x.int32s(amounts), {static_cast<int>(lies.size()), 2});
  const std::string mode = x.text("mode", "constant");
  if (mode == "reflect") return x.set(0, {x.add("MIRROR_PAD", {view.value, sides}, out), view.axes, {}});
  if (mode == "edge" || mode == "wrap")
    x.refuse(fmt::format("its mode {} is not supported; use constant or reflect", mode));
  const double value = x.given(2) ? x.one_number(x.input(2)).value_or(0) : 0;
  x.set(0, {value == 0 ? x.add("PAD", {view.value, sides}, out)
                       : x.add("PADV2", {view.value, sides, x.reals({}, {value})}, out),
            view.axes,
            {}});
}

void read_depth_to_space(Importer& x) {
  if (x.text("mode", "DCR") == "CRD") x.refuse("its mode CRD (PixelShuffle) is not supported; use DCR, or a resize");
  const View from = x.input(0);
  const int image = x.image(from),
            block = static_cast<int>(std::clamp<std::int64_t>(x.integer("blocksize", 1), 1, 4'096));
  const Shape in = x.graph[image].shape;
  const bool widens = x.type() == "DepthToSpace";
  if (widens ? in[3] % (block * block) != 0 : in[1] % block != 0 || in[2] % block != 0) throw Unknown();
  Attributes attributes;
  attributes.set("block_size", std::int64_t{block});
  const Shape out = widens ? Shape{in[0], in[1] * block, in[2] * block, in[3] / block / block}
                           : Shape{in[0], in[1] / block, in[2] / block, in[3] * block * block};
  x.set(0, x.from_image(x.add(widens ? "DEPTH_TO_SPACE" : "SPACE_TO_DEPTH", {image}, out, attributes), from));
}

}  // namespace

Rules rules::moves() {
  return {{"Concat", read_concat}, {"DepthToSpace", read_depth_to_space}, {"Gather", read_gather}, {"Pad", read_pad},
          {"Slice", read_slice},   {"SpaceToDepth", read_depth_to_space}, {"Split", read_split}};
}

}  // namespace exporter::onnx
