// SPDX-License-Identifier: BSL-1.0
#include "graph/strides.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace exporter {
namespace {

/// One axis: takes `count` from `begin` on, in steps.
void cut(Strides& from, std::size_t axis, std::int64_t begin, std::int64_t step, std::int64_t count) {
  if (count < 0 || count > from.shape[axis]) throw Unknown();
  from.first += begin * from.steps[axis];
  from.steps[axis] *= step;
  from.shape[axis] = static_cast<int>(count);
}

}  // namespace

std::vector<std::size_t> places(const Strides& strides) {
  std::size_t count = 1;
  for (const int dim : strides.shape) count *= static_cast<std::size_t>(dim);
  std::vector<std::size_t> out;
  Integers at(strides.shape.size());
  for (; count > 0; --count) {
    std::int64_t place = strides.first;
    for (std::size_t i = 0; i < at.size(); ++i) place += at[i] * strides.steps[i];
    out.push_back(static_cast<std::size_t>(place));
    for (std::size_t i = at.size(); i > 0; --i) {
      if (++at[i - 1] < strides.shape[i - 1]) break;
      at[i - 1] = 0;
    }
  }
  return out;
}

Strides whole(const std::vector<int>& shape) {
  Strides out{0, shape, Integers(shape.size())};
  std::int64_t step = 1;
  for (std::size_t i = shape.size(); i > 0; --i) {
    out.steps[i - 1] = step;
    step *= shape[i - 1];
  }
  return out;
}

Strides transposed(const Operands& x) {
  const Strides all = whole(x.shape(0));
  Strides out{0, {}, {}};
  std::set<std::size_t> seen;
  for (const std::int64_t value : x.integers(1)) {
    const std::size_t axis = known_axis(value, all.shape.size());
    if (!seen.insert(axis).second) throw Unknown();
    out.shape.push_back(all.shape[axis]), out.steps.push_back(all.steps[axis]);
  }
  if (out.shape.size() != all.shape.size()) throw Unknown();
  return out;
}

Strides sliced(const Operands& x) {
  Strides out = whole(x.shape(0));
  const Integers begins = x.integers(1), sizes = x.integers(2);
  if (begins.size() != out.shape.size() || sizes.size() != out.shape.size()) throw Unknown();
  for (std::size_t i = 0; i < begins.size(); ++i) {
    if (begins[i] < 0 || begins[i] > out.shape[i]) throw Unknown();
    const std::int64_t rest = out.shape[i] - begins[i], size = sizes[i] == -1 ? rest : sizes[i];
    if (size > rest) throw Unknown();
    cut(out, i, begins[i], 1, size);
  }
  return out;
}

Strides sliced_in_strides(const Operands& x) {
  const Integers begins = x.integers(1), ends = x.integers(2), steps = x.integers(3);
  const auto asks = [&x](const char* mask, std::size_t i) { return (x.attributes().integer(mask) >> i & 1) != 0; };
  if (ends.size() != begins.size() || steps.size() != begins.size() || begins.size() > 32) throw Unknown();
  Strides all = whole(x.shape(0)), out{0, {}, {}};
  std::size_t named = 0, axis = 0;  // axes of the input that a number stands for
  for (std::size_t i = 0; i < begins.size(); ++i) named += !asks("new_axis_mask", i) && !asks("ellipsis_mask", i);
  const auto take = [&] { out.shape.push_back(all.shape[axis]), out.steps.push_back(all.steps[axis]), ++axis; };
  for (std::size_t i = 0; i < begins.size(); ++i) {
    if (asks("ellipsis_mask", i)) {
      if (named > all.shape.size()) throw Unknown();
      for (std::size_t rest = all.shape.size() - named; rest > 0; --rest) take();
      named = all.shape.size();  // a second one stands for nothing
      continue;
    }
    if (asks("new_axis_mask", i)) {
      out.shape.push_back(1), out.steps.push_back(0);
      continue;
    }
    if (axis >= all.shape.size() || steps[i] == 0) throw Unknown();
    const std::int64_t extent = all.shape[axis];
    const std::int64_t step = std::clamp(steps[i], -extent - 1, extent + 1);  // beyond all of it, all are the same
    const std::int64_t least = step > 0 ? 0 : -1, most = step > 0 ? extent : extent - 1;
    const auto inside = [=](std::int64_t at) { return std::clamp(at < 0 ? at + extent : at, least, most); };
    const bool single = asks("shrink_axis_mask", i);
    const std::int64_t begin = asks("begin_mask", i) ? (step > 0 ? least : most) : inside(begins[i]);
    std::int64_t end = step > 0 ? most : least;
    if (!asks("end_mask", i))
      end = inside(x.attributes().integer("offset") != 0 ? begin + std::clamp(ends[i], -extent, extent) : ends[i]);
    if (single) {
      if (begin < 0 || begin >= extent) throw Unknown();
      all.first += begin * all.steps[axis++];
      continue;
    }
    const std::int64_t span = step > 0 ? end - begin : begin - end, by = step > 0 ? step : -step;
    cut(all, axis, begin, step, span <= 0 ? 0 : (span + by - 1) / by);
    take();
  }
  while (axis < all.shape.size()) take();
  out.first = all.first;
  return out;
}

