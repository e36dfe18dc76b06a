// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "ir.hpp"

namespace exporter {

/// Computes the bytes that a network's Model computes, without a compiler. What layers keep from one inference to the next is kept
/// from one call to the next.
class Runner {
 public:
  /// Throws Error if the network has too many layers. It is needed as long as its Runner.
  explicit Runner(const Network& net);
  ~Runner();

  std::int64_t input_bytes() const;  // of an inference: all its inputs, one after the other
  std::int64_t output_bytes() const;
  /// The outputs of `count` inferences, by up to so many threads. Runners of one program take turns.
  void run(const std::uint8_t* inputs, std::uint8_t* outputs, std::int64_t count, int threads = 1);
  /// Forgets what is kept.
  void reset();

 private:
  class Evaluation;
  std::unique_ptr<Evaluation> evaluation;
};

/// The outputs for the bytes of all inputs of an inference, one after the other, and then those of the next one. Throws Error if
/// they are none of this network's.
std::vector<std::uint8_t> run(const Network& net, std::span<const std::uint8_t> inputs);

}  // namespace exporter
