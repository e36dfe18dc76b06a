#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Each sentence of a static_assert in include/ is expected by a case in tests/fail/."""

import bisect
import re

import project
from project import Complaint

PREFIX = "tinytmpl: "
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
EXPECT = re.compile(r"^// EXPECT[A-Z0-9-]*: (.+)$")
MORE = re.compile(r"^//  +(\S.*)$")


def arguments_of(text, start):
    """The text between the parentheses that open at `start`."""
    depth, at, quoted = 0, start, False
    while True:
        character = text[at]
        if quoted:
            at += character == "\\"
            quoted = character != '"'
        elif character == '"':
            quoted = True
        elif character in "()":
            depth += 1 if character == "(" else -1
            if depth == 0:
                return text[start + 1:at]
        at += 1


def sentences(root):
    """(header, line, sentence) of each static_assert that has one; adjacent strings are joined."""
    for header in project.headers(root):
        path = project.header_path(header)
        text = (root / path).read_text(encoding="utf-8")
        starts = [match.end() for match in re.finditer("\n", text)]
        for match in re.finditer(r"\bstatic_assert\s*\(", text):
            message = re.search(r",\s*((?:\"(?:[^\"\\\n]|\\.)*\"\s*)+)$", arguments_of(text, match.end() - 1))
            if message:
                yield path, bisect.bisect(starts, match.start()) + 1, "".join(STRING.findall(message[1]))


def expectations(root):
    """All texts that the cases expect; a comment that is indented further continues the one before."""
    texts = []
    for path in sorted((root / "tests" / "fail").rglob("*.cpp")):
        open_text = False
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := EXPECT.match(line):
                texts.append(match[1])
            elif open_text and (match := MORE.match(line)):
                texts[-1] += " " + match[1]
            open_text = bool(match)
    return texts


def check(root):
    complaints, checked = [], 0
    expected = expectations(root)
    for path, line, sentence in sentences(root):
        checked += 1
        if not sentence.startswith(PREFIX):
            complaints.append(Complaint(path, line, f"a sentence begins with '{PREFIX}': {sentence}"))
        elif not any(sentence.removeprefix(PREFIX) in text for text in expected):
            complaints.append(Complaint(path, line, f"no case in tests/fail expects: {sentence}"))
    return complaints, checked


if __name__ == "__main__":
    project.main("sentences", check, __doc__)
