// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <tinytmpl/core/node.hpp>
#include <tinytmpl/core/parameters.hpp>

#include "ir.hpp"
#include "passes/intervals.hpp"
#include "passes/removable.hpp"

namespace exporter {

/// All that the exporter knows of one of the library's layers. What stands here with a value may be left out: it is right for
/// every operator.
struct Operator {
  /// The layer without its fused activation, in the library's words.
  std::string (*word)(const Network&, const Layer&);
  /// The same as the library describes it.
  tinytmpl::core::Node (*node)(const Network&, const Layer&);
  /// What one channel of the output can be.
  Interval (*interval)(const Evaluation&, std::size_t channel) = can_be_anything;
  /// Which channels must stay, or go together.
  void (*tie)(Ties&, const Layer&) = keeps_all;
  /// Takes the channels that are gone from its inputs and its outputs out of its constants.
  void (*shrink)(Layer&, const Channels& gone) = [](Layer&, const Channels&) {};
  /// What its entry of a header's parameters has beside constants and the output's quantization.
  void (*parameters)(const Layer&, tinytmpl::Parameters&) = [](const Layer&, tinytmpl::Parameters&) {};
};

}  // namespace exporter
