#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The checks of the house find what they are there to find, in a small house that is built to be wrong."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import code_blocks
import comments
import floors
import macros
import project
import text

LICENCE = "// SPDX-License-Identifier: BSL-1.0\n#pragma once\n"


class House(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, path, content):
        path = self.root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def header(self, name, *lines):
        self.write(f"include/tinytmpl/{name}", LICENCE + "".join(line + "\n" for line in lines))

    def assert_complaints(self, complaints, *expected):
        self.assertEqual(len(complaints), len(expected), complaints)
        for complaint, part in zip(complaints, expected):
            self.assertIn(part, str(complaint))


class Macros(House):
    def test_names_of_the_platforms_macros(self):
        self.header("good.hpp", "// word(x), TWICE", "struct Node { int word, tiny; };  // once", "#include <bit>",
                    '#pragma push_macro("once")', "#undef once", "enum class Rounding { once };",
                    '#pragma pop_macro("once")', "#define TINYTMPL_X(text) text", 'auto s = "select(1)";')
        self.assert_complaints(macros.check(self.root)[0])
        self.header("bad.hpp", "int word (int x);", "int small;", '#pragma push_macro("once")', "#undef once",
                    "int once;", '#pragma pop_macro("once")', "int once;", "int SIZE;")
        self.assert_complaints(macros.check(self.root)[0], "bad.hpp:3: word", "bad.hpp:4: small", "bad.hpp:9: once",
                               "bad.hpp:10: SIZE")


class Floors(House):
    def include(self, header, *included):
        self.header(header, *(f"#include <tinytmpl/{name}>" for name in included))

    def complaints(self):
        return floors.check_includes(self.root)[0]

    def test_a_good_house(self):
        self.include("core/node.hpp")
        self.include("layers/dense.hpp", "core/node.hpp")
        self.include("kernels/run.hpp", "core/node.hpp")
        self.include("graph/seq.hpp", "layers/dense.hpp", "kernels/run.hpp")
        self.assertEqual(floors.check_includes(self.root), ([], 4))

    def test_up_sideways_and_past_the_door(self):
        self.include("core/node.hpp", "layers/dense.hpp")
        self.include("graph/seq.hpp", "kernels/portable/dense.hpp")
        self.include("kernels/portable/dense.hpp", "kernels/armv7em/dense.hpp")
        self.include("kernels/armv7em/dense.hpp")
        self.include("layers/dense.hpp", "kernels/run.hpp", "core/absent.hpp")
        self.include("kernels/run.hpp")
        self.assert_complaints(self.complaints(), "node.hpp:3: core may not include layers", "only kernels/run.hpp",
                               "kernels of portable may not include those of armv7em",
                               "layers may not include kernels", "there is no")

    def test_rings_drawers_and_unknown_rooms(self):
        self.include("graph/a.hpp", "graph/b.hpp")
        self.include("graph/b.hpp", "graph/a.hpp")
        self.include("graph/detail/c.hpp")
        self.include("attic/d.hpp", "graph/a.hpp")
        self.assert_complaints(self.complaints(), "'attic' is not on the plan", "a drawer named detail",
                               "graph/a.hpp -> graph/b.hpp -> graph/a.hpp")

    def test_picture(self):
        self.include("core/node.hpp")
        self.include("layers/dense.hpp", "core/node.hpp")
        self.include("graph/seq.hpp", "layers/dense.hpp", "core/node.hpp")
        self.write("docs/architecture.md", f"before\n{floors.MARKS[0]}\n{floors.MARKS[1]}\nafter\n")
        self.assert_complaints(floors.check_picture(self.root), "not current")
        drawn = floors.with_picture(self.root)[1]
        self.assertTrue(drawn.startswith("before\n") and drawn.endswith("\nafter\n"))
        self.assertEqual(drawn.count("-->\n"), 2)
        self.assertEqual(drawn.count(" --> n"), 2)  # graph -> core is a shortcut
        self.write("docs/architecture.md", drawn)
        self.assertEqual(floors.check_picture(self.root), [])
        self.write("docs/architecture.md", "no place")
        self.assert_complaints(floors.check_picture(self.root), "no place for the picture")


