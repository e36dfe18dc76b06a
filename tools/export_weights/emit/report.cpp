// SPDX-License-Identifier: BSL-1.0
#include "emit/report.hpp"

#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "emit/edges.hpp"
#include "emit/plan.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

std::string title(const Network& net, const Layer& layer) {
  std::string out = word_name(word(net, layer));
  if (layer.activation != Activation::none) out += ", " + word(layer.activation);
  return out;
}

std::string shape(const Dims& dims) {
  std::string out;
  for (const int dim : dims) out += (out.empty() ? "" : " x ") + std::to_string(dim);
  return out;
}

std::string row(const std::string& number, const std::string& name, const std::string& output, const std::string& macs,
                const std::string& flash, const std::string& ram) {
  return fmt::format("{:>4}  {:<28} {:<16} {:>14} {:>12} {:>12}\n", number, name, output, macs, flash, ram);
}

std::string ram_lines(const Plan& plan) {
  const auto line = [](const char* schedule, const Plan::Ram& ram) {
    return fmt::format("RAM {:<10} {:>12} bytes, {:>12} with InputMemory::reused\n", schedule, grouped(ram.kept),
                       grouped(ram.reused));
  };
  std::string out = line("min_ram", plan.min_ram) + line("layerwise", plan.layerwise);
  if (plan.fed) out += fmt::format("RAM {:<10} {:>12} bytes\n", "fed", grouped(*plan.fed));
  return out;
}

std::string savings_line(const Network& net, const Savings& savings) {
  if (savings.channels == 0) return {};
  return fmt::format("{} dead channels left out: {} MACs became {}, {} weight bytes became {}\n", savings.channels,
                     grouped(savings.macs_before), grouped(macs(net)), grouped(savings.weight_bytes_before),
                     grouped(weight_bytes(net)));
}

}  // namespace

std::string report(const Network& net, const Savings& savings) {
  const std::optional<Plan> plan = make_plan(net);
  std::string out = row("", "layer", "output", "MACs", "flash bytes", "RAM bytes");
  for (const int input : net.inputs)
    out += row("", "input", shape(net[input].dims), "", "", grouped(elements(net[input].dims)));
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    const Layer& layer = net.layers[i];
    out += row(std::to_string(i + 1), title(net, layer), shape(net.out(layer).dims), grouped(macs(net, layer)),
               plan ? grouped(plan->layer_flash[i]) : "", plan ? grouped(plan->layer_ram[i]) : "");
  }
  if (plan) {
    const std::int64_t flash = std::accumulate(plan->layer_flash.begin(), plan->layer_flash.end(), plan->table_bytes);
    out += row("", "tables of the plan", "", "", grouped(plan->table_bytes), "");
    out += row("", "total", "", grouped(macs(net)), grouped(flash), grouped(plan->min_ram.kept));
    out +=
        "flash without code; portable kernels, pointers of 4 bytes: with 8, on a PC, Model::flash_bytes is larger\n" +
        ram_lines(*plan);
  } else {
    out += row("", "total", "", grouped(macs(net)), "", "");
    out += "the network is too large to be planned here; its Model says what it costs\n";
  }
  for (const std::string& line : edge_lines(net)) out += line + "\n";
  return out + savings_line(net, savings);
}

}  // namespace exporter
