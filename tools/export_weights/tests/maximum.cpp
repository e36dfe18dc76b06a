// SPDX-License-Identifier: BSL-1.0
// MAXIMUM and MINIMUM, of tensors and of constants.
#include <catch2/catch.hpp>

#include "exporter.hpp"
#include "layer_words.hpp"
#include "small_model.hpp"

using namespace exporter;

namespace {

/// Of a tensor of scale 0.1 and a constant, on either side.
std::vector<std::uint8_t> model(const char* type, bool constant_first, float constant_scale = 0.1f) {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}}), k = m.int8s({4}, constant_scale);
  m.op(type, constant_first ? std::vector{k, x} : std::vector{x, k}, {y});
  return m.done({x}, {y});
}

}  // namespace

TEST_CASE("A constant may be either operand of MAXIMUM and MINIMUM") {
  for (const bool first : {false, true})
    for (const char* type : {"MAXIMUM", "MINIMUM"})
      CHECK(layer_words(prepare(model(type, first)).network) == Words{"WithConstant"});
}

TEST_CASE("MAXIMUM copies bytes, whatever the quantizations are") {
  for (const bool first : {false, true})
    CHECK(layer_words(prepare(model("MAXIMUM", first, 0.2f)).network) == Words{"WithConstant"});
  SmallModel m;
  const int x = m.tensor({{1, 4}}), y = m.tensor({{1, 4}, {0.2f}}), z = m.tensor({{1, 4}});
  m.op("MINIMUM", {x, y}, {z});
  CHECK(layer_words(prepare(m.done({x, y}, {z})).network) == Words{"Lookup", "Minimum"});
}
