// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "frontend/tflite/signatures.hpp"

namespace exporter {

/// Which model of a file that has several; neither: the first.
struct Choice {
  std::optional<std::string> signature{};
  std::optional<std::size_t> subgraph{};
};

/// The model that is read.
struct EntryPoint {
  std::size_t subgraph = 0;
  std::optional<Signature> signature{};
  std::string remark{};  // the others, if there are any, and how to choose one
};

/// The models of a file are what its signatures name, and subgraphs that no operator calls: the bodies of loops and
/// CALL_ONCE's, which only sets variables, are parts of others. Throws Error if the file lacks what is chosen.
EntryPoint choose_entry_point(const schema::Model& model, const Choice& choice);

}  // namespace exporter
