// SPDX-License-Identifier: BSL-1.0
#include "emit/policies.hpp"

#include <catch2/catch.hpp>

using namespace exporter;

TEST_CASE("All policies of the library have a name of their own, in its order") {
  CHECK(policy_names() == std::vector<std::string>{"min_ram", "layerwise", "fed", "kept", "reused", "twice", "once",
                                                   "onnx", "speed", "size", "any", "word"});
  REQUIRE(find_policy("reused"));
  CHECK(find_policy("reused")->type == "InputMemory");
  CHECK_FALSE(find_policy("fast"));
  CHECK(find_rounding("onnx") == tinytmpl::Rounding::onnx);
  CHECK_FALSE(find_rounding("fed"));
  CHECK(names_of_roundings() == std::vector<std::string>{"twice", "once", "onnx"});
}
