// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tinytmpl/core/policy.hpp>

namespace exporter {

/// One of the library's policies: Schedule::min_ram.
struct PolicyName {
  std::string_view type, name;
};

/// All of them, in the library's order.
std::vector<PolicyName> policies();

/// The names alone, of which each is that of one policy.
std::vector<std::string> policy_names();

std::optional<PolicyName> find_policy(std::string_view name);

/// As the library calls it.
std::string_view name_of(tinytmpl::Rounding rounding);
std::vector<std::string> names_of_roundings();
std::optional<tinytmpl::Rounding> find_rounding(std::string_view wanted);

}  // namespace exporter
