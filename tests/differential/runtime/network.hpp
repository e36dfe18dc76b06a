// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <deque>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <tinytmpl/core/constants.hpp>
#include <tinytmpl/core/numbers.hpp>
#include <tinytmpl/core/parameters.hpp>
#include <tinytmpl/graph/stand_up.hpp>

#include "ir.hpp"

namespace differential {

constexpr int most_nodes = 128;
using Network = tinytmpl::graph::Network<most_nodes>;

struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a `.tflite` file becomes: the exporter's frontend and passes, then the library's, all as at compile time but for the
/// header's text in between. Throws Failure, or the exporter's Error.
class Loaded {
 public:
  Loaded(std::span<const std::uint8_t> tflite, tinytmpl::graph::Sequences how);

  const Network& network() const { return net; }
  /// The constants of node `i` in TFLite's layout.
  const tinytmpl::core::Constants& constants(int i) const { return all_constants[static_cast<std::size_t>(i)]; }
  /// A sum of two tensors in one step, if that is exact.
  const tinytmpl::core::LinearSum& linear(int i) const;
  /// What the trained numbers of node `i` allow.
  tinytmpl::core::Numbers numbers(int i) const;
  bool has_kernel(int i) const;
  /// Has it sequences that can stand up, and did they?
  bool can_stand() const { return has_sequences(written); }
  bool stands() const { return sequences != tinytmpl::graph::Sequences::lie; }
  /// One vector of bytes as the model's types say, inputs and then outputs, as they lie in memory.
  std::vector<std::int8_t> in_memory(std::span<const std::int8_t> elements) const;

 private:
  exporter::Network source;
  std::vector<tinytmpl::Parameters> parameters;
  tinytmpl::graph::Sequences sequences;
  Network written, net;
  std::vector<tinytmpl::core::Constants> all_constants;
  // What the constants point to.
  std::deque<std::vector<tinytmpl::core::Multiplier>> multipliers;
  std::deque<tinytmpl::core::Array<std::int8_t, 256>> tables;
  std::deque<tinytmpl::core::Array<std::int32_t, 256>> exponentials;
  mutable std::map<int, tinytmpl::core::LinearSum> linear_sums;  // those that somebody asked for

  void set_parameters();
  Network described() const;
  tinytmpl::core::Constants derive(int i);
};

}  // namespace differential
