// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>

#include "exporter.hpp"
#include "layer_words.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

std::vector<std::uint8_t> model(float in_scale, float out_scale) {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}, .scales = {in_scale}}),
            y = m.tensor({.shape = {1, 4}, .scales = {out_scale}});
  m.op("ABS", {x}, {y});
  return m.done({x}, {y});
}

}  // namespace

TEST_CASE("ABS is a layer with a quantization of its own") {
  CHECK(layer_words(prepare(model(0.1f, 0.2f)).network) == Words{"Abs"});
  CHECK_THAT(refusal(model(1, 1e-30f)), Contains("its scale makes a factor of"));
}
