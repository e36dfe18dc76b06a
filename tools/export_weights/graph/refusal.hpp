// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "error.hpp"
#include "graph/graph.hpp"

namespace exporter {

/// Where something in a file is: an operator, or words for what is not.
struct Place {
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  std::string name;                // CONV_2D; input of the model
  std::size_t position = nowhere;  // of an operator, in the file

  explicit Place(std::string words) : name(std::move(words)) {}
  explicit Place(const Operation& op) : name(op.name), position(op.position) {}
};

/// One reason why the library cannot run a model.
struct Refusal {
  Place place;
  std::string tensor;  // described; empty: of none
  std::string reason;  // and what to do
};

/// Thrown by whoever meets a reason; `lower` catches it and looks for further ones.
struct Refused : Error {
  explicit Refused(Refusal why);
  Refusal refusal;
};

[[noreturn]] void refuse(const Place& place, const Value& tensor, const std::string& reason);
[[noreturn]] void refuse(const Place& place, const std::string& reason);

/// All reasons that were found. Those that differ in nothing but their place are said once, and counted.
class Refusals {
 public:
  void add(Refusal refusal) { all.push_back(std::move(refusal)); }
  bool empty() const { return all.empty(); }
  /// Runs `read`; false if it was refused.
  template <class Read>
  bool accepts(Read&& read) {
    try {
      std::forward<Read>(read)();
      return true;
    } catch (Refused& refused) {
      add(std::move(refused.refusal));
      return false;
    }
  }
  /// Throws Error: one sentence; or how many there are, and a line for each.
  [[noreturn]] void throw_all() const;

 private:
  std::vector<Refusal> all;
};

}  // namespace exporter
