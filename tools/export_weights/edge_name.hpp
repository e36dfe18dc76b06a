// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

namespace exporter {

/// What a file calls an input or an output of its model: for people, and any bytes.
struct EdgeName {
  std::string tensor;
  std::string signature;  // of the signature that is read; empty: it has none for it
};

}  // namespace exporter