Strides unpacked(const Operands& x, std::size_t output) {
  Strides out = whole(x.shape(0));
  const std::size_t axis = known_axis(x.attributes().integer("axis"), out.shape.size());
  if (output >= static_cast<std::size_t>(out.shape[axis])) throw Unknown();
  out.first = static_cast<std::int64_t>(output) * out.steps[axis];
  out.shape.erase(out.shape.begin() + static_cast<std::ptrdiff_t>(axis));
  out.steps.erase(out.steps.begin() + static_cast<std::ptrdiff_t>(axis));
  return out;
}

Strides split(const Operands& x, std::size_t output) {
  Strides out = whole(x.shape(1));
  const std::size_t axis = known_axis(x.integer(0), out.shape.size());
  const auto parts = static_cast<int>(x.outputs());
  if (parts == 0 || out.shape[axis] % parts != 0) throw Unknown();
  const int part = out.shape[axis] / parts;
  cut(out, axis, static_cast<std::int64_t>(output) * part, 1, part);
  return out;
}

Strides split_by_sizes(const Operands& x, std::size_t output) {
  Strides out = whole(x.shape(0));
  Integers parts = x.integers(1);
  const std::size_t axis = known_axis(x.integer(2), out.shape.size());
  if (output >= parts.size()) throw Unknown();
  std::int64_t rest = out.shape[axis];
  for (const std::int64_t part : parts) {
    if (part < -1 || part > out.shape[axis]) throw Unknown();
    rest -= std::max<std::int64_t>(part, 0);
  }
  std::replace(parts.begin(), parts.end(), std::int64_t{-1}, rest);
  const auto end = parts.begin() + static_cast<std::ptrdiff_t>(output);
  if (std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) != out.shape[axis]) throw Unknown();
  cut(out, axis, std::accumulate(parts.begin(), end, std::int64_t{0}), 1, *end);
  return out;
}

Strides stretched(const std::vector<int>& from, const std::vector<int>& to) {
  const Strides all = whole(from);
  Strides out{0, to, Integers(to.size())};
  if (from.size() > to.size()) throw Unknown();
  const std::size_t before = to.size() - from.size();
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i] != to[before + i] && from[i] != 1) throw Unknown();
    out.steps[before + i] = from[i] == 1 ? 0 : all.steps[i];
  }
  return out;
}

std::vector<int> broadcast_shape(const std::vector<int>& a, const std::vector<int>& b) {
  std::vector<int> out(std::max(a.size(), b.size()));
  for (std::size_t i = 1; i <= out.size(); ++i) {
    const int x = i <= a.size() ? a[a.size() - i] : 1, y = i <= b.size() ? b[b.size() - i] : 1;
    if (x != y && x != 1 && y != 1) throw Unknown();
    out[out.size() - i] = x == 1 ? y : x;
  }
  return out;
}

}  // namespace exporter
