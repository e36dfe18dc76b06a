// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <vector>

#include "ir.hpp"

namespace exporter {

/// A part of a chain: one layer; or a Residual, whose layer is the Add and whose branches start at the same tensor.
struct Item {
  int layer = 0;
  bool residual = false;
  std::vector<Item> body{}, shortcut{};  // an empty shortcut is the tensor itself
};
using Chain = std::vector<Item>;

/// One name of a Graph. A chain of several items starts with a layer of one input; layers of several stand alone.
struct Let {
  Chain chain;
  std::vector<int> inputs;  // tensors
  int output = 0;           // tensor
};

/// A network as a person would write it: one Let that reads the one input and writes the one output is a Seq;
/// everything else a Graph. Lets stand in an order in which each reads only inputs of the network and outputs of
/// earlier ones.
struct Topology {
  std::vector<Let> lets;
  bool is_chain = false;
};
Topology find_topology(const Network& net);

/// Layers in the order in which a header names them, and the operands of a Residual's sum as it adds them: then the library finds
/// the same plan whether it reads the header or the network.
void order_layers(Network& net);

}  // namespace exporter
