// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <vector>

#include "frontend/file.hpp"

namespace exporter {

namespace schema {
struct Model;
}

/// All signatures of a file, in its order. A name for a tensor that its subgraph does not have is left out: names are for
/// people, nothing is computed from them.
std::vector<Signature> read_signatures(const schema::Model& model);

/// The first signature of a subgraph; none: null.
const Signature* signature_of(const std::vector<Signature>& signatures, std::size_t subgraph);

/// What `file` and `signature`, if any, call its inputs and outputs.
void name_edges(File& file, const Signature* signature);

}  // namespace exporter
