// SPDX-License-Identifier: BSL-1.0
// Models that exist only as C: what xxd, TensorFlow's scripts and people make of them.
#include "frontend/c_array.hpp"

#include <random>

#include <catch2/catch.hpp>

#include "error.hpp"
#include "frontend/model_file.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

const std::vector<std::uint8_t> model = {0x1c, 0, 0, 0, 'T', 'F', 'L', '3', 0xff, 0x80, '\n', '"'};
const std::string list = "0x1c, 0x00, 0x00, 0x00, 0x54, 0x46, 0x4c, 0x33,\n  0xff, 0x80, 0x0a, 0x22";

std::vector<std::uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

/// The only array of a source.
CArray array_of(const std::string& source) {
  CAPTURE(source);
  const std::vector<CArray> found = find_c_arrays(source);
  REQUIRE(found.size() == 1);
  return found[0];
}

std::string name_in(const std::string& source) {
  const CArray array = array_of(source);
  CHECK(array.problem.empty());
  CHECK(array.bytes == model);
  return array.name;
}

std::string refusal(const std::string& source, std::optional<std::string> array = {}) {
  try {
    const ModelFile file(bytes_of(source), array);
    return "array " + file.array();
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("Arrays are found however they are declared") {
  for (const char* declaration :
       {"unsigned char m[] = {",
        "const unsigned char m[12] = {",
        "alignas(16) const unsigned char m[] = {",
        "static const uint8_t m[] __attribute__((aligned(4))) = {",
        "const unsigned char m[] DATA_ALIGN_ATTRIBUTE = {",
        "const unsigned char m[] PROGMEM = {",
        "const unsigned char DATA_ALIGN_ATTRIBUTE m [ 12 ] ={",
        "ALIGN(4) MODEL_SECTION(\".rodata\") const uint8_t m[MODEL_SIZE] = {",
        "[[gnu::aligned(16)]] const char m[]{",
        "const unsigned char m[] [[gnu::aligned(16)]] = {",
        "constexpr std::array<std::uint8_t, 12> m = {{",
        "std::array<std::uint8_t, 12> m{",
        "namespace a { namespace { extern \"C\" { const unsigned char m[] = {",
        "int f() { if (x[1]) { static const unsigned char m[] = {",
        "extern const unsigned char m[];\nint n[] = {1};\n"
        "const unsigned char m[] = {",
        "struct blob b = { .m = {",
        "#define X(y) \\\n  y[] = {0}\nconst char m[] = {",
        "/* old[] = {1, 2} */ // older[] = {\nconst char m[] = {",
        "const char* s = \"x[] = {\"; const char m[] = {",
        "#ifdef __has_attribute\n#define A(x) __has_attribute(x)\n#else\n#define A(x) 0 // don't\n#endif\n"
        "#if A(aligned)\n#define ALIGNED __attribute__((aligned(4)))\n#endif\nconst unsigned char m[] ALIGNED = {"})
    CHECK(name_in(declaration + list + "};\nunsigned int m_len = 12;\n") == "m");
  CHECK(name_in("\xef\xbb\xbf const char g[]={" + list + "\n};") == "g");
}

TEST_CASE("Elements may be written in any way that C knows") {
  const std::string begin = "const unsigned char m[] = {", end = "};";
  for (const char* elements :
       {"28, 0, 0, 0, 84, 70, 76, 51, 255, 128, 10, 34", "28,-0,0,0,84,70,76,51,-1,-128,10,34,",
        "0x1Cu, 0X00U, 0x0UL, 00, 0124, 0106, 0b01001100, 0x33, 0xFF, 0x80, 012, 34u",
        "(uint8_t)0x1c, ( unsigned char ) 0, 0, 0, 'T', 'F', 'L', '3', '\\xff', '\\x80', '\\n', '\"'",
        "std::byte{0x1c}, uint8_t(0), (char)(0), std::byte{0}, char('T'), {70}, 76, 51, static_cast<unsigned "
        "char>(255), "
        "(char)-128, static_cast<std::byte>(10), std::uint8_t{ 34u }",
        "28, /* root */ 0, 0, 0, // TFL3\n 84, 70,\n#define DON'T\n 76, 51, 2'5'5, 128, 10, 34"})
    CHECK(name_in(begin + elements + end) == "m");
  CHECK(name_in("const char m[] = \"\\x1c\\0\\0\\0TFL3\\377\\x80\" \"\\n\\\"\";") == "m");
  CHECK(name_in("const char m[13] = {\"\\x1c\\0\\0\\0\" /* id */ \"TFL3\\377\\\n\\x80\\n\\\"\"};") == "m");
}

TEST_CASE("Arrays of words are read, the least byte first") {
  const CArray words = array_of("uint32_t m[] = {0x1c, 0x334c4654, 0x44332211, 3, 4, 5, 6, 7, -2};");
  CHECK(words.bytes.size() == 36);
  CHECK(std::vector(words.bytes.begin() + 8, words.bytes.begin() + 12) ==
        std::vector<std::uint8_t>{0x11, 0x22, 0x33, 0x44});
  CHECK(words.bytes[32] == 0xfe);
  CHECK(array_of("const uint16_t m[] = {0x1c, 0, 0x4654, 0x334c, 1, 2, 3, 4};").bytes.size() == 16);
  CHECK(array_of("const uint64_t m[] = {0x334c46540000001c, 2, 3, 4, 5, 6, 7, 0xffffffffffffffff};").bytes.size() ==
        64);
}

TEST_CASE("A file of elements alone is an array, as for an #include between braces") {
  for (const std::string& text :
       {list, "  " + list + ",\n", "// xxd -i < m\n" + list, "std::byte{28}" + list.substr(4)})
    CHECK(name_in(text).empty());
  CHECK(refusal("\xef\xbb\xbf" + list) == "array of line 1");
  CHECK_THAT(refusal(list + ", ..."), Contains("array of line 1: line 2: \".\" is no element of the array"));
}

TEST_CASE("What is no model is passed over") {
  for (const char* source :
       {"", "{", "}", "\"", "'", "/*", "#", "\\", "a[", "a[] = {", "int a[] = {1, 2, 3};", "int main() { return 0; }",
        "const char a[] = {84, 70, 76, 51, 0, 0, 0, 0, 84};", "const char* a = \"TFL3\";", "R\"(\n)\"",
        "/* x[] = {28, "
        "0, 0, 0, 84, 70, 76, 51} */",
        "// x[] = {28, 0, 0, 0, 84, 70, 76, 51}\\\n, 0}", "x[] = {-", "x[] = {("})
    CHECK(find_c_arrays(source).empty());
}

TEST_CASE("An array that is not whole is refused") {
  const std::string begin = "const unsigned char m[] = {";
  CHECK_THAT(refusal(begin + list), Contains("array m: the file ends in the middle of the array"));
  CHECK_THAT(refusal(begin + list + ", ...};"), Contains("array m: line 2: \".\" is no element of the array"));
  CHECK_THAT(refusal(begin + list + " 0x00};"), Contains("line 2: \"0x00\" is no element"));
  CHECK_THAT(refusal(begin + list + ", 0x1ff};"), Contains("\"0x1ff\" is no element"));
  CHECK_THAT(refusal(begin + list + ", 1.5};"), Contains("\"1.5\" is no element"));
  CHECK_THAT(refusal("const unsigned char m[7] = {" + list + "};"),
             Contains("the array is declared with 7 elements and has 12; the file is cut off or damaged"));
  CHECK(refusal("const unsigned char m[99] = {" + list + "};") == "array m");
}

TEST_CASE("An array whose elements an #if chooses is refused") {
  const std::string both = "#ifdef LARGE\n" + list + "\n# else // SMALL\n" + list + "\n#endif\n";
  for (const std::string& source : {"const char m[] = {\n" + both + "};", both})
    CHECK_THAT(refusal(source), Contains("some of its elements stand in another branch of an #if; leave one branch"));
  CHECK(refusal("const char m[] = {\n#ifdef A\n" + list + "};\n#else\n#endif\n") == "array m");
  CHECK(refusal("#if A\nconst char m[] A = {\n#else\nconst char m[] = {\n#endif\n" + list + "};") == "array m");
}

TEST_CASE("Of several arrays one is chosen by its name or line") {
  const std::string two = "const char a[] = {" + list + "};\nconst char b[] = {" + list + ", 7};\n";
  const std::string both = "a (line 1, 12 bytes), b (line 3, 13 bytes)";
  CHECK(refusal(two) == "the file has 2 arrays with models; choose one with --array and its name or line: " + both);
  CHECK(refusal(two, "a") == "array a");
  CHECK(refusal(two, "3") == "array b");
  CHECK(refusal(two, "c") == "no array with a model is called \"c\"; there are: " + both);
  CHECK(refusal("const char a[] = {" + list + "};\nconst char a[] = {" + list + "};") == "array a");
}

TEST_CASE("A C file of PowerShell's, in UTF-16, is read; what is no C is not") {
  std::string wide = "\xff\xfe";
  for (const char c : "const char m[] = {" + list + "};") wide += {c, '\0'};
  CHECK(refusal(wide) == "array m");
  CHECK(refusal("const char m[] = {1, 2, 3};") ==
        "the file is not a .tflite model: the identifier TFL3 is missing, and there is no C array that has one");
  const std::string elsewhere =
      "it declares an array whose elements stand in another file: give that, a .c or .cc, or the .tflite";
  for (const char* declaration : {"extern const unsigned char g_model[];\nextern const int n;\n",
                                  "extern \"C\" {\nextern unsigned int m_len;\nextern unsigned char m[704];\n}"})
    CHECK_THAT(refusal(std::string("#pragma once\n") + declaration), Contains(elsewhere));
  CHECK_THAT(refusal("extern int n; int a[];"), !Contains(elsewhere));
  CHECK_THAT(refusal("#include \"edge-impulse-sdk/tensorflow/lite/c/common.h\"\nextern int a[];"),
             Contains("Edge Impulse's EON compiler") && Contains("dashboard"));
  CHECK_THAT(refusal(std::string(model.begin(), model.end()), "m"), Contains("this is a .tflite model itself"));
}

TEST_CASE("Damaged C gives an array or none") {
  std::mt19937 random(22);
  const std::string source = "namespace n {\nalignas(4) const unsigned char m[12] A(\"x\") = {" + list + "};\n}\n";
  constexpr std::string_view characters = "{}[]()\"'\\/*#,;=-\n\r 0xT";
  for (int i = 0; i < 20'000; ++i) {
    std::string damaged = source;
    for (unsigned n = random() % 4; n < 4; ++n)
      damaged[random() % damaged.size()] = characters[random() % characters.size()];
    for (const CArray& array : find_c_arrays(damaged)) CHECK(array.bytes.size() >= 8);
  }
}
