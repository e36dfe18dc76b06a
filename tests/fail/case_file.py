# SPDX-License-Identifier: BSL-1.0
"""A case: a file that must not compile, what the compiler must say, and the same code without the mistake."""

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
KEYS = ("MISUSE", "MEANING", "EXPECT", "EXPECT-GCC", "EXPECT-CLANG", "EXPECT-CLANG-19", "LAYER", "FLAGS", "VERDICT")


@dataclass
class Case:
    """
    MISUSE          the mistake, in a few words
    MEANING         why it is one
    EXPECT          text that must stand in an `error:` or `note:` line; -GCC, -CLANG: of that compiler only
    LAYER           text that must stand in the type whose check failed: the layer, its position, both numbers
    FLAGS           of the compiler, with which only the code with the mistake is compiled
    VERDICT         of the cases that test the runner: what the runner must find wrong
    A comment that is indented further continues the line before it.
    """

    path: Path
    keys: dict = field(default_factory=dict)
    code: list = field(default_factory=list)

    @property
    def name(self):
        return self.path.relative_to(FOLDER).with_suffix("").as_posix()

    def all(self, key):
        return self.keys.get(key, [])

    def text(self, key):
        return " ".join(self.all(key))

    def expected(self, compiler):
        version = f"-{compiler.version}"
        wanted = {"EXPECT", f"EXPECT-{compiler.family}", f"EXPECT-{compiler.family}{version}"}
        return [text for key in KEYS if key in wanted for text in self.all(key)]

    def flags(self, fixed=False):
        return ["-DFIXED"] if fixed else self.text("FLAGS").split()

    @property
    def is_about_language(self):
        """Then the first header says it: there is no line of the user's code."""
        return any(flag.startswith("-std=") for flag in self.flags())

    def branch(self, fixed):
        """The lines of one branch of `#ifdef FIXED`."""
        begin, middle, end = (self.code.index(line) for line in ("#ifdef FIXED", "#else", "#endif"))
        return self.code[begin + 1:middle] if fixed else self.code[middle + 1:end]

    def broken(self):
        """The code with the mistake, as a user would write it."""
        begin, end = self.code.index("#ifdef FIXED"), self.code.index("#endif")
        return self.code[:begin] + self.branch(fixed=False) + self.code[end + 1:]


def read(path):
    case = Case(path)
    last = None
    for line in path.read_text(encoding="ascii").splitlines():
        match = re.fullmatch(r"// ([A-Z0-9-]+): (.+)", line)
        if match and match[1] in KEYS:
            last = case.keys.setdefault(match[1], [])
            last.append(match[2])
        elif last and (more := re.fullmatch(r"//  +(\S.*)", line)):
            last[-1] += " " + more[1]
        elif not line.startswith("// SPDX"):
            last = None
            case.code.append(line)
    return case


def read_all():
    """All cases; those that test the runner come first."""
    cases = [read(path) for path in sorted(FOLDER.glob("*/*.cpp"))]
    return sorted(cases, key=lambda case: (not case.all("VERDICT"), case.name))


def mistakes(case):
    """What is wrong with the file itself."""
    found = []
    for key in ("MISUSE", "MEANING"):
        if len(case.all(key)) != 1:
            found.append(f"it needs one {key} line")
    if not any(key.startswith("EXPECT") for key in case.keys):
        found.append("it expects nothing")
    for line in ("#ifdef FIXED", "#else", "#endif"):
        if case.code.count(line) != 1:
            found.append(f"it needs one line {line}")
    return found
