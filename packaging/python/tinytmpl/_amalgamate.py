# SPDX-License-Identifier: BSL-1.0
"""Makes one header of all: for a project without a build system, or for a compiler on a web page, where a model's
header and the program may stand behind it in the same file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

Condition = tuple[int, int]  # of an #if, and of its branch
UMBRELLA = "tinytmpl/tinytmpl.hpp"
OURS = re.compile(r"^\s*#\s*include <(tinytmpl/[^>]+)>")
STANDARD = re.compile(r"^#include <[^>/]+>$")
OPENS, TURNS, CLOSES = (re.compile(rf"^\s*#\s*{word}") for word in ("if", "el(if|se)", "endif"))
GUARD = "TINYTMPL_SINGLE_HEADER"
LEFT_OUT = ("// SPDX-License-Identifier:", "#pragma once")


def excludes(some: Sequence[Condition], others: Sequence[Condition]) -> bool:
    """Can the two conditions never hold together: does an #if lead to different branches?"""
    first = next((pair for pair in zip(some, others) if pair[0] != pair[1]), None)
    return first is not None and first[0][0] == first[1][0]


class Amalgamation:
    def __init__(self, include: Path) -> None:
        self.include = include
        self.lines: list[str] = []
        self.standard: set[str] = set()  # standard headers that are included whatever the conditions
        self.where: dict[str, list[list[Condition]]] = {}  # header -> the conditions under which it was put in
        self.conditions: list[Condition] = []  # of the open #ifs
        self.opened = 0

    def add(self, header: str) -> None:
        """Puts in a header where it is not there yet: once more in each branch that wants it."""
        known = self.where.setdefault(header, [])
        if any(self.conditions[:len(conditions)] == conditions for conditions in known):
            return
        if not all(excludes(conditions, self.conditions) for conditions in known):
            raise SystemExit(f"{header} is included under an #if, and wanted outside of it")
        known.append(list(self.conditions))
        text = (self.include / header).read_text(encoding="ascii")
        self.lines += ["", f"// {header}"]
        for line in text.strip().splitlines():
            if not line.startswith(LEFT_OUT):
                self.add_line(line)

    def add_line(self, line: str) -> None:
        if ours := OURS.match(line):
            self.add(ours[1])
            return
        if OPENS.match(line):
            self.conditions.append((self.opened, 0))
            self.opened += 1
        elif TURNS.match(line):
            number, branch = self.conditions.pop()
            self.conditions.append((number, branch + 1))
        elif CLOSES.match(line):
            self.conditions.pop()
        if not self.conditions and STANDARD.match(line):
            if line in self.standard:
                return
            self.standard.add(line)
        self.lines.append(line)

    def text(self) -> str:
        first = ["// SPDX-License-Identifier: BSL-1.0",
                 f"// tinytmpl {version(self.include)}, all headers in one. Made by tools/amalgamate.",
                 f"#ifndef {GUARD}  // where it stands in front of a program, in one file, there is nothing to be once",
                 f"#define {GUARD}"]
        return re.sub(r"\n{3,}", "\n\n", "\n".join([*first, *self.lines, "", f"#endif  // {GUARD}", ""]))


def version(include: Path) -> str:
    found = re.search(r'#define TINYTMPL_VERSION "(.+)"', (include / "tinytmpl/version.hpp").read_text("ascii"))
    assert found
    return found[1]


def single_header(include: Path) -> str:
    """All headers of the folder `include` in one."""
    amalgamation = Amalgamation(include)
    amalgamation.add(UMBRELLA)
    return amalgamation.text()
