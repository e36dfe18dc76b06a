// SPDX-License-Identifier: BSL-1.0
// Loads models at run time, with kernels that were compiled for their geometries.
//
//   differential_driver geometries PACK KERNELS.so        all kernels that the models need, and their geometries, as C++
//   differential_driver run PACK TARGET KERNELS.so...     runs the models in all plans; TARGET: for messages
//
// Libraries are those of one target; which kernel it has for a geometry is known to each of them, even to an empty one.
// A model that gives another byte than the reference, or that cannot be loaded, is one line `NAME, TARGET, what is wrong`. The last
// line of `run` is `N models, V vectors, R runs, K kernels`.
#include <cstdio>
#include <set>

#include <fmt/format.h>

#include <tinytmpl/graph/compile.hpp>

#include "evaluate/run.hpp"
#include "runtime/cases.hpp"
#include "runtime/geometry.hpp"
#include "runtime/machine.hpp"

namespace {

using namespace differential;
using tinytmpl::graph::Sequences;

/// Calls `use` with a model as it is written, and, if it has sequences, with those standing.
template <class Use>
void for_each_form(const Case& one, Use use) {
  const Loaded model(one.model, Sequences::lie);
  use(model);
  if (model.can_stand()) use(Loaded(one.model, Sequences::stand));
}

void print_geometries(const std::vector<Case>& cases, const std::string& library) {
  Kernels kernels;
  kernels.open(library);
  std::set<std::string> all;
  for (const Case& one : cases) {
    try {
      for_each_form(one, [&](const Loaded& model) {
        for (int i = 0; i < model.network().count; ++i)
          if (tinytmpl::graph::has_kernel(model.network()[i])) all.insert(source(kernels.choose(model, i)));
      });
    } catch (const std::exception&) {
      continue;  // `run` says so
    }
  }
  for (const std::string& geometry : all) std::puts(geometry.c_str());
}

struct Totals {
  std::size_t models = 0, vectors = 0, runs = 0, failures = 0;
};

/// Does `tinytmpl-export --run` find these outputs? It has the portable kernels, and no plan.
bool evaluates(const exporter::Network& net, std::span<const std::int8_t> data, std::size_t length) {
  std::size_t split = 0;
  for (const int input : net.inputs) split += static_cast<std::size_t>(exporter::bytes(net[input]));
  std::vector<std::uint8_t> inputs, outputs;
  for (std::size_t v = 0; v < data.size(); v += length) {
    const auto input = data.subspan(v, split), output = data.subspan(v + split, length - split);
    inputs.insert(inputs.end(), input.begin(), input.end());
    outputs.insert(outputs.end(), output.begin(), output.end());
  }
  const std::vector<std::uint8_t> found = exporter::run(net, inputs);
  if (found.size() != outputs.size()) return false;
  for (std::size_t at = 0; at < found.size();)
    for (const int output : net.outputs) {
      const int step = tinytmpl::core::size_of(net[output].element);
      for (auto end = at + static_cast<std::size_t>(exporter::bytes(net[output])); at < end;
           at += static_cast<std::size_t>(step))
        if (!is_same(reinterpret_cast<const std::int8_t*>(&found[at]),
                     reinterpret_cast<const std::int8_t*>(&outputs[at]), net[output].element))
          return false;
    }
  return true;
}

/// What is wrong with a model in one form; nothing if all is well.
std::string check(const Case& one, const Loaded& model, const Kernels& kernels, Totals& totals) {
  Machine machine(model, kernels);
  const std::size_t length = machine.bytes();
  if (one.data.empty() || one.data.size() % length != 0) return "its tensors have other sizes than the reference's";
  const std::span<const std::int8_t> data(one.data);
  if (!kernels.counts_on_numbers() && !model.stands() && !evaluates(model.exported(), data, length))
    return "tinytmpl-export --run gives other outputs";
  for (std::size_t v = 0; v * length < data.size(); ++v) {
    if (const std::string found = machine.run(model.in_memory(data.subspan(v * length, length))); !found.empty())
      return fmt::format("vector {}, {}", v, found);
    if (!model.stands()) ++totals.vectors;
    totals.runs += 2 * static_cast<std::size_t>(machine.plans());
  }
  return {};
}
std::string check(const Case& one, const Kernels& kernels, Totals& totals) {
  std::string problem;
  try {
    for_each_form(one, [&](const Loaded& model) {
      if (problem.empty()) problem = check(one, model, kernels, totals);
    });
  } catch (const std::exception& failure) {
    return failure.what();
  }
  return problem;
}

int run(const std::vector<Case>& cases, const std::string& target, const std::vector<std::string>& libraries) {
  Kernels kernels;
  for (const std::string& library : libraries) kernels.open(library);
  Totals totals;
  for (const Case& one : cases) {
    std::fprintf(stderr, "%s\n", one.name.c_str());  // the last one is at fault if the process ends
    const std::string problem = check(one, kernels, totals);
    ++totals.models;
    if (problem.empty()) continue;
    ++totals.failures;
    fmt::print("{}, {}, {}\n", one.name, target, problem);
  }
  fmt::print("{} models, {} vectors, {} runs, {} kernels\n", totals.models, totals.vectors, totals.runs,
             kernels.count());
  return totals.failures == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  try {
    if (words.size() == 3 && words[0] == "geometries") return print_geometries(read_pack(words[1]), words[2]), 0;
    if (words.size() > 3 && words[0] == "run")
      return run(read_pack(words[1]), words[2], {words.begin() + 3, words.end()});
    std::fputs("usage: differential_driver geometries PACK KERNELS.so | run PACK TARGET KERNELS.so...\n", stderr);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
  }
  return 2;
}
