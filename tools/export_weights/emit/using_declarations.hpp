// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace exporter {

/// A using-declaration for each of the library's words in these pieces of code. A using-directive would not do: a type `Shape` or
/// `Graph` of the user's would make the word ambiguous.
std::string using_declarations(std::initializer_list<std::string_view> pieces);

}  // namespace exporter
