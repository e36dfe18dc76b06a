// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>
#include <vector>

#include <tinytmpl/graph/stand_up.hpp>

#include "evaluate/nodes.hpp"

namespace exporter {

/// A network as the compiler has it behind the library's passes, bound to its parameters.
struct Bound {
  NodeNetwork nodes;
  std::vector<tinytmpl::Parameters> parameters;  // of the words, by Node::layer; they point into the network
  std::vector<int> layers;                       // whose words they are; of an input -1
  bool has_sequences = false;                    // which could stand
  tinytmpl::Rounding rounding{};                 // of sums
};

/// Asks the library's own rules, at run time, whether the header will compile. Whatever the frontend let through that they
/// refuse becomes an Error here. Null: the network has too many layers for that.
std::unique_ptr<const Bound> bind(const Network& net,
                                  tinytmpl::graph::Sequences sequences = tinytmpl::graph::Sequences::lie);

}  // namespace exporter
