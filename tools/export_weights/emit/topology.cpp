// SPDX-License-Identifier: BSL-1.0
#include "emit/topology.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "operators/arithmetic.hpp"

namespace exporter {
namespace {

constexpr int max_depth = 32;  // of Residuals inside each other

class Search {
 public:
  explicit Search(const Network& in_net) : net(in_net), readers(net.tensors.size()), taken(net.layers.size()) {
    for (std::size_t i = 0; i < net.layers.size(); ++i)
      for (const int input : net.layers[i].inputs)
        readers[static_cast<std::size_t>(input)].push_back(static_cast<int>(i));
    is_output.resize(net.tensors.size());
    for (const int output : net.outputs) is_output[static_cast<std::size_t>(output)] = true;
  }

  Topology run() {
    Topology topology;
    for (std::size_t i = 0; i < net.layers.size(); ++i)
      if (!taken[i]) topology.lets.push_back(let(static_cast<int>(i)));
    topology.is_chain = topology.lets.size() == 1 && net.inputs.size() == 1 && net.outputs.size() == 1 &&
                        topology.lets[0].inputs == net.inputs && topology.lets[0].output == net.outputs[0];
    return topology;
  }

 private:
  const Network& net;
  std::vector<std::vector<int>> readers;
  std::vector<bool> is_output, taken;

  struct Walk {
    Chain chain;
    int end;  // tensor
  };

  const Layer& layer(int i) const { return net.layers[static_cast<std::size_t>(i)]; }
  const std::vector<int>& readers_of(int tensor) const { return readers[static_cast<std::size_t>(tensor)]; }
  bool is_join(int i) const { return computed_inputs(net, layer(i)).size() > 1; }

  /// From a tensor as far as there is one way to go: up to a join, a fork that is no Residual, an output.
  Walk follow(int tensor, int depth) const {
    Walk walk{{}, tensor};
    while (!is_output[static_cast<std::size_t>(walk.end)]) {
      const std::vector<int>& next = readers_of(walk.end);
      if (next.size() == 1 && !is_join(next[0])) {
        walk.chain.push_back({.layer = next[0]});
      } else if (std::optional<Item> item = residual(walk.end, depth)) {
        walk.chain.push_back(std::move(*item));
      } else {
        break;
      }
      walk.end = layer(walk.chain.back().layer).output();
    }
    return walk;
  }

  /// Both readers of a tensor lead to the same Add, by branches of which at most one is empty.
  std::optional<Item> residual(int fork, int depth) const {
    const std::vector<int>& next = readers_of(fork);
    if (next.size() != 2 || next[0] == next[1] || depth >= max_depth) return std::nullopt;
    Walk first = branch(fork, next[0], depth), second = branch(fork, next[1], depth);
    const std::optional<int> join = reader(first, next[0]), other = reader(second, next[1]);
    if (!join || join != other || first.end == second.end) return std::nullopt;
    const Layer& add = layer(*join);
    if (add.op != &operators::add || net[first.end].dims != net[second.end].dims) return std::nullopt;
    if (first.chain.size() < second.chain.size()) std::swap(first, second);
    return Item{*join, true, std::move(first.chain), std::move(second.chain)};
  }

  Walk branch(int fork, int next, int depth) const {
    if (is_join(next)) return {{}, fork};
    Walk walk = follow(layer(next).output(), depth + 1);
    walk.chain.insert(walk.chain.begin(), Item{.layer = next});
    return walk;
  }

  /// The join that a branch arrives at.
  std::optional<int> reader(const Walk& walk, int next) const {
    if (walk.chain.empty()) return next;
    if (is_output[static_cast<std::size_t>(walk.end)] || readers_of(walk.end).size() != 1) return std::nullopt;
    return readers_of(walk.end)[0];
  }

  Let let(int first) {
    Let let{{}, computed_inputs(net, layer(first)), layer(first).output()};
    if (is_join(first)) {
      let.chain.push_back({.layer = first});
    } else {
      std::optional<Item> start = residual(let.inputs[0], 0);  // a fork that no chain went through
      let.chain.push_back(start ? std::move(*start) : Item{.layer = first});
      Walk rest = follow(layer(let.chain[0].layer).output(), 0);
      std::move(rest.chain.begin(), rest.chain.end(), std::back_inserter(let.chain));
      let.output = rest.end;
    }
    take(let.chain);
    return let;
  }

  void take(const Chain& chain) {
    for (const Item& item : chain) {
      taken[static_cast<std::size_t>(item.layer)] = true;
      take(item.body);
      take(item.shortcut);
    }
  }
};

/// Copies the layers of chains, in the order of their words.
class Order {
 public:
  explicit Order(const Network& in_net) : net(in_net) {}

  void take(const Chain& chain) {
    for (const Item& item : chain) {
      take(item.body), take(item.shortcut);
      Layer& layer = layers.emplace_back(at(item.layer));
      if (item.residual)
        layer.inputs = {item.shortcut.empty() ? at(item.body[0].layer).inputs[0] : end(item.shortcut), end(item.body)};
    }
  }
  std::vector<Layer> result() { return std::move(layers); }

 private:
  const Network& net;
  std::vector<Layer> layers;

  const Layer& at(int layer) const { return net.layers[static_cast<std::size_t>(layer)]; }
  int end(const Chain& chain) const { return at(chain.back().layer).output(); }
};

}  // namespace

Topology find_topology(const Network& net) { return Search(net).run(); }

void order_layers(Network& net) {
  Order order(net);
  for (const Let& let : find_topology(net).lets) order.take(let.chain);
  net.layers = order.result();
}

}  // namespace exporter
