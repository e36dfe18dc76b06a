// SPDX-License-Identifier: BSL-1.0
#include "runtime/machine.hpp"

#include <dlfcn.h>
#include <algorithm>
#include <bit>
#include <cstdlib>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tinytmpl/graph/compile.hpp>

#include "runtime/geometry.hpp"

namespace differential {

using tinytmpl::InputMemory;
using tinytmpl::Schedule;
using tinytmpl::graph::PlacementOrder;

void Kernels::open(const std::string& path) {
  void* const library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) throw Failure(dlerror());
  const auto* list = static_cast<const KernelList*>(dlsym(library, "differential_kernels"));
  if (list == nullptr) throw Failure(path + " holds no kernels");
  target = *list;
  for (int i = 0; i < list->count; ++i) by_name.emplace(list->kernels[i].name, list->kernels[i]);
}

tinytmpl::kernels::Choice Kernels::choose(const Loaded& model, int i) const {
  return target.choose(model.trained().layer(i, target.counts_on_numbers));
}

const Kernel& Kernels::of(const tinytmpl::kernels::Choice& choice) const {
  const auto found = by_name.find(source(choice));
  if (found == by_name.end()) throw Failure("no kernel is compiled for " + source(choice));
  return found->second;
}

Machine::Machine(const Loaded& model, const Kernels& kernels)
    : loaded(model), net(model.network()), packed(most_nodes), constants(most_nodes), calls(most_nodes) {
  for (int i = 0; i < net.count; ++i) {
    bands[i] = 1;
    const auto node = static_cast<std::size_t>(i);
    if (tinytmpl::graph::lies_in_flash(net[i])) calls[node].rows = loaded.trained().canonical(i).weights;
    if (!tinytmpl::graph::has_kernel(net[i])) continue;
    const tinytmpl::kernels::Choice choice = kernels.choose(loaded, i);
    const Kernel& kernel = kernels.of(choice);
    bands[i] = tinytmpl::graph::band_rows(net[i], choice);
    scratch[i] = choice.scratch_bytes;
    constants[node] = constants_for(i, choice, kernel);
    calls[node] = {kernel.run, &constants[node]};
  }
  table = tinytmpl::graph::make_timetable<most_edges>(net, bands);
  make_plans();
}

/// As NodeConstants::of.
tinytmpl::core::Constants Machine::constants_for(int i, const tinytmpl::kernels::Choice& choice, const Kernel& kernel) {
  const exporter::Trained& trained = loaded.trained();
  switch (tinytmpl::graph::constants_form(choice)) {
    case tinytmpl::graph::ConstantsForm::canonical: break;
    case tinytmpl::graph::ConstantsForm::linear: return trained.with_linear(i);
    case tinytmpl::graph::ConstantsForm::packed: {
      const tinytmpl::kernels::Packing packing = choice.packing;
      std::vector<std::uint32_t>& words = packed[static_cast<std::size_t>(i)];
      words.resize(static_cast<std::size_t>(packing.groups * packing.words));
      for (int g = 0; g < packing.groups; ++g) kernel.pack(words.data() + g * packing.words, trained.canonical(i), g);
      tinytmpl::core::Constants k = constants_of(net, i);
      k.packed = words.data();
      return k;
    }
  }
  return trained.canonical(i);
}

bool is_same(const std::int8_t* a, const std::int8_t* b, tinytmpl::Element element) {
  if (element != tinytmpl::Element::float32) return std::equal(a, a + tinytmpl::core::size_of(element), b);
  const auto place = [](const std::int8_t* at) {  // among all floats
    const auto bits = std::int64_t{std::bit_cast<std::int32_t>(tinytmpl::core::load_element<float>(at))};
    return bits < 0 ? std::int64_t{INT32_MIN} - bits : bits;
  };
  const float x = tinytmpl::core::load_element<float>(a), y = tinytmpl::core::load_element<float>(b);
  if (tinytmpl::core::is_nan(x) && tinytmpl::core::is_nan(y)) return true;  // whichever, with whatever sign
  return std::abs(place(a) - place(b)) <= most_units;
}

int Machine::output_bytes(int k) const {
  const tinytmpl::core::Operand& output = net.outputs().in(k);
  return output.extent.size() * tinytmpl::core::size_of(net[output.node].out.element);
}

std::size_t Machine::bytes() const {
  int sum = 0;
  for (int i = 0; i < net.input_count; ++i) sum += net[i].bytes();
  for (int k = 0; k < net.outputs().operand_count; ++k) sum += output_bytes(k);
  return static_cast<std::size_t>(sum);
}

/// Also those plans that `smaller` would not choose.
void Machine::make_plans() {
  const tinytmpl::graph::Readers<most_nodes, most_edges> readers(net);
  tinytmpl::graph::Demand<most_nodes> demand;
  while (!demand.complete) demand = rehearse(net, table, readers, demand, 3000);
  const auto rows = [&](Schedule schedule, InputMemory memory) {
    return tinytmpl::graph::RowPlanner<most_nodes>(net, demand, bands, scratch, schedule, memory).plan();
  };
  const tinytmpl::graph::LayerPlanner<most_nodes> kept(net, scratch, InputMemory::kept),
      reused(net, scratch, InputMemory::reused);
  add({"layerwise", true, false}, kept.plan(PlacementOrder::in_time));
  add({"layerwise by size", true, false}, kept.plan(PlacementOrder::by_size));
  add({"layerwise, input reused", false, false}, reused.plan(PlacementOrder::in_time));
  add({"min_ram", true, false}, rows(Schedule::min_ram, InputMemory::kept));
  add({"min_ram, input reused", false, false}, rows(Schedule::min_ram, InputMemory::reused));
  if (net.input_count == 1) add({"fed", false, true}, rows(Schedule::fed, InputMemory::kept));
}

