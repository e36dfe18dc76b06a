// SPDX-License-Identifier: BSL-1.0
#include "emit/report.hpp"

#include <optional>

#include <fmt/format.h>

#include "emit/edges.hpp"
#include "emit/policies.hpp"
#include "evaluate/plan.hpp"
#include "operators/own.hpp"
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
                const std::string& flash, const std::string& ram, const std::string& kernel = {}) {
  return fmt::format("{:>4}  {:<26} {:<14} {:>12} {:>11} {:>10}{}{}\n", number, name, output, macs, flash, ram,
                     kernel.empty() ? "" : "  ", kernel);
}

std::string refusal_lines(const Plan::LayerCost& layer) {
  std::string out;
  for (const auto& [kernel, reason] : layer.refusals) out += fmt::format("{:>4}  not \"{}\": {}\n", "", kernel, reason);
  return out;
}

std::string target_line(const Target* target) {
  if (!target || target == &targets().front())
    return "kernels, flash and RAM: portable, as on any machine; with --target NAME as NAME's compiler will choose\n";
  return fmt::format("kernels, flash and RAM: as the compiler for {} will choose, with the default policies\n",
                     target->name);
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

/// What nobody knows but the user.
std::string own_lines(const Network& net) {
  std::string out;
  for (std::size_t i = 0; i < net.layers.size(); ++i)
    if (net.layers[i].op == &operators::own)
      out += fmt::format(
          "layer {}, {}, is your own: its multiplications, constants and scratch are not counted, and it is planned as "
          "if it read all rows at once; its Model says what it costs\n",
          i + 1, word(net, net.layers[i]));
  return out;
}

std::string savings_line(const Network& net, const Savings& savings) {
  if (savings.channels == 0) return {};
  return fmt::format("{} dead channels left out: {} MACs became {}, {} weight bytes became {}\n", savings.channels,
                     grouped(savings.macs_before), grouped(macs(net)), grouped(savings.weight_bytes_before),
                     grouped(weight_bytes(net)));
}

std::string rounding_line(const Network& net) {
  if (net.rounding == tinytmpl::Rounding{}) return {};
  return fmt::format("sums are rounded as Rounding::{} says; another --rounding chooses otherwise\n",
                     name_of(net.rounding));
}

/// What int8 would save, if weights are float32.
std::string reals_line(const Network& net) {
  if (!computes_reals(net)) return {};
  std::size_t weights = 0;
  for (const Layer& layer : net.layers) weights += layer.constants.weights.size();
  if (weight_bytes(net) == static_cast<std::int64_t>(weights)) return {};
  return fmt::format(
      "the model computes in float32; quantized to int8 (--quantize SAMPLES) its {} bytes of weights were {}, "
      "its RAM a quarter, and its kernels faster\n",
      grouped(weight_bytes(net)), grouped(static_cast<std::int64_t>(weights)));
}

}  // namespace

std::string report(const Network& net, const Savings& savings, const ReportOptions& options) {
  const std::optional<Plan> plan = make_plan(net, options.target ? *options.target : targets().front());
  std::string out = row("", "layer", "output", "MACs", "flash bytes", "RAM bytes", "kernel");
  for (const int input : net.inputs)
    out += row("", "input", shape(net[input].dims), "", "", grouped(bytes(net[input])));
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    const Layer& layer = net.layers[i];
    const Plan::LayerCost cost = plan ? plan->layers[i] : Plan::LayerCost{};
    out += row(std::to_string(i + 1), title(net, layer), shape(net.out(layer).dims), grouped(macs(net, layer)),
               plan ? grouped(cost.flash_bytes) : "", plan ? grouped(cost.ram_bytes) : "", cost.kernels);
    if (options.why) out += refusal_lines(cost);
  }
  if (plan) {
    out += row("", "tables of the plan", "", "", grouped(plan->table_bytes), "");
    out += row("", "total", "", grouped(macs(net)), grouped(plan->flash_bytes()), grouped(plan->min_ram.kept));
    out += target_line(options.target) +
           "flash without code; pointers of 4 bytes: with 8, on a PC, Model::flash_bytes is larger\n" +
           ram_lines(*plan);
  } else {
    out += row("", "total", "", grouped(macs(net)), "", "");
    out += "the network is too large to be planned here; its Model says what it costs\n";
  }
  for (const std::string& line : edge_lines(net)) out += line + "\n";
  return out + rounding_line(net) + own_lines(net) + savings_line(net, savings) + reals_line(net);
}

}  // namespace exporter
