// SPDX-License-Identifier: BSL-1.0
// Files with several models: each is said, and can be chosen.
#include "frontend/tflite/entry_points.hpp"

#include <catch2/catch.hpp>

#include "error.hpp"
#include "frontend/tflite/names.hpp"
#include "frontend/tflite/tflite.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

/// A subgraph of one RELU on `elements` elements.
void add_relu(SmallModel& m, int elements, const char* name = nullptr) {
  const int x = m.tensor({.shape = {1, elements}}), y = m.tensor({.shape = {1, elements}});
  m.op("RELU", {x}, {y});
  m.subgraph({x}, {y}, name);
}

std::string refusal(const std::vector<std::uint8_t>& bytes, const Choice& choice) {
  try {
    read_tflite(bytes, choice);
  } catch (const Error& error) {
    return error.what();
  }
  return "read";
}

int elements(const Graph& file) { return file[file.inputs[0]].shape[1]; }

}  // namespace

TEST_CASE("A file with one model has no remark") {
  SmallModel m;
  add_relu(m, 4, "main");
  const std::vector<std::uint8_t> bytes = m.done();
  CHECK(read_tflite(bytes).remark.empty());
  CHECK(refusal(bytes, {.signature = "x"}) == "the file has no signature \"x\"; it has none: choose with --subgraph");
  CHECK(refusal(bytes, {.subgraph = 1}) == "the file has no subgraph 1; it has: \"main\" (subgraph 0)");
}

TEST_CASE("Subgraphs are chosen by their numbers") {
  SmallModel m;
  add_relu(m, 4, "first");
  add_relu(m, 5);
  const std::vector<std::uint8_t> bytes = m.done();
  const std::string models = "the file has 2 models: \"first\" (subgraph 0), subgraph 1; this is ";
  CHECK(elements(read_tflite(bytes)) == 4);
  CHECK(read_tflite(bytes).remark == models + "\"first\" (subgraph 0); --subgraph chooses another\n");
  CHECK(elements(read_tflite(bytes, {.subgraph = 1})) == 5);
  CHECK(read_tflite(bytes, {.subgraph = 1}).remark == models + "subgraph 1; --subgraph chooses another\n");
}

TEST_CASE("Signatures are chosen by their names, and name inputs and outputs") {
  SmallModel m;
  add_relu(m, 4);
  add_relu(m, 5);
  m.signature("encode", {{"text", 0}}, {{"code", 1}}, 0);
  m.signature("decode", {{"code", 0}}, {{"text", 1}}, 1);
  m.signature("again", {{"c", 0}}, {{"t", 1}}, 1);
  const std::vector<std::uint8_t> bytes = m.done();
  const Graph decode = read_tflite(bytes, {.signature = "decode"}), again = read_tflite(bytes, {.signature = "again"});
  CHECK(elements(decode) == 5);
  CHECK(decode.input_names[0].signature == "code");
  CHECK(again.output_names[0].signature == "t");
  CHECK(read_tflite(bytes).input_names[0].signature == "text");
  CHECK_THAT(again.remark,
             Contains("3 models: \"encode\" (subgraph 0), \"decode\" (subgraph 1), \"again\" (subgraph 1); "
                      "this is \"again\" (subgraph 1); --signature or --subgraph chooses another"));
  CHECK_THAT(refusal(bytes, {.signature = "train"}),
             Contains("no signature \"train\"; it has: \"encode\" (subgraph 0)"));
}

TEST_CASE("What operators call is no model of its own") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}});
  m.op(129, {}, {}, schema::CreateCallOnceOptions(m.builder, 1));
  m.op(118, {x}, {y}, schema::CreateIfOptions(m.builder, 2, 3));
  m.op(119, {x}, {y}, schema::CreateWhileOptions(m.builder, 4, 5));
  m.op(31, {x}, {y}, schema::CreateCallOptions(m.builder, 6));
  m.subgraph({x}, {y});
  for (int i = 1; i < 8; ++i) add_relu(m, i + 4);
  const std::vector<std::uint8_t> bytes = m.done();
  CHECK(read_tflite(bytes, {.subgraph = 7}).remark ==
        "the file has 2 models: subgraph 0, subgraph 7; this is subgraph 7; --subgraph chooses another\n");
}

TEST_CASE("A subgraph without outputs, which only sets variables, is no model") {
  SmallModel m;
  add_relu(m, 4);
  m.subgraph({}, {}, "NoOp");
  CHECK(read_tflite(m.done()).remark.empty());
}
