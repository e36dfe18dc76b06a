#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The tests of documents find what they are there to find."""

import tempfile
import unittest
from pathlib import Path

import blocks
import elsewhere
import run

FENCE = "```"


def document(*parts):
    """Blocks, each a kind and its lines."""
    return "\n".join(f"{FENCE}{kind}\n{text}\n{FENCE}\n" for kind, text in parts)


def commands_of(text):
    return [command for block in blocks.blocks(text) for command in blocks.commands(block)]


class Blocks(unittest.TestCase):
    def test_commands_are_joined_and_comments_are_none(self):
        found = commands_of(document(("sh", "# a\ncmake -S . \\\n  -B build    # b\n\nctest")))
        self.assertEqual([(one.line, one.bare) for one in found], [(3, "cmake -S . -B build"), (6, "ctest")])

    def test_a_command_that_is_not_marked_is_found(self):
        for command in ("cmake -S . -B build", "tools/demo", "pip install x", "build/app 1"):
            self.assertEqual(len(list(blocks.unmarked(Path("a.md"), document(("", command))))), 1, command)
        self.assertEqual(list(blocks.unmarked(Path("a.md"), document(("", "frame 3: 2"), ("text", "cmake")))), [])

    def test_output_is_compared_in_order(self):
        def unlike(kind, shown, printed):
            (block,) = blocks.blocks(document((kind, shown)))
            return [complaint.line for complaint in blocks.unlike(Path("a.md"), block, printed)]
        self.assertEqual(unlike("text", "b  1\n...\nc", "a\nb 1 \nx\nc\n"), [])
        self.assertEqual(unlike("text", "c\nb 1", "b 1\nc\n"), [3])
        self.assertEqual(unlike("text", "b 1", "b 2\n"), [2])
        self.assertEqual(unlike("text like", "b 1,200", "b 2\n"), [])

    def test_cmake_is_a_projects(self):
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder, "tests/consume/one/CMakeLists.txt")
            project.parent.mkdir(parents=True)
            project.write_text("project(one)\n\nfind_package(x)  # why\nadd_executable(app)\n")
            text = document(("cmake", "find_package(x)\nadd_executable(app)  # other"), ("cmake", "find_package(y)"))
            found = blocks.without_source(Path(folder), Path("a.md"), text)
            self.assertEqual([complaint.line for complaint in found], [7])


class Commands(unittest.TestCase):
    def run_all(self, *lines):
        with tempfile.TemporaryDirectory() as folder:
            return run.run_all(commands_of(document(("sh", "\n".join(lines)))), Path(folder), Path(folder, "home"))

    def test_they_share_a_shell(self):
        self.assertEqual(self.run_all("mkdir a && cd a", "b=$(basename $PWD)", "echo $b"), (["\n", "\n", "a\n"], True))

    def test_the_first_that_fails_is_the_last(self):
        for broken in ("false && true", "false | true", "no-such-program", "exit 3"):
            outputs, good = self.run_all("echo a", broken, "echo b")
            self.assertEqual((len(outputs), good), (2, False), broken)


class ListOfOthers(unittest.TestCase):
    def test_what_is_unknown_is_run(self):
        self.assertIsNone(elsewhere.entry_of("cmake -S . -B build"))

    def test_a_test_that_is_not_there_is_missed(self):
        entry = elsewhere.entry_of("tests/firmware/run.py --target cortex-m4 --compiler gcc --model digits")
        self.assertIsNone(elsewhere.broken(entry, blocks.ROOT, ["firmware.cortex-m4.gcc"]))
        self.assertIn("firmware.cortex-m4.gcc", elsewhere.broken(entry, blocks.ROOT, ["firmware.cortex-m0.gcc"]))

    def test_a_preset_that_is_not_run_is_missed(self):
        self.assertIsNone(elsewhere.broken(elsewhere.entry_of("cmake --workflow --preset sanitize"), blocks.ROOT, []))
        self.assertIn("none", elsewhere.broken(elsewhere.entry_of("cmake --workflow --preset none"), blocks.ROOT, []))

    def test_a_document_needs_a_test(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "new.md").write_text(document(("sh", "echo a")))
            self.assertEqual(len(list(run.incomplete(Path(folder), []))), 1)
            self.assertEqual(list(run.incomplete(Path(folder), ["documents.new.md"])), [])


if __name__ == "__main__":
    unittest.main()
