// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <vector>

#include "operators/operator.hpp"

// What operators with weights share.
namespace exporter {

/// Where the weights of one output channel lie, and which channels of the input they meet, one after the other and again.
struct Filter {
  std::size_t first, step, count;  // among the weights
  std::size_t channel, channels;   // of the input
};

/// What output channel c can be: the sum of a filter's products, its bias, requantized. `reaches_outside`: some taps may be missing.
Interval filtered(const Evaluation& e, std::size_t c, const Filter& filter, bool reaches_outside);

/// Weights of [outputs, ..., inputs]: output c has a run of its own, in which the input's channels come again and again.
Filter run_of_weights(const Layer& layer, std::size_t c, std::size_t outputs, std::size_t channels);
/// Keeps the channels that a remaining filter multiplies by something else than zero, unless they are dead.
void read_by_runs(Ties& ties, const Layer& layer);
void shrink_runs(Layer& layer, const Channels& gone);

/// Takes out biases and scales.
void shrink_outputs(Constants& constants, const std::vector<bool>& gone);

/// Keeps the elements whose place, counted again from 0 after every `gone.size()` of them, is not gone.
template <class T>
void shrink(std::vector<T>& values, const std::vector<bool>& gone) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!gone[i % gone.size()]) values[kept++] = values[i];
  values.resize(kept);
}

}  // namespace exporter
