// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace exporter {

/// What `resolve_variables` makes of a variable that keeps the last steps of a stream: in front of its input it has `kept` steps of
/// earlier inferences along `axis`. No file has it.
inline constexpr const char* history_type = "(HISTORY)";

}  // namespace exporter
