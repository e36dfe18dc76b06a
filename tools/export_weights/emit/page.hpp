// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "emit/report.hpp"

namespace exporter {

/// The report as a page of HTML that needs no other file, nor a network: page/. `name`: the model's. `golden`: what came of
/// golden vectors, if there are any.
std::string page(const Network& net, const Savings& savings, const Target& target, const std::string& name,
                 const std::string& golden);

}  // namespace exporter
