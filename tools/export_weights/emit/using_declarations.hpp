// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace exporter {

/// A using-declaration for each of the library's words in `code`. A using-directive would not do: a type `Shape` or `Graph` of the
/// user's would make the word ambiguous.
std::string using_declarations(std::string_view code);

}  // namespace exporter
