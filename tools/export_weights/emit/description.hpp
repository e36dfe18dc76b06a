// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "emit/report.hpp"

namespace exporter {

/// All that the report knows, as JSON: for programs. `name`: the model's.
std::string description(const Network& net, const Savings& savings, const Target& target, const std::string& name);

/// The boards, as JSON.
std::string boards_description();

}  // namespace exporter
