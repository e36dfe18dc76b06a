// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

#include "emit/json.hpp"

namespace {

std::string written(auto value) {
  exporter::JsonWriter json;
  json.value(value);
  return json.take();
}

}  // namespace

TEST_CASE("JSON: objects, arrays, and what stands between them") {
  exporter::JsonWriter json;
  json.object([&] {
    json.field("a", 1);
    json.object("b", [] {});
    json.array("c", std::vector{1, 2}, [&](int each) { json.object([&] { json.field("d", each); }); });
    json.values("e", std::vector<std::int64_t>{});
    json.field("f", true);
    json.field("g", nullptr);
  });
  CHECK(json.take() == R"({"a":1,"b":{},"c":[{"d":1},{"d":2}],"e":[],"f":true,"g":null})");
}

TEST_CASE("JSON: numbers") {
  CHECK(written(std::int64_t{-9007199254740993}) == "-9007199254740993");
  CHECK(written(0.1f) == "0.1");
  CHECK(written(1e-8f) == "1e-08");
  CHECK(written(std::numeric_limits<float>::infinity()) == "null");
}

TEST_CASE("JSON: strings of any bytes") {
  CHECK(written("a\"\\/\n") == R"("a\"\\/\u000a")");
  CHECK(written("</script>") == R"("\u003c/script>")");
  CHECK(written("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x99\x82") == "\"\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x99\x82\"");
  // Too long, half of a pair, behind the last character, cut off, and none at all: RFC 3629.
  for (const char* bytes : {"\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xFF"})
    CHECK(written(bytes).starts_with(R"("\ufffd)"));
  CHECK(written("\xE2(") == R"("\ufffd(")");
}
