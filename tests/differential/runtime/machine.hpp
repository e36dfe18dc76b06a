// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <tinytmpl/graph/execute.hpp>
#include <tinytmpl/graph/segments.hpp>

#include "runtime/kernels.hpp"
#include "runtime/network.hpp"

namespace differential {

/// The kernels of one target.
class Kernels {
 public:
  /// Opens a library; stays open.
  void open(const std::string& path);
  /// Which of them computes node `i`.
  tinytmpl::kernels::Choice choose(const Loaded& model, int i) const;
  const Kernel& of(const tinytmpl::kernels::Choice& choice) const;
  int count() const { return static_cast<int>(by_name.size()); }
  /// Are they chosen by the trained numbers, too? Portable's are not.
  bool counts_on_numbers() const { return target.counts_on_numbers; }

 private:
  KernelList target{};
  std::unordered_map<std::string, Kernel> by_name;
};

/// How a plan is run.
struct Way {
  const char* name;
  bool keeps_inputs, is_fed;
};

/// How many units in the last place a float32 may be off: e^x is the C library's in the reference, and is not always rounded right
/// there; 1 / (1 + e^x) doubles what it is off.
constexpr int most_units = 2;

/// Are two elements the same, as they must be?
bool is_same(const std::int8_t* a, const std::int8_t* b, tinytmpl::Element element);

/// A network with the kernels of one target: planned in every way, and run.
class Machine {
 public:
  static constexpr int most_edges = most_nodes * tinytmpl::core::max_operands;
  using Bands = tinytmpl::core::Array<int, most_nodes>;
  using Plan = tinytmpl::graph::Plan<most_nodes>;

  Machine(const Loaded& model, const Kernels& kernels);

  /// Runs every plan on the vector `data`, the inputs' elements and then the outputs', and says what differs: nothing, or
  /// where. Each plan runs twice, without filling anew an input that it must keep; once, if it keeps something for the next vector.
  std::string run(std::span<const std::int8_t> data);
  /// Inputs and outputs.
  std::size_t bytes() const;
  int plans() const { return static_cast<int>(planned.size()); }

 private:
  struct Planned {
    Way way;
    Plan plan;
    std::vector<tinytmpl::graph::Place> places;
    std::vector<std::int16_t> ends;
    std::vector<tinytmpl::graph::Call> calls;
    std::vector<std::int8_t> arena;
  };

  const Loaded& loaded;
  const Network& net;
  Bands bands;
  tinytmpl::core::Array<int, most_nodes> scratch;
  tinytmpl::graph::Timetable<most_nodes, most_edges> table;
  std::vector<std::vector<std::uint32_t>> packed;
  std::vector<tinytmpl::core::Constants> constants;
  std::vector<tinytmpl::graph::Call> calls;  // without scratch
  std::vector<Planned> planned;
  unsigned noise = 1, spoilt = 0;

  tinytmpl::core::Constants constants_for(int i, const tinytmpl::kernels::Choice& choice, const Kernel& kernel);
  void make_plans();
  void add(Way way, const Plan& plan);
  void spoil(std::span<std::int8_t> arena);
  void infer(Planned& p, const std::int8_t* inputs, bool fill);
  bool advance(Planned& p, std::int16_t* done, int& end);
  int output_bytes(int k) const;
  std::string difference(const Planned& p, std::span<const std::int8_t> data) const;
};

}  // namespace differential
