// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <support/checking_machine.hpp>
#include <tinytmpl/graph/segments.hpp>

namespace support {

/// One row at a time of each tensor.
inline Bands single_rows() {
  Bands bands;
  for (int& band : bands) band = 1;
  return bands;
}

/// Whatever a target's kernels may ask for: bands only of rows that are read one after the other.
inline Bands random_bands(Random& random, const Network& net) {
  Bands bands = single_rows();
  if (random.one_in(2)) return bands;
  for (int x = net.input_count; x + 1 < net.count; ++x) {
    bool dense = true;
    for (int k = 0; k < net[x].operand_count; ++k)
      dense = dense && net[x].in(k).rows.dilation == 1 && net[x].in(k).rows.per == 1;
    if (dense && random.one_in(3)) bands[x] = random.between(2, 3);
  }
  return bands;
}

/// Scratch of some kernels.
inline ScratchBytes random_scratch(Random& random, const Network& net) {
  ScratchBytes bytes;
  const int most = random.one_in(3) ? 1 : random.one_in(2) ? 20 : 500;
  for (int x = net.input_count; x + 1 < net.count; ++x)
    if (random.one_in(2)) bytes[x] = random.between(0, most);
  return bytes;
}

/// All plans of a network, each walked twice by a machine that checks.
class Planned {
 public:
  Planned(const Network& network, const Bands& rows_at_once, const ScratchBytes& scratch_bytes, Random& random)
      : net(network), bands(rows_at_once), scratch(scratch_bytes),
        table(tinytmpl::graph::make_timetable<edge_capacity>(net, bands)), demand(rehearse_in_parts(random)) {}

  /// What is wrong with them; nothing if all is well.
  std::string fault() {
    using tinytmpl::InputMemory, tinytmpl::graph::PlacementOrder, tinytmpl::Schedule;
    for (const InputMemory memory : {InputMemory::kept, InputMemory::reused}) {
      const bool kept = memory == InputMemory::kept;
      const tinytmpl::graph::LayerPlanner<network_capacity> layers(net, scratch, memory);
      check(layers.plan(PlacementOrder::in_time), "in time", false, kept);
      check(layers.plan(PlacementOrder::by_size), "by size", false, kept);
      check(row_plan(Schedule::min_ram, memory), kept ? "rows, kept" : "rows, reused", false, kept);
      if (net.input_count == 1) check(row_plan(Schedule::fed, memory), "fed", true, false);
    }
    return message;
  }
  Plan row_plan(tinytmpl::Schedule schedule, tinytmpl::InputMemory memory) const {
    return tinytmpl::graph::RowPlanner<network_capacity>(net, demand, bands, scratch, schedule, memory).plan();
  }

 private:
  const Network net;
  const Bands bands;
  const ScratchBytes scratch;
  const Timetable table;
  const tinytmpl::graph::Demand<network_capacity> demand;
  std::string message;

  /// The rehearsal, cut into parts of random length.
  tinytmpl::graph::Demand<network_capacity> rehearse_in_parts(Random& random) const {
    const tinytmpl::graph::Readers<network_capacity, edge_capacity> readers(net);
    tinytmpl::graph::Demand<network_capacity> result{};
    while (!result.complete) result = rehearse(net, table, readers, result, random.between(1, 200));
    return result;
  }
  void check(const Plan& plan, const char* name, bool fed, bool kept) {
    if (!message.empty()) return;
    CheckingMachine machine(net, bands, scratch, table, plan);
    for (int inference = 0; inference < 2; ++inference) {
      if (!fed && (inference == 0 || !kept)) machine.fill_inputs();
      if (fed) machine.run_fed();
      else machine.run();
      if (kept) machine.check_inputs_kept();
    }
    if (!machine.failure.empty())
      message = std::string(name) + ": " + machine.failure + "\n" + listing(net, bands, plan);
  }
};

}  // namespace support
