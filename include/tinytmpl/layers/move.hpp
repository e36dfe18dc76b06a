// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl::layers {

constexpr int most_axes = 6;

/// Where in a tensor, whose elements lie one after the other, those of another one come from: as along nested axes, the first one the
/// outermost, of which each has `size` elements, `stride` apart.
struct Places {
  struct Axis {
    int size = 1, stride = 0;
    friend constexpr bool operator==(const Axis&, const Axis&) = default;
  };
  int offset = 0;
  int count = 0;                      // of axes
  Array<Axis, most_axes + 1> axes{};  // one more while they are taken apart

  /// Another axis, inside those that are there; joined with the one around it, if they can be one.
  constexpr void add(int size, int stride) {
    if (size == 1) return;
    if (count > 0 && axes[count - 1].stride == std::int64_t{size} * stride &&
        std::int64_t{axes[count - 1].size} * size <= max_elements)
      axes[count - 1] = {axes[count - 1].size * size, stride};
    else if (count <= most_axes) axes[count++] = {size, stride};
  }
  constexpr void drop_outermost() {
    --count;
    for (int a = 0; a < count; ++a) axes[a] = axes[a + 1];
  }
  /// How many of the inner axes hold `inner` elements; one of them is taken apart if need be. -1: it cannot be.
  constexpr int split(int inner) {
    int size = 1;
    for (int a = count - 1; a >= 0 && size < inner; size *= axes[a--].size) {
      const int rest = inner / size;
      if (inner % size != 0 || (axes[a].size > rest && axes[a].size % rest != 0)) return -1;
      if (axes[a].size <= rest) continue;
      for (int b = count++; b > a + 1; --b) axes[b] = axes[b - 1];
      axes[a + 1] = {rest, axes[a].stride};
      axes[a].size /= rest, axes[a].stride *= rest;
      return count - 1 - a;
    }
    return inner_axes(inner);
  }
  /// The lowest and the highest place, from axis `first` inwards.
  constexpr Range reach(int first = 0) const {
    std::int64_t low = offset, high = offset;
    for (int a = first; a < count; ++a) {
      const std::int64_t end = std::int64_t{axes[a].size - 1} * axes[a].stride;
      const std::int64_t last = bounded(end, std::int64_t{-max_elements}, std::int64_t{max_elements});
      (last < 0 ? low : high) += last;
    }
    const auto narrow = [](std::int64_t place) {
      return static_cast<int>(bounded(place, std::int64_t{-1}, std::int64_t{max_elements}));
    };
    return {narrow(low), narrow(high) + 1};
  }
  constexpr std::int64_t elements() const {
    std::int64_t all = 1;
    for (int a = 0; a < count; ++a) all = minimum(all * axes[a].size, std::int64_t{max_elements} + 1);
    return all;
  }

 private:
  constexpr int inner_axes(int inner) const {
    int size = 1, found = 0;
    for (; size < inner && found < count; ++found) size *= axes[count - 1 - found].size;
    return size == inner ? found : -1;
  }
};

// As attributes of a node or a geometry, axis 0 the innermost.
inline constexpr Attribute<0> first_place;
template <int axis>
inline constexpr Attribute<1 + 2 * axis> axis_size;
template <int axis>
inline constexpr Attribute<2 + 2 * axis> axis_stride;

constexpr void set_places(Node& node, const Places& places) {
  first_place(node) = places.offset;
  for (int a = 0; a < most_axes; ++a) {
    const bool is_there = a < places.count;
    node.own[1 + 2 * a] = is_there ? places.axes[places.count - 1 - a].size : 1;
    node.own[2 + 2 * a] = is_there ? places.axes[places.count - 1 - a].stride : 0;
  }
}
constexpr Places places_of(const Node& node) {
  Places places{.offset = first_place(node)};
  for (int a = most_axes - 1; a >= 0; --a) places.add(node.own[1 + 2 * a], node.own[2 + 2 * a]);
  return places;
}

/// Elements of `in` in another order, some of them, or some several times: those at `places`.
constexpr Node move(const char* kind, Extent in, Extent out, const Places& places) {
  Node node = unary(Op::move, kind, in, out);
  node.traits.keeps_quantization = node.traits.takes_all = true;
  node.require(out.rank > 0, Rule::valid_shape, 1, 0);
  const Range reach = places.reach();
  node.require(reach.begin >= 0, Rule::places, 0, reach.begin);
  node.require(reach.end <= in.size(), Rule::places, in.size(), reach.end);
  if (node.fault.found()) {  // axes that far apart are not taken apart: their strides would overflow
    node.out.extent = in;
    return node;
  }
  Places in_pixels = places, in_rows = places;
  const bool divides = places.count <= most_axes && places.elements() == out.size() && in_pixels.split(out.c) >= 0 &&
                       in_pixels.count <= most_axes && in_rows.split(out.row()) >= 0 && in_rows.count <= most_axes;
  node.require(divides, Rule::divided_axes, 1, 0);
  if (node.fault.found()) node.out.extent = in;
  else set_places(node, places);
  node.traits.reshapes = places.offset == 0 && in.size() == out.size() && places.count <= 1 &&
                         (places.count == 0 || places.axes[0].stride == 1);
  read_whole(node);
  return node;
}

/// Which rows of its operand each row of `node` reads: few, where the axes outside a row say so; else all of them, as they lie one
/// behind the other.
constexpr void read_rows(Node& node) {
  if (node.fault.found()) return;
  const int row = node.in().extent.row();
  Places places = places_of(node);
  const int inside = places.split(node.out.extent.row());
  int outside = places.count - inside;
  if (outside == 1 && places.axes[0].stride > 0 &&
      row % places.axes[0].stride == 0) {  // several rows of a part of a row
    const int parts = row / places.axes[0].stride;
    if (parts > 1 && parts < places.axes[0].size && places.axes[0].size % parts == 0 && places.count <= most_axes) {
      places.split(static_cast<int>(places.elements() / places.axes[0].size) * parts);
      outside = 2;
    }
  }
  // From one turn of the outermost axis to the next the operand goes on by whole rows, or nothing moves.
  const int by = places.count > 0 && outside > 0 && places.axes[0].stride >= 0 && places.axes[0].stride % row == 0
                   ? places.axes[0].stride / row
                   : -1;
  int turn = 1;
  for (int a = 1; a < outside; ++a) turn *= places.axes[a].size;
  const bool slides = by >= 0 && (turn == 1 || by == 1);
  const Range reach = places.reach(slides ? 1 : 0);
  const int first = reach.begin / row, size = (reach.end - 1) / row - first + 1;
  const bool takes_all = !slides && size > 1 && size == node.in().extent.h;
  if (!takes_all) {
    node.operands[0].rows = slides ? Sliding{.size = size, .stride = by, .before = -first * turn, .per = turn}
                                   : Sliding{.size = size, .stride = 0, .before = -first};
    node.cols = {}, node.traits.takes_all = false;
    places.offset -= first * row;
    if (slides) places.drop_outermost();
  }
  set_places(node, places);
}

}  // namespace tinytmpl::layers
