#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""No name in the headers is a macro of the platforms' headers: Arduino.h, lwIP, CMSIS and others define common words.

    macros.py             checks the library's headers
    macros.py FILE...     checks other headers: those that the exporter writes
"""

import pathlib
import re
import sys

import project
from project import Complaint

LIST = pathlib.Path(__file__).with_name("macros.txt")
NO_TOKENS = re.compile(r'R"\((?:.|\n)*?\)"|//[^\n]*|/\*(?:.|\n)*?\*/|"(?:\\.|[^"\\\n])*"|'
                       r"^[ \t]*#[ \t]*(?:include|if|elif|else|endif|undef|error)\b[^\n]*", re.M)
PUSHED = re.compile(r'#pragma push_macro\("(\w+)"\)')
WORD = re.compile(r"(?<![\w'])([A-Za-z_]\w*)(\s*\()?")
CAPITALS = re.compile(r"[A-Z][A-Z0-9_]+")
OWN = "TINYTMPL_"
OF_THE_FIELD = {"LSTM", "GRU", "SVDF"}  # as Keras and TFLite spell them


def listed():
    """name -> is it a macro with arguments only"""
    lines = [line for line in LIST.read_text(encoding="ascii").splitlines() if not line.startswith("#")]
    macros = {}
    for name in " ".join(lines).split():
        bare = name.removesuffix("()")
        macros[bare] = name.endswith("()") and macros.get(bare, True)
    return macros


def blank(match):
    """As many lines, without a token."""
    return '""' + "\n" * match[0].count("\n")


def pushed(text):
    """name -> the lines on which it is no macro: from its push_macro to its pop_macro."""
    lines = text.splitlines()
    return {name: range(lines.index(f'#pragma push_macro("{name}")'), lines.index(f'#pragma pop_macro("{name}")'))
            for name in PUSHED.findall(text)}


def check_text(path, text, macros):
    free = pushed(text)
    for number, line in enumerate(NO_TOKENS.sub(blank, text).splitlines()):
        if line.lstrip().startswith("#pragma"):
            continue
        for name, bracket in WORD.findall(line):
            if CAPITALS.fullmatch(name) and not name.startswith(OWN) and name not in OF_THE_FIELD:
                yield Complaint(path, number + 1, f"{name} looks like somebody's macro")
            elif name in macros and (bracket or not macros[name]) and number not in free.get(name, ()):
                yield Complaint(path, number + 1, f"{name} is a macro of a platform's headers (tests/house/macros.txt)")


def check(root):
    macros, complaints = listed(), []
    headers = project.headers(root)
    for header in headers:
        path = project.header_path(header)
        complaints += check_text(path, (root / path).read_text(encoding="ascii"), macros)
    return complaints, len(headers)


if __name__ == "__main__":
    files = [pathlib.Path(name) for name in sys.argv[1:] if not name.startswith("-")]
    if not files:
        project.main("macros", check, __doc__)
    found = [complaint for path in files for complaint in check_text(path, path.read_text("utf-8"), listed())]
    sys.exit(project.report("macros", found, len(files)))
