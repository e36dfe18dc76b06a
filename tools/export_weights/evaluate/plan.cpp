// SPDX-License-Identifier: BSL-1.0
#include "evaluate/plan.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include <tinytmpl/graph/choose.hpp>
#include <tinytmpl/graph/order.hpp>

#include "evaluate/trained.hpp"

namespace exporter {
namespace {

using tinytmpl::InputMemory;
using tinytmpl::Schedule;
using tinytmpl::graph::PlacementOrder;
using tinytmpl::graph::Sequences;
using tinytmpl::kernels::Choice;

constexpr int n = most_nodes;
constexpr int steps = 1 << 25;  // of the walk, in the rehearsal of an inference: far more than any model has

/// A network has more layers or rows than are planned here.
struct TooLarge {};

struct Policies {
  Schedule schedule;
  InputMemory memory;
};

/// A network with a target's kernels, planned: tinytmpl::Compiled::Form, at run time.
class Form {
 public:
  Form(const Trained& in_trained, const Target& target, Policies policies, int band_limit)
      : trained(in_trained), net(trained.network()), fed(policies.schedule == Schedule::fed), layers(n), choices(n) {
    for (int i = 0; i < net.count; ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (tinytmpl::graph::has_kernel(net[i])) {
        layers[at] =
            tinytmpl::graph::limit_bands(net[i], trained.layer(i, target.counts_on_numbers), band_limit, target.choose);
        choices[at] = target.choose(layers[at]);
      }
      bands[i] = tinytmpl::graph::band_rows(net[i], choices[at]);
      scratch[i] = choices[at].scratch_bytes;
    }
    table = tinytmpl::graph::make_timetable<most_edges>(net, bands);
    plan = make_plan(policies);
  }

  const NodeNetwork& network() const { return net; }
  const Choice& kernel(int i) const { return choices[static_cast<std::size_t>(i)]; }
  const tinytmpl::core::Geometry& layer(int i) const { return layers[static_cast<std::size_t>(i)]; }
  int layer_of_word(int i) const { return trained.layer_of(net[i].layer); }
  bool has_bands_of_steps() const { return tinytmpl::graph::has_bands_of_steps(net, bands); }
  const tinytmpl::graph::Ring& ring(int i) const { return plan.rings[i]; }
  int arena_bytes() const { return plan.arena_bytes; }
  Memory memory() const {
    return trace(net, table, plan, scratch, [this](int i) { return layer_of_word(i); });
  }
  /// sizeof(Model): the arena; of a fed one also where it stands, and a counter for each node that computes its rows one by one.
  std::int64_t ram_bytes() const {
    const auto up = [](std::int64_t bytes, int unit) { return (bytes + unit - 1) / unit * unit; };
    std::int64_t arena = std::max(1, plan.arena_bytes);
    if (plan.state_bytes > 0) arena = plan.bytes() + 1;  // and whether it is set
    const int counters = tinytmpl::graph::Counters<n>(table, net, plan).count;
    const auto position = static_cast<std::int64_t>(sizeof(std::int16_t) + sizeof(tinytmpl::graph::OrderPosition));
    return fed ? up(up(arena, 2) + 2 * std::max(1, counters) + position, 4) : up(arena, 4);
  }
  /// Flash of what runs the plan, where a pointer has four bytes.
  std::int64_t table_bytes() const {
    constexpr std::int64_t constants = 36;  // with pointers
    auto part = std::make_unique<tinytmpl::graph::OrderPart<n>>(net, fed);
    std::vector<int> words;
    while (!part->complete) {
      *part = part->next(table, plan, net.input_count);
      for (int i = 0; i < part->size(); ++i) words.push_back((*part)[i]);
    }
    const int size = tinytmpl::graph::fold_blocks(words.data(), static_cast<int>(words.size()));
    std::int64_t bytes = 0;
    for (const tinytmpl::core::Node& node : net) bytes += tinytmpl::graph::has_kernel(node) ? constants : 0;
    if (tinytmpl::graph::is_unrolled(part->firings, fed)) return bytes;
    return bytes + tinytmpl::graph::order_bytes(size, net.count < 256 ? 1 : 2,
                                                tinytmpl::graph::Tokens<n>(net).count - net.input_count, 4);
  }

 private:
  const Trained& trained;
  const NodeNetwork& net;
  const bool fed;
  std::vector<tinytmpl::core::Geometry> layers;
  std::vector<Choice> choices;
  tinytmpl::core::Array<int, n> bands, scratch;
  NodeTimetable table;
  NodePlan plan;

  NodePlan make_plan(Policies policies) const {
    const tinytmpl::graph::LayerPlanner<n> planner(net, scratch, policies.memory);
    const NodePlan in_time = planner.plan(PlacementOrder::in_time), by_size = planner.plan(PlacementOrder::by_size);
    const NodePlan& whole = smaller(in_time, by_size);
    if (policies.schedule == Schedule::layerwise) return whole;
    const tinytmpl::graph::Readers<n, most_edges> readers(net);
    const tinytmpl::graph::Demand<n> demand = rehearse(net, table, readers, {}, steps);
    if (!demand.complete) throw TooLarge();
    const NodePlan rows =
        tinytmpl::graph::RowPlanner<n>(net, demand, bands, scratch, policies.schedule, policies.memory).plan();
    return policies.schedule == Schedule::fed ? rows : smaller(rows, whole);
  }
};

/// Chooses among forms: tinytmpl::Compiled, at run time.
class Compiler {
 public:
  Compiler(const Network& in_net, const Target& in_target) : net(in_net), target(in_target) {}

