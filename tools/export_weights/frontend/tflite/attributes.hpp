// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/attributes.hpp"

namespace exporter {

namespace schema {
struct Operator;
}

/// The options of an operator, of a verified file, by the names that they have in tflite.fbs. Those that the file leaves out have
/// the format's default, which their reader knows.
Attributes read_attributes(const schema::Operator& op);

}  // namespace exporter
