// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <tinytmpl/version.hpp>

#include <catch2/catch.hpp>

TEST_CASE("the version as text and as numbers is the same") {
  CHECK(TINYTMPL_VERSION == std::to_string(TINYTMPL_VERSION_MAJOR) + "." + std::to_string(TINYTMPL_VERSION_MINOR) +
                                "." + std::to_string(TINYTMPL_VERSION_PATCH));
}
