// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <vector>

#include "ir.hpp"

namespace exporter {

/// A flag for each channel of each tensor.
using Channels = std::vector<std::vector<bool>>;

/// Which channels may go, at first all of them; each operator keeps what it needs. Sets only shrink.
class Ties {
 public:
  Ties(const Network& in_net, const Channels& in_dead);

  std::size_t count(int tensor) const { return of(tensor).size(); }
  bool is_dead(int tensor, std::size_t channel) const { return dead[static_cast<std::size_t>(tensor)][channel]; }
  bool may_go(int tensor, std::size_t channel) const { return of(tensor)[channel]; }
  bool is_constant(int tensor) const { return net[tensor].is_constant(); }

  void keep(int tensor, std::size_t channel) { set(tensor, channel, false); }
  void keep(int tensor);
  /// Channel c of `few` becomes channels first + c * stride, + step, ... of `many`, `times` of them: all go or none.
  void tie(int few, int many, std::size_t times, std::size_t stride, std::size_t step, std::size_t first = 0);
  /// Channel c of a is channel first + c of b.
  void tie(int a, int b, std::size_t first = 0) { tie(a, b, 1, 1, 1, first); }

  /// Those that may go when every layer has kept what it needs.
  Channels solve();

 private:
  const Network& net;
  const Channels& dead;
  Channels gone;
  bool changed = false;

  const std::vector<bool>& of(int tensor) const { return gone[static_cast<std::size_t>(tensor)]; }
  void set(int tensor, std::size_t channel, bool removed);
};

/// Of an operator of which no more is known: it needs all that it reads, and somebody all that it writes.
void keeps_all(Ties& ties, const Layer& layer);
/// Each channel of the output comes from the same one of the input.
void same_channels(Ties& ties, const Layer& layer);

/// The channels that nothing needs: a convolution or dense layer does not need those that are `dead` (the zero point
/// for every input), nor those that it multiplies by zero; a layer that passes a channel on needs it if its own reader
/// does. None of a strange network that takes long to decide.
Channels removable(const Network& net, const Channels& dead);

}  // namespace exporter
