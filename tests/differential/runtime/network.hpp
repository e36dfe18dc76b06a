// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

#include "evaluate/trained.hpp"
#include "ir.hpp"

namespace differential {

using exporter::most_nodes;
using Network = exporter::NodeNetwork;

struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a `.tflite` file becomes: the exporter's frontend and passes, then the library's, all as at compile time but for the
/// header's text in between. Throws Failure, or the exporter's Error.
class Loaded {
 public:
  Loaded(std::span<const std::uint8_t> tflite, tinytmpl::graph::Sequences how);

  const Network& network() const { return bound->nodes; }
  const exporter::Trained& trained() const { return *derived; }
  const exporter::Network& exported() const { return source; }
  /// Has it sequences that can stand up, and did they?
  bool can_stand() const { return bound->has_sequences; }
  bool stands() const { return sequences != tinytmpl::graph::Sequences::lie; }
  /// One vector of bytes as the model's types say, inputs and then outputs, as they lie in memory.
  std::vector<std::int8_t> in_memory(std::span<const std::int8_t> elements) const;

 private:
  exporter::Network source;
  tinytmpl::graph::Sequences sequences;
  std::unique_ptr<const exporter::Bound> bound;
  std::unique_ptr<const exporter::Trained> derived;
};

}  // namespace differential
