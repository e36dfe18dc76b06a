// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace exporter {

/// Why nothing of C++ can be called `identifier`; empty: something can.
std::string complaint_about_identifier(std::string_view identifier);

/// Why `name` cannot be the header's namespace (identifiers joined by ::); empty: it can.
std::string complaint_about_namespace(std::string_view name);

/// A file's stem as a namespace: what is no letter or digit becomes _, and what cannot be a namespace (`int`), or not
/// everywhere (`map`, a function of Arduino's), gets _model behind it.
std::string namespace_of(std::string_view stem);

}  // namespace exporter
