// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "frontend/file.hpp"

namespace exporter {

namespace schema {
struct Operator;
}

/// The option table of a verified operator as plain values; nothing is checked.
Options read_options(const schema::Operator& op);

}  // namespace exporter