void Machine::add(Way way, const Plan& plan) {
  Planned p{.way = way, .plan = plan, .places = {}, .ends = {}, .calls = calls, .arena = {}};
  for (int x = 0; x < net.count; ++x) p.places.emplace_back(plan.rings[x], net[x].out.extent.h);
  for (int e = 0; e < plan.end_count; ++e) p.ends.push_back(tinytmpl::graph::narrow(plan.ends[e]));
  for (int x = 0; x < net.count; ++x) p.calls[static_cast<std::size_t>(x)].scratch = plan.scratch[x];
  p.arena.resize(static_cast<std::size_t>(plan.bytes()));
  for (int x = net.input_count; x < net.count; ++x)
    if (tinytmpl::graph::is_state(net[x]))
      std::fill_n(p.arena.data() + plan.rings[x].offset, net[x].bytes(),
                  static_cast<std::int8_t>(net[x].out.quantization.zero_point));
  planned.push_back(std::move(p));
}

/// Nothing may depend on what lay in the memory before: noise, or 16-bit numbers that are as large as can be.
void Machine::spoil(std::span<std::int8_t> arena) {
  constexpr std::int16_t extremes[] = {32767, -32768, -1};
  const unsigned kind = spoilt++ % 5;
  for (std::size_t i = 0; i < arena.size(); ++i) {
    noise = noise * 1664525 + 1013904223;
    const int byte = kind < 3 ? extremes[kind] >> (8 * (i % 2)) : static_cast<int>(noise >> 24);
    arena[i] = static_cast<std::int8_t>(byte);
  }
}

/// As Inference::advance.
bool Machine::advance(Planned& p, std::int16_t* done, int& end) {
  constexpr int most_in = 1 << 12, most_out = 16;
  const tinytmpl::graph::Program program{table.steps.data(), table.needs.data(), p.places.data(), p.calls.data(),
                                         p.ends.data(),      net.input_count,    p.plan.end_count};
  const auto fire = [&](int x, int row, int count) {
    tinytmpl::graph::execute<most_in, most_out>(program, p.arena.data(), x, row, count);
    return true;
  };
  for (; end < program.end_count; ++end)
    if (!walk(program.steps, program.needs, program.inputs, done, program.ends[end], fire)) return false;
  return true;
}

/// As Runner::run and Runner::push_row.
void Machine::infer(Planned& p, const std::int8_t* inputs, bool fill) {
  std::int16_t done[most_nodes] = {};
  int end = 0;
  if (p.way.is_fed) {
    const int bytes = net[0].row_bytes();
    for (; done[0] < net[0].out.extent.h; inputs += bytes) {
      if (end < p.plan.end_count) std::copy_n(inputs, bytes, p.places[0].at(p.arena.data(), done[0]));
      ++done[0];
      advance(p, done, end);
    }
  } else {
    for (int i = 0; i < net.input_count; inputs += net[i++].bytes()) {
      if (fill) std::copy_n(inputs, net[i].bytes(), p.arena.data() + p.plan.rings[i].offset);
      done[i] = tinytmpl::graph::narrow(net[i].out.extent.h);
    }
    advance(p, done, end);
  }
  if (end < p.plan.end_count) throw Failure(fmt::format("{}: the walk ends early", p.way.name));
}

std::string Machine::difference(const Planned& p, std::span<const std::int8_t> data) const {
  const std::int8_t* wanted = data.data();
  std::string first;
  int count = 0;
  const auto compare = [&](const char* what, int which, int node, int bytes) {
    const std::int8_t* given = p.arena.data() + p.plan.rings[node].offset;
    const int step = tinytmpl::core::size_of(net[node].out.element);
    for (int i = 0; i < bytes; i += step, given += step, wanted += step)
      if (!is_same(given, wanted, net[node].out.element) && count++ == 0)
        first = fmt::format("{}, {} {}, index {}: expected {}, got {}", p.way.name, what, which, i / step,
                            fmt::join(wanted, wanted + step, " "), fmt::join(given, given + step, " "));
  };
  for (int i = 0; i < net.input_count; ++i) {
    if (p.way.keeps_inputs) compare("input", i, i, net[i].bytes());
    else wanted += net[i].bytes();
  }
  for (int k = 0; k < net.outputs().operand_count; ++k) compare("output", k, net.outputs().in(k).node, output_bytes(k));
  return count == 0 ? first : fmt::format("{}; {} elements differ", first, count);
}

std::string Machine::run(std::span<const std::int8_t> data) {
  for (Planned& p : planned) {
    spoil({p.arena.data(), static_cast<std::size_t>(p.plan.arena_bytes)});
    for (const bool again : {false, true}) {
      if (again && p.plan.state_bytes > 0) break;  // the next inference is another one
      infer(p, data.data(), !again || !p.way.keeps_inputs);
      if (std::string found = difference(p, data); !found.empty()) return found + (again ? ", second run" : "");
    }
  }
  return {};
}

}  // namespace differential
