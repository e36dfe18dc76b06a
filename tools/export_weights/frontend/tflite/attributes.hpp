// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "graph/attributes.hpp"

namespace exporter {

namespace schema {
struct Operator;
}

/// The options of an operator, of a verified file, by the names that they have in tflite.fbs. Those that the file leaves out have
/// the format's default, which their reader knows.
Attributes read_attributes(const schema::Operator& op);

/// The format's number of what an attribute is called here: 1 of "padding", "VALID". Nothing, if it has no name.
std::optional<std::int64_t> number_of(std::string_view attribute, std::string_view name);

}  // namespace exporter
