// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <catch2/catch.hpp>

using namespace exporter;

TEST_CASE("A name from a file becomes printable ASCII") {
  CHECK(escape("conv2d/Relu;bias") == "conv2d/Relu;bias");
  CHECK(escape("*/ int main(){") == "*/ int main(){");
  CHECK(escape("a\nb\r\tc") == "a\\x0ab\\x0d\\x09c");
  CHECK(escape("ends with \\") == "ends with \\\\");
  CHECK(escape("say \"x\"") == "say \\\"x\\\"");
  CHECK(escape("\xc3\xa9\xff\x7f") == "\\xc3\\xa9\\xff\\x7f");
  CHECK(escape(std::string_view("a\0b", 3)) == "a\\x00b");
  CHECK(escape(std::string(1000, 'x')) == std::string(80, 'x') + "...");
  CHECK(quoted("a") == "\"a\"");
}

TEST_CASE("A string literal holds any bytes, and no digit that follows an escape joins it") {
  CHECK(string_literal("a/b:0") == "\"a/b:0\"");
  CHECK(string_literal("\n7\xc3\xa9\\\"?\?/") == "\"\\0127\\303\\251\\\\\\\"\\?\\?/\"");
}

TEST_CASE("An escaped name has no trigraph") {
  CHECK(escape("?\?/") == "?\\?/");
  CHECK(escape("???") == "?\\?\\?");
  CHECK(escape("\?\?/\n*/").find("??") == std::string::npos);
}

TEST_CASE("Float literals are the shortest that give the same float") {
  CHECK(float_literal(1) == "1.0f");
  CHECK(float_literal(0.5f) == "0.5f");
  CHECK(float_literal(0.00390625f) == "0.00390625f");
  CHECK(float_literal(1e-5f) == "1e-05f");
  CHECK(float_literal(-3) == "-3.0f");
  std::mt19937 random(1);
  for (int i = 0; i < 10'000; ++i) {
    const float value = std::ldexp(static_cast<float>(random()), static_cast<int>(random() % 200) - 130);
    if (std::isfinite(value)) CHECK(std::stof(float_literal(value)) == value);
  }
  CHECK(std::strtof(float_literal(std::numeric_limits<float>::denorm_min()).c_str(), nullptr) > 0);
}

TEST_CASE("Thousands are grouped") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(7'489'664) == "7,489,664");
  CHECK(grouped(-123'456) == "-123,456");
}
