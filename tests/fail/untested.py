#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Fails if a sentence of a static_assert or #error in include/ is not expected by a case, or a Rule has no sentence."""

import re
import sys

import case_file
import compilation

PREFIX = "tinytmpl: "
SAID_ELSEWHERE = {"none", "valid_shape"}  # by nobody; by Shape


def code_of(path):
    return re.sub(r"//.*", "", path.read_text(encoding="utf-8"))


def assertion(text, begin):
    """The arguments of the static_assert whose brackets open at `begin`."""
    depth = 0
    for end in range(begin, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if depth == 0:
            return text[begin:end]
    return text[begin:]


def sentences():
    """(file, sentence) of each static_assert that says something, and of each #error."""
    found = []
    for path in sorted(compilation.INCLUDE.rglob("*.hpp")):
        text = code_of(path)
        for match in re.finditer(r"\bstatic_assert\(", text):
            message = "".join(re.findall(r'"([^"]*)"', assertion(text, match.end() - 1)))
            if message:
                found.append((path.relative_to(compilation.INCLUDE).as_posix(), message))
        for message in re.findall(r'^#error "(.*)"', text, re.M):
            found.append((path.relative_to(compilation.INCLUDE).as_posix(), message))
    return found


def rules_without_sentence():
    rules = re.search(r"enum class Rule \{(.*?)\};", code_of(compilation.INCLUDE / "tinytmpl/core/fault.hpp"), re.S)
    named = set(re.findall(r"Check<Rule::(\w+)", "".join(
        code_of(path) for path in (compilation.INCLUDE / "tinytmpl/graph").glob("check*.hpp"))))
    return [rule for rule in re.findall(r"\w+", rules[1]) if rule not in named | SAID_ELSEWHERE]


def main():
    cases = [case for case in case_file.read_all() if not case.all("VERDICT")]
    expected = {text for case in cases for key in case.keys if key.startswith("EXPECT") for text in case.all(key)}
    problems = []
    found = sentences()
    for file, message in found:
        if not message.startswith(PREFIX):
            problems.append(f'{file}: a sentence begins with "{PREFIX}": {message}')
        elif message.removeprefix(PREFIX) not in expected:
            problems.append(f"{file}: no case in tests/fail expects: {message.removeprefix(PREFIX)}")
    for rule in rules_without_sentence():
        problems.append(f"core/fault.hpp: Rule::{rule} has no sentence in graph/check.hpp")
    print("\n".join([*problems, f"{len(found)} sentences, {len(problems)} problems"]))
    sys.exit(1 if problems or not found else 0)


if __name__ == "__main__":
    main()
