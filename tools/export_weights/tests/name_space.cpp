// SPDX-License-Identifier: BSL-1.0
#include "name_space.hpp"

#include <catch2/catch.hpp>

using namespace exporter;
using Catch::Matchers::Contains;

TEST_CASE("A namespace is identifiers joined by ::") {
  CHECK(complaint_about_namespace("kws").empty());
  CHECK(complaint_about_namespace("acme::models::kws_2").empty());
  for (const char* bad :
       {"", "a b", "a-b", "a::", "::a", "a:b", "a:::b", "2a", "a::2", "a;}", "a\n", "\xc3\xa9", "a.b"})
    CHECK_FALSE(complaint_about_namespace(bad).empty());
  CHECK_FALSE(complaint_about_namespace(std::string(300, 'a')).empty());
}

TEST_CASE("Keywords, reserved names and names that the header needs are no namespaces") {
  for (const char* bad : {"int", "namespace", "co_await", "and", "a::class", "_a", "a::_b", "a__b", "std", "a::std",
                          "tinytmpl", "Seq", "a::Dense", "core", "main", "linux", "printf"})
    CHECK_FALSE(complaint_about_namespace(bad).empty());
  for (const char* good : {"acme::core", "acme::main"}) CHECK(complaint_about_namespace(good).empty());
}

TEST_CASE("What headers declare globally is no namespace, and a file that is called so gets another one") {
  for (const char* name :
       {"access",  "alarm",   "bit",      "bitRead",        "byte",  "div",        "environ", "errno",
        "gamma",   "index",   "j1",       "link",           "log",   "loop",       "main",    "map",
        "memcpy",  "pause",   "pipe",     "poll",           "raise", "random",     "remove",  "round",
        "select",  "Serial",  "setup",    "signal",         "sin",   "stat",       "stdin",   "tm",
        "String",  "termios", "time",     "tone",           "uint",  "wait",       "word",    "write",
        "y0",      "yield",   "A0",       "B101",           "PI",    "INPUT",      "EOF",     "NULL",
        "signbit", "strdup",  "timezone", "pthread_create", "SPI",   "LED_BUILTIN"}) {
    CAPTURE(name);
    CHECK(complaint_about_namespace(name) ==
          std::string(name) + " is a function, type or macro of C's, C++'s or Arduino's headers");
    CHECK(namespace_of(name) == std::string(name) + "_model");
    CHECK(complaint_about_namespace(namespace_of(name)).empty());
  }
  for (const char* name : {"access", "log", "main", "Serial", "tm", "uint", "word"})  // which a namespace hides
    CHECK(complaint_about_namespace(std::string("acme::") + name).empty());
  for (const char* name : {"A0", "EOF", "errno", "PI", "stdin"})
    CHECK_THAT(complaint_about_namespace(std::string("acme::") + name), Contains(std::string(name) + " is a function"));
  for (const char* name : {"digits", "kws", "model", "sine", "gate", "vww_96_int8", "data", "anomaly", "network"})
    CHECK(namespace_of(name) == name);
}

TEST_CASE("A file's name becomes a namespace that needs no complaint") {
  CHECK(namespace_of("kws_ref_model") == "kws_ref_model");
  CHECK(namespace_of("my model-v2.1 (final)") == "my_model_v2_1_final");
  CHECK(namespace_of("2nd") == "model_2nd");
  CHECK(namespace_of("__x__") == "x");
  CHECK(namespace_of("a___b") == "a_b");
  CHECK(namespace_of("\xc3\xa9") == "model");
  CHECK(namespace_of("") == "model");
  for (const char* stem : {"int", "std", "main", "sin", "Softmax", "class", "a b", "9", "_", "x;}", "model"})
    CHECK(complaint_about_namespace(namespace_of(stem)).empty());
}