  std::unique_ptr<const Form> best(Policies policies) {
    if (policies.schedule == Schedule::fed) return weighed(Sequences::fed, policies);
    auto lying = weighed(Sequences::lie, policies);
    if (policies.schedule == Schedule::layerwise || !bound(Sequences::lie).has_sequences) return lying;
    auto standing = weighed(Sequences::stand, policies);
    return standing->arena_bytes() < lying->arena_bytes() ? std::move(standing) : std::move(lying);
  }

 private:
  struct Derived {
    std::unique_ptr<const Bound> bound;
    std::unique_ptr<const Trained> trained;
  };
  const Network& net;
  const Target& target;
  std::array<Derived, 3> all;  // by Sequences, those that somebody asked for

  const Derived& derived(Sequences sequences) {
    Derived& one = all.at(static_cast<std::size_t>(sequences));
    if (!one.bound) {
      one.bound = bind(net, sequences);
      if (!one.bound) throw TooLarge();
      one.trained = std::make_unique<Trained>(*one.bound);
    }
    return one;
  }
  const Bound& bound(Sequences sequences) { return *derived(sequences).bound; }

  std::unique_ptr<const Form> form(Sequences sequences, Policies policies, int band_limit) {
    return std::make_unique<const Form>(*derived(sequences).trained, target, policies, band_limit);
  }
  /// With as many bands of steps as may be had for their share of the RAM.
  std::unique_ptr<const Form> weighed(Sequences sequences, Policies policies) {
    auto all_bands = form(sequences, policies, tinytmpl::graph::any_bytes);
    if (policies.schedule == Schedule::layerwise || !all_bands->has_bands_of_steps()) return all_bands;
    auto none = form(sequences, policies, 0);
    const int least = none->arena_bytes();
    if (tinytmpl::graph::is_fair(all_bands->arena_bytes(), least)) return all_bands;
    auto some = form(sequences, policies, tinytmpl::graph::fair_share(least));
    return tinytmpl::graph::is_fair(some->arena_bytes(), least) ? std::move(some) : std::move(none);
  }
};

constexpr std::int64_t real_numbers = 24;  // bytes of RealNumbers where a pointer has four

/// Adds what the nodes of each layer cost in `form`.
void add_costs(const Form& form, const Target& target, std::vector<Plan::LayerCost>& costs) {
  const NodeNetwork& nodes = form.network();
  for (int i = nodes.input_count; i + 1 < nodes.count; ++i) {
    Plan::LayerCost& cost = costs[static_cast<std::size_t>(form.layer_of_word(i))];
    cost.flash_bytes += tinytmpl::graph::constant_bytes(nodes[i], form.kernel(i));
    if (nodes[i].demands.reals) cost.flash_bytes -= std::int64_t{sizeof(tinytmpl::core::RealNumbers)} - real_numbers;
    if (!tinytmpl::graph::lies_in_flash(nodes[i]))
      cost.ram_bytes += std::int64_t{form.ring(i).pitch} * form.ring(i).slots;
    if (!tinytmpl::graph::has_kernel(nodes[i])) continue;
    cost.kernels += (cost.kernels.empty() ? "" : "; ") + std::string(form.kernel(i).name);
    const auto refusals = target.refusals(form.layer(i));
    cost.refusals.insert(cost.refusals.end(), refusals.begin(), refusals.end());
  }
}

}  // namespace

std::int64_t Plan::flash_bytes() const {
  std::int64_t sum = table_bytes;
  for (const LayerCost& layer : layers) sum += layer.flash_bytes;
  return sum;
}

std::optional<Plan> make_plan(const Network& net, const Target& target) {
  try {
    Compiler compiler(net, target);
    const auto ram = [&](Schedule schedule, InputMemory memory) {
      return compiler.best({schedule, memory})->ram_bytes();
    };
    const auto usual = compiler.best({Schedule::min_ram, InputMemory::kept});
    Plan result;
    result.min_ram = {usual->ram_bytes(), ram(Schedule::min_ram, InputMemory::reused)};
    result.layerwise = {ram(Schedule::layerwise, InputMemory::kept), ram(Schedule::layerwise, InputMemory::reused)};
    if (net.inputs.size() == 1) result.fed = ram(Schedule::fed, InputMemory::kept);
    result.table_bytes = usual->table_bytes();
    result.layers.resize(net.layers.size());
    add_costs(*usual, target, result.layers);
    result.min_ram_memory = usual->memory();
    result.layerwise_memory = compiler.best({Schedule::layerwise, InputMemory::kept})->memory();
    return result;
  } catch (const TooLarge&) {
    return {};
  }
}

}  // namespace exporter
