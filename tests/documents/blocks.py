# SPDX-License-Identifier: BSL-1.0
"""What a document shows: its fenced blocks, and the commands of those that a reader is to type."""

import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "house"))

from project import Complaint  # noqa: E402

COMMAND = re.compile(r"(sudo |\$ )?(apt-get|bash|bench/|build/|cmake|conan|ctest|git|ninja|pip|python|tests/|tools/)")
COMMENT = re.compile(r"(^|\s)#.*$")


class Block(NamedTuple):
    line: int  # of its first line
    kind: str  # what stands behind the fence
    lines: list


class Command(NamedTuple):
    line: int
    text: str  # as it stands there, lines that continue it included

    @property
    def bare(self):
        """Without comment, in one line."""
        return COMMENT.sub("", re.sub(r"\s*\\\n\s*", " ", self.text)).strip()


def documents(root):
    """All, but for those of builds."""
    found = [path.relative_to(root) for path in root.rglob("*.md")]
    return sorted(path for path in found if not path.parts[0].startswith(("build", ".")))


def blocks(text):
    found = None
    for number, line in enumerate(text.splitlines(), 1):
        if found is None and line.startswith("```"):
            found = Block(number + 1, line[3:].strip(), [])
        elif found is not None and line == "```":
            yield found
            found = None
        elif found is not None:
            found.lines.append(line)


def commands(block):
    """Of an `sh` block."""
    start, lines = 0, []
    for number, line in enumerate(block.lines, block.line):
        if not lines:
            start = number
        lines.append(line)
        if line.endswith("\\"):
            continue
        command = Command(start, "\n".join(lines))
        lines = []
        if command.bare:
            yield command


def unmarked(path, text):
    """Commands that no test would see, for nothing says that they are some."""
    for block in blocks(text):
        if not block.kind and block.lines and COMMAND.match(block.lines[0]):
            yield Complaint(path, block.line, "it looks like a command; mark the block as `sh`, and it is run")


def flat(lines):
    return "\n".join(line for line in (COMMENT.sub("", line).strip() for line in lines) if line)


def without_source(root, path, text):
    """Blocks of CMake that are not the lines of a project which a test builds."""
    projects = [*root.glob("tests/consume/*/CMakeLists.txt"), *root.glob("examples/*/CMakeLists.txt")]
    built = [f"\n{flat(project.read_text(encoding='utf-8').splitlines())}\n" for project in projects]
    for block in blocks(text):
        if block.kind == "cmake" and not any(f"\n{flat(block.lines)}\n" in project for project in built):
            yield Complaint(path, block.line, "no project of tests/consume or examples has these lines")


def unlike(path, block, output):
    """The lines of a block of output that did not come out. Numbers are compared in `text`, not in `text like`."""
    def plain(line):
        line = " ".join(re.sub(r"^\d+: ", "", line).split())  # as `ctest --verbose` begins each
        return re.sub(r"\d[\d,.]*", "#", line) if block.kind == "text like" else line
    printed = iter([plain(line) for line in output.splitlines()])
    for number, line in enumerate(block.lines, block.line):
        if plain(line) not in ("", "...") and plain(line) not in printed:  # goes on behind the line that it finds
            yield Complaint(path, number, f"this did not come out: {line.strip()}")
            return
