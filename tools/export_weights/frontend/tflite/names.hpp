// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace exporter {

/// The format's name of the operator of a number; "operator code 300" of one that it does not have.
std::string operator_name(int code);

/// Its number; -1: there is no operator of this name.
int operator_code(std::string_view name);

}  // namespace exporter
