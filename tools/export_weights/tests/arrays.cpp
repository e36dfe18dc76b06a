// SPDX-License-Identifier: BSL-1.0
#include "emit/arrays.hpp"

#include <limits>
#include <sstream>

#include <catch2/catch.hpp>

using namespace exporter;

TEST_CASE("An array says its type, its name and its length") {
  CHECK(array("weights", 3, std::vector<std::int8_t>{1, -128, 127}) ==
        "TINYTMPL_CONSTANT alignas(4) inline constexpr std::int8_t weights_3[3] = {\n    1, -128, 127,\n};\n");
  CHECK(array("biases", 1, std::vector<std::int32_t>{std::numeric_limits<std::int32_t>::min()}) ==
        "TINYTMPL_CONSTANT inline constexpr std::int32_t biases_1[1] = {\n    -2147483648,\n};\n");
  CHECK(array("scales", 1, std::vector<float>{0.5f, 1}) ==
        "inline constexpr float scales_1[2] = {\n    0.5f, 1.0f,\n};\n");
  CHECK(array("biases", 1, std::vector<std::int32_t>{}).empty());
}

TEST_CASE("Lines end before column 120") {
  std::istringstream lines(array("weights", 1, std::vector<std::int8_t>(1000, -100)));
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 120);
}
