// SPDX-License-Identifier: BSL-1.0
// From bytes to header and report: what is said of where they come from.
#include "exporter.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <catch2/catch.hpp>

#include "frontend/tflite/names.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

std::vector<std::uint8_t> two_models() {
  SmallModel m;
  for (int elements = 4; elements < 6; ++elements) {
    const int x = m.tensor({.shape = {1, elements}}), y = m.tensor({.shape = {1, elements}});
    m.op("RELU", {x}, {y});
    m.subgraph({x}, {y});
  }
  m.signature("a", {{"x", 0}}, {{"y", 1}}, 0);
  m.signature("b", {{"x", 0}}, {{"y", 1}}, 1);
  return m.done();
}

}  // namespace

TEST_CASE("A C array gives the header of the model, and says which array it was") {
  const std::vector<std::uint8_t> model = two_models();
  const std::string source = fmt::format("const unsigned char g_model[] = {{{}}};\n", fmt::join(model, ","));
  const Request request{"m.h", "m", false};
  const Result of_model = export_model(model, request);
  const Result of_source = export_model(std::vector<std::uint8_t>(source.begin(), source.end()), request);
  const auto behind_origin = [](const std::string& header) { return header.substr(header.find("#pragma once")); };
  CHECK(behind_origin(of_source.header) == behind_origin(of_model.header));
  CHECK_THAT(of_source.header, Contains(" from m.h, array g_model. Do not edit.\n"));
  CHECK(of_source.report == of_model.report);
}

TEST_CASE("The report names the other models, and the namespace") {
  Request request{"m.tflite", "acme::m", false};
  CHECK_THAT(export_model(two_models(), request).report,
             Contains("this is \"a\" (subgraph 0)") && Contains("namespace acme::m\n"));
  request.choice.signature = "b";
  const Result result = export_model(two_models(), request);
  CHECK_THAT(result.report, Contains("this is \"b\" (subgraph 1)"));
  CHECK_THAT(result.header,
             Contains("using InputShape = Shape<5>;") && Contains(" from m.tflite, signature b. Do not"));
}
