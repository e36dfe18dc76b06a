// SPDX-License-Identifier: BSL-1.0
#include "emit/plan.hpp"

#include <algorithm>
#include <memory>

#include <tinytmpl/graph/derive.hpp>
#include <tinytmpl/graph/execute.hpp>
#include <tinytmpl/graph/fuse.hpp>
#include <tinytmpl/graph/segments.hpp>

#include "emit/nodes.hpp"

namespace exporter {
namespace {

constexpr int n = most_nodes, most_edges = most_nodes * tinytmpl::core::max_operands;
constexpr int steps = 1 << 25;  // of the walk, in the rehearsal of an inference: far more than any model has
using NodePlan = tinytmpl::graph::Plan<n>;

/// The library's planner, at run time.
class Planner {
 public:
  Planner(const NodeNetwork& written, tinytmpl::graph::Sequences sequences) : net(optimize(written, sequences)) {
    for (int i = 0; i < net.count; ++i) {
      bands[i] = 1;
      if (net[i].operand_count > 0 && net[i].op != tinytmpl::core::Op::output)
        scratch[i] = tinytmpl::kernels::choose<tinytmpl::targets::portable>(geometry_of(net, i)).scratch_bytes;
    }
    const auto table = tinytmpl::graph::make_timetable<most_edges>(net, bands);
    const tinytmpl::graph::Readers<n, most_edges> readers(net);
    demand = rehearse(net, table, readers, demand, steps);
  }
  bool complete() const { return demand.complete; }
  const NodeNetwork& network() const { return net; }

  NodePlan plan(tinytmpl::Schedule schedule, tinytmpl::InputMemory memory) const {
    const tinytmpl::graph::LayerPlanner<n> layers(net, scratch, memory);
    const NodePlan in_time = layers.plan(tinytmpl::graph::PlacementOrder::in_time),
                   by_size = layers.plan(tinytmpl::graph::PlacementOrder::by_size);
    const NodePlan& whole = smaller(in_time, by_size);
    if (schedule == tinytmpl::Schedule::layerwise) return whole;
    const NodePlan rows = tinytmpl::graph::RowPlanner<n>(net, demand, bands, scratch, schedule, memory).plan();
    return schedule == tinytmpl::Schedule::fed ? rows : smaller(rows, whole);
  }

  /// sizeof(Model): the arena, the counters of finished rows.
  std::int64_t ram_bytes(tinytmpl::Schedule schedule, tinytmpl::InputMemory memory) const {
    const auto up = [](std::int64_t bytes, int unit) { return (bytes + unit - 1) / unit * unit; };
    return up(up(plan(schedule, memory).arena_bytes, 2) + 2 * (net.count + 1), 4);
  }

 private:
  const NodeNetwork net;
  tinytmpl::core::Array<int, n> bands, scratch;
  tinytmpl::graph::Demand<n> demand;
};

/// Flash of the tables that run a plan, where a pointer has four bytes.
std::int64_t table_bytes(const NodeNetwork& net) {
  constexpr std::int64_t step = 10, edge = 10, place = 16, call = 12, constants = 36, end = 2, program = 28;
  const int kernels = net.count - net.input_count - 1;
  return net.count * (step + place + call + end) + kernels * constants + edge_count(net) * edge + program;
}

}  // namespace

std::optional<Plan> make_plan(const Network& net) {
  using tinytmpl::InputMemory;
  using tinytmpl::Schedule;
  using tinytmpl::graph::Sequences;
  const auto described = describe(net);
  if (!described) return {};
  const auto lying = std::make_unique<Planner>(*described, Sequences::lie),
             standing = std::make_unique<Planner>(*described, Sequences::stand);
  if (!lying->complete() || !standing->complete()) return {};
  Plan result;
  const Planner* chosen = lying.get();
  const auto ram = [&](Schedule schedule, InputMemory memory) { return chosen->ram_bytes(schedule, memory); };
  result.layerwise = {ram(Schedule::layerwise, InputMemory::kept), ram(Schedule::layerwise, InputMemory::reused)};
  const auto least = [&](InputMemory memory) {
    chosen = standing->ram_bytes(Schedule::min_ram, memory) < lying->ram_bytes(Schedule::min_ram, memory)
               ? standing.get()
               : lying.get();
    return ram(Schedule::min_ram, memory);
  };
  result.min_ram.reused = least(InputMemory::reused);
  result.min_ram.kept = least(InputMemory::kept);
  if (net.inputs.size() == 1)
    result.fed = std::make_unique<Planner>(*described, Sequences::fed)->ram_bytes(Schedule::fed, InputMemory::kept);
  const NodeNetwork& nodes = chosen->network();
  result.table_bytes = table_bytes(nodes);
  const NodePlan plan = chosen->plan(Schedule::min_ram, InputMemory::kept);
  result.layer_flash.assign(net.layers.size(), 0);
  result.layer_ram.assign(net.layers.size(), 0);
  for (int i = nodes.input_count; i + 1 < nodes.count; ++i) {
    const auto layer = static_cast<std::size_t>(nodes[i].layer - nodes.input_count);
    result.layer_flash[layer] += tinytmpl::graph::constant_bytes(nodes[i]);
    result.layer_ram[layer] += std::int64_t{plan.rings[i].pitch} * plan.rings[i].slots;
  }
  return result;
}

}  // namespace exporter
