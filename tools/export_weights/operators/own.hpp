// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "operators/operator.hpp"
#include "operators/rules.hpp"

namespace exporter {

/// For a custom operator that the user has a layer for.
extern const Rule own_rule;

namespace operators {
extern const Operator own;
}

}  // namespace exporter
