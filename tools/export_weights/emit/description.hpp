// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>

#include "emit/json.hpp"
#include "emit/report.hpp"
#include "evaluate/boards.hpp"
#include "evaluate/plan.hpp"

namespace exporter {

/// The fields of `description`, in an object that is open.
void write_description(JsonWriter& json, const Network& net, const Savings& savings, const Target& target,
                       const std::optional<Plan>& plan, const std::string& name);

/// All that the report knows, as JSON: for programs. `name`: the model's.
std::string description(const Network& net, const Savings& savings, const Target& target, const std::string& name);

/// The fields of a board, in an object that is open.
void write_board(JsonWriter& json, const NamedBoard& board);
/// Flash, and RAM for each schedule, in an object that is open.
void write_plan(JsonWriter& json, const Plan& plan);

/// The boards, as JSON.
std::string boards_description();

}  // namespace exporter
