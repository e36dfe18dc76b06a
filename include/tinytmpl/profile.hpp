// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <type_traits>

#include <tinytmpl/model.hpp>

namespace tinytmpl::graph::detail {

template <bool returns_unsigned_integer>
struct CheckClock {
  static_assert(
      returns_unsigned_integer,
      "tinytmpl: a clock's now() returns an unsigned integer that counts upwards; negate one that counts down");
};
template <int counter_bits, int type_bits>
struct CheckCounter {
  static_assert(counter_bits <= type_bits, "tinytmpl: a clock's bits are more than its now() returns");
};

/// How many bits of `Clock::now()` count: all, or `Clock::bits`.
template <class Clock, class Time>
constexpr int counter_bits() {
  constexpr int all = static_cast<int>(8 * sizeof(Time));
  if constexpr (requires { Clock::bits; }) return Clock::bits;
  return all;
}

}  // namespace tinytmpl::graph::detail

namespace tinytmpl {

/// What an inference costs, layer by layer, in ticks of the user's clock: an observer for `run` and `push_row`.
///
///     static tinytmpl::Profile<kws::Model, Cycles> profile;
///     model.run(profile);
///     for (const auto& layer : profile) print(layer.kind, layer.kernel, layer.macs, layer.ticks);
///
/// Ticks add up over inferences until `clear`. A layer's are its kernel's and its part of the walk; the profile's own, two
/// readings of the clock a row, are mostly left out.
///
/// units    `ticks`: of `Clock`, modulo what their type holds: `now()`'s, 32 bits at least. `sizeof`: that for each node, and a
///          time
/// options  Clock: `static now()`, an unsigned integer that wraps around; `static constexpr int bits`, if it does so earlier
/// rejects  a clock whose `now()` is signed or no integer, or has fewer bits than it says
template <class Model, class Clock>
class Profile {
  using Time = decltype(Clock::now());
  static constexpr bool counts = std::is_unsigned_v<Time>;
  static constexpr int time_bits = static_cast<int>(8 * sizeof(Time)),
                       bits = graph::detail::counter_bits<Clock, Time>();
  static_assert(sizeof(graph::detail::CheckClock<counts>) != 0);
  static_assert(sizeof(graph::detail::CheckCounter<bits, time_bits>) != 0);

  static constexpr bool is_computed(int node) { return Model::layers[node].kernel[0] != '\0'; }
  static constexpr int count = [] {
    int computed = 0;
    for (int node = 0; node < Model::nodes; ++node) computed += is_computed(node);
    return computed;
  }();
  /// Of each node, its place among those that are computed.
  static constexpr core::Array<int, Model::nodes> places = [] {
    core::Array<int, Model::nodes> all;
    for (int node = 0, next = 0; node < Model::nodes; ++node) all[node] = is_computed(node) ? next++ : next;
    return all;
  }();
  static constexpr core::Array<int, count> nodes = [] {
    core::Array<int, count> all;
    for (int node = 0; node < Model::nodes; ++node)
      if (is_computed(node)) all[places[node]] = node;
    return all;
  }();

 public:
  using Ticks = std::conditional_t<(counts && time_bits > 32), Time, std::uint32_t>;

  /// A layer's report, and what the layer has taken.
  struct Layer : LayerReport {
    Ticks ticks = 0;
  };

  /// Is called by `run` and `push_row`.
  void start() { last = Clock::now(); }
  void operator()(int node, int /*row*/, const std::int8_t* /*elements*/, int /*bytes*/) {
    taken[places[node]] += since(Clock::now());
    last = Clock::now();
  }

  void clear() { taken = {}; }
  /// Of all layers.
  constexpr Ticks total() const {
    Ticks sum = 0;
    for (const Ticks ticks : taken) sum += ticks;
    return sum;
  }

  /// How many layers are computed, which may be fewer than are written: some are fused with their neighbours. Constants are none.
  static constexpr int size() { return count; }
  constexpr Layer operator[](int i) const { return {Model::layers[nodes[i]], taken[i]}; }

  class Iterator {
   public:
    constexpr Iterator(const Profile& all, int index) : profile(&all), i(index) {}
    constexpr Layer operator*() const { return (*profile)[i]; }
    constexpr Iterator& operator++() {
      ++i;
      return *this;
    }
    friend constexpr bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const Profile* profile;
    int i;
  };
  constexpr Iterator begin() const { return {*this, 0}; }
  constexpr Iterator end() const { return {*this, count}; }

 private:
  core::Array<Ticks, count> taken{};
  Time last{};

  Ticks since(Time now) const {
    constexpr auto unused = static_cast<unsigned>(time_bits - bits);  // the difference's upper bits mean nothing
    return static_cast<Time>(static_cast<Time>(now - last) << unused) >> unused;
  }
};

}  // namespace tinytmpl
