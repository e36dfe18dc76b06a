// SPDX-License-Identifier: BSL-1.0
#include "emit/c_interface.hpp"

#include <catch2/catch.hpp>

#include "c_files.hpp"
#include "emit/policies.hpp"
#include "operators/arithmetic.hpp"
#include "operators/tanh.hpp"
#include "toy.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

CInterface interface_of(const Network& net, std::vector<std::string> policies = {}, bool has_golden = false) {
  return c_interface(net, {"1.2.3", "m.tflite", "abc", "a::b", 0}, {"b.hpp", "b.h", std::move(policies)}, has_golden);
}

/// A network of so many inputs, all of them added, and the sum's outputs, as the file names them.
Network named(const std::vector<std::string>& inputs, const std::vector<std::string>& outputs) {
  Toy toy;
  int sum = toy.input({4, 6, 2}, {0.5f, 3});
  for (std::size_t i = 1; i < inputs.size(); ++i)
    sum = toy.same(operators::add, {sum, toy.input({4, 6, 2}, {0.5f, 3})});
  std::vector<int> all;
  for (std::size_t i = 0; i < outputs.size(); ++i) all.push_back(toy.same(operators::tanh, {sum}));
  Network net = toy.done(all);
  for (const std::string& name : inputs) net.input_names.push_back({name, ""});
  for (const std::string& name : outputs) net.output_names.push_back({name, ""});
  return net;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("One input and one output have no number, in C") {
  const auto [header, source] = interface_of(named({"x"}, {"y"}));
  CHECK_THAT(header, Contains("#ifndef TINYTMPL_a_b_H\n#define TINYTMPL_a_b_H\n"));
  CHECK_THAT(header,
             Contains("/* input 0 \"x\": int8 [4, 6, 2], scale 0.5, zero point 3, tensor \"x\" */\n"
                      "#define A_B_INPUT_SIZE 48\n#define A_B_INPUT_SCALE 0.5f\n#define A_B_INPUT_ZERO_POINT (3)\n"
                      "int8_t* a_b_input(void);"));
  CHECK_THAT(header, Contains("\nconst int8_t* a_b_output(void);"));
  CHECK_THAT(header, Contains("\nvoid a_b_run(void);\n"));
  CHECK_THAT(header, Contains("\nextern const uint32_t a_b_ram_bytes;\n"));
  CHECK_THAT(source, Contains("#include \"b.hpp\"\n\n#include \"b.h\"\n"));
  CHECK_THAT(source, Contains("using CModel = ModelWith<>;\n"));
  CHECK_THAT(source, Contains("int8_t* a_b_input(void) { return a::b::c_model.input<0>().data(); }\n"));
  CHECK_FALSE(contains(header, "self_test"));
}

TEST_CASE("Several are called by their names, those without a clear one by their position") {
  const auto [header, source] =
      interface_of(named({"image", "2nd"}, {"label", "LABEL", "a/b:c", "\xc3\xa9", "box", "box_size", "box_2"}));
  for (const char* name : {"input_image", "input_1", "output_0", "output_1", "output_a_b_c", "output_3", "output_box",
                           "output_5", "output_box_2"})
    CHECK_THAT(header, Contains("int8_t* a_b_" + std::string(name) + "(void);"));
  CHECK_THAT(header, Contains("#define A_B_OUTPUT_BOX_SIZE 48\n"));
  CHECK_THAT(source, Contains("a_b_output_box_2(void) { return a::b::c_model.output<6>().data(); }\n"));
}

TEST_CASE("A fed model takes rows, and has no input") {
  const auto [header, source] = interface_of(named({"x"}, {"y"}), {"size", "fed"}, true);
  CHECK_THAT(header, Contains("#define A_B_ROWS 4\n#define A_B_ROW_SIZE 12\nint a_b_push_row(const int8_t* row);"));
  CHECK_THAT(header, Contains("\nvoid a_b_restart(void);"));
  CHECK_THAT(header, Contains("\nint a_b_self_test(void);"));
  CHECK_FALSE(contains(header, "a_b_input(void)"));
  CHECK_FALSE(contains(header, "a_b_run"));
  CHECK_THAT(source, Contains("using CModel = ModelWith<tinytmpl::Optimize::size, tinytmpl::Schedule::fed>;\n"));
}

TEST_CASE("uint8 is copied, since memory holds int8") {
  Network net = named({"x"}, {"y"});
  net.input_elements = net.output_elements = {Element::uint8};
  const auto [header, source] = interface_of(net);
  CHECK_THAT(header, Contains("#define A_B_INPUT_ZERO_POINT (131)\nvoid a_b_input_assign(const uint8_t* from);"));
  CHECK_THAT(header, Contains("\nuint8_t a_b_input_quantize(float real);\n"));
  CHECK_THAT(header, Contains("\nvoid a_b_output_copy_to(uint8_t* to);"));
  CHECK_THAT(header, Contains("\nfloat a_b_output_dequantize(uint8_t element);\n"));
  CHECK_THAT(source, Contains("{ a::b::c_model.input<0>().assign(from); }\n"));
  CHECK_THAT(source, Contains("{ a::b::c_model.output<0>().copy_to(to); }\n"));
  CHECK_THAT(interface_of(net, {"fed"}).header, Contains("int a_b_push_row(const uint8_t* row);"));
}

TEST_CASE("Policies that cannot be together are refused") {
  const Network net = named({"x", "y"}, {"z"});
  CHECK_THROWS_WITH(interface_of(net, {"fed"}), Contains("policy fed: rows are fed to one input, and the model has 2"));
  CHECK_THROWS_WITH(interface_of(net, {"once", "twice"}),
                    Contains("policy twice: another Rounding is chosen already; name one"));
  CHECK_THROWS_WITH(interface_of(net, {"fast"}), Contains("there is no policy \"fast\""));
  for (const std::string& policy : policy_names()) CHECK_NOTHROW(interface_of(named({"x"}, {"y"}), {policy}));
}

TEST_CASE("A name does not end a comment of C, nor begin another") {
  const std::string header = interface_of(named({"*/ int x; /*/"}, {"*//**/"})).header;
  std::size_t opened = 0, closed = 0;
  for (std::size_t i = 0; i + 1 < header.size(); ++i) {
    opened += header.compare(i, 2, "/*") == 0;
    closed += header.compare(i, 2, "*/") == 0;
  }
  CHECK(opened == closed);
  CHECK_THAT(header, Contains("input 0 \"*\\x2f int x; /\\x2a/\": int8"));
  CHECK(contains(header, "*\\x2f/*") == false);
}

TEST_CASE("The files of a C interface stand beside the header, which may not be one of them") {
  CHECK(c_files("out/digits.hpp").header == "out/digits.h");
  CHECK(c_files("out/digits.hpp").source == "out/digits_c.cpp");
  CHECK(c_files("digits").header == "digits.h");
  CHECK_THROWS_WITH(c_files("out/digits.h"),
                    Contains("--c-interface writes digits.h and digits_c.cpp; name the header otherwise: OUT.hpp"));
  CHECK_THROWS_WITH(c_files("a\"b.hpp"), Contains("stands in an #include; name the header with letters, digits"));
}
