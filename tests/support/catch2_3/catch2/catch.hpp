// SPDX-License-Identifier: BSL-1.0
// What the tests use of Catch2 2, made of Catch2 3, which has no header of this name.
#pragma once

#include <catch2/catch_approx.hpp>
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <string>

using Catch::Approx;

namespace Catch::Matchers {
inline auto Contains(const std::string& part) { return ContainsSubstring(part); }
}  // namespace Catch::Matchers

#ifdef CATCH_CONFIG_MAIN
int main(int count, char* arguments[]) { return Catch::Session().run(count, arguments); }
#endif