class Comments(House):
    def test_public_entities(self):
        self.header("layers/dense.hpp", "/// Said.", "template <class T>", "  requires X<T>", "struct Said {};",
                    "template <class T>", "struct Silent {};", "struct Short {};  ///< Said.", "struct Later;",
                    "struct Said<int> {};", "namespace detail {", "struct Hidden {};", "}  // namespace detail",
                    "namespace a::detail {", "struct Hidden {};", "}  // namespace a::detail",
                    "/// Said.", "///", "/// source   x", "/// shapes   y", "class Disordered {", "};")
        self.header("core/node.hpp", "struct Inner {};")
        complaints, checked = comments.check(self.root)
        self.assertEqual(checked, 4)
        self.assert_complaints(complaints, "dense.hpp:8: Silent has no doc comment", "Disordered: the labels' order")


class Text(House):
    def test_headers(self):
        self.header("kernels/run.hpp", "#if defined(X)", "#endif")
        self.header("core/a.hpp", "#ifdef X", "#endif", "#define MINE", "#include <vector>", "#include <array>",
                    "// caf\u00e9")
        self.write("include/tinytmpl/core/b.hpp", "int x;\n")
        self.assert_complaints(text.check(self.root)[0], "a.hpp:3: no #if", "a.hpp:5: no macro MINE",
                               "a.hpp:6: <vector>", "a.hpp:8: not plain ASCII", "b.hpp:1: its first line",
                               "b.hpp:1: it has no #pragma once")

    def test_switches(self):
        self.header("core/a.hpp", "switch (op) {", "  case Op::add: return 1;", "  default: return 0;", "}")
        self.header("core/b.hpp", "switch (code) {", "  case 1: return 1;", "  default: return 0;", "}")
        self.assert_complaints(text.check(self.root)[0], "no default beside Op::add")

    def test_all_files(self):
        self.write("tools/long.cpp", LICENCE + "\n" * 300)
        self.write("tools/script", "#!/bin/sh\n# SPDX-License-Identifier: BSL-1.0\n" + "x" * 121 + "\n")
        self.write("tools/made.hpp", "// Generated by x. Do not edit.\n" + "\n" * 400)
        self.write("tools/model.tflite", "binary\n" * 400)
        complaints, checked = text.check(self.root)
        self.assertEqual(checked, 3)
        self.assert_complaints(complaints, "long.cpp:1: 302 lines", "script:3: 121 columns")


class CodeBlocks(House):
    def setUp(self):
        super().setUp()
        self.write("include/tinytmpl/tinytmpl.hpp", "#pragma once\nnamespace tinytmpl { struct Seq {}; }\n")
        self.write("models/digits.hpp", "#pragma once\nnamespace digits { using Model = tinytmpl::Seq; }\n")

    def complaints(self):
        return code_blocks.check(self.root, "g++", [self.root / "include", self.root / "models"])

    def test_files_given_and_quoted(self):
        self.write("README.md", "```cpp\n#include <tinytmpl/tinytmpl.hpp>\ntinytmpl::Seq net;\n```\n"
                                "```cpp\nSeq net;\ndigits::Model model;\n```\n```sh\nls\n```\n")
        self.write("examples/a/main.cpp", "int main() {\n  unknown();\n}\n")
        self.write("examples/a/README.md", "```cpp\nunknown();\n```\n")
        self.assertEqual(self.complaints(), ([], 3))

    def test_what_does_not_compile(self):
        self.write("docs/a.md", "\n```cpp\nSeq net;\nunknown();\n```\n")
        self.assert_complaints(self.complaints()[0], "docs/a.md:4:")


class Report(unittest.TestCase):
    def test_nothing_checked_is_a_failure(self):
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(project.report("x", [], 1), 0)
            self.assertEqual(project.report("x", [], 0), 1)
            self.assertEqual(project.report("x", [project.Complaint("a", 1, "b")], 1), 1)


if __name__ == "__main__":
    unittest.main()
