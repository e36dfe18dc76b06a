#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What each file keeps to: size, licence line, width; in headers plain ASCII, few macros, no hosted header."""

import re

import project
from project import Complaint

LONGEST_FILE = 300
WIDEST_LINE = 120
FORMATTED = {".cpp", ".hpp"}  # by clang-format, which knows where a line breaks
LICENCE = re.compile(r"^(//|#|--) SPDX-License-Identifier: ")
CONDITIONAL = re.compile(r"^\s*#\s*(if|ifdef|ifndef|elif|else)\b")
MAY_BE_CONDITIONAL = re.compile(
    r"^include/tinytmpl/(kernels/run|kernels/\w+/(core|instructions)|core/(parameters|language))\.hpp$")
MACRO = re.compile(r"^\s*#\s*define\s+(\w+)")
MACROS = {"TINYTMPL_CONSTANT"} | {"TINYTMPL_VERSION" + part for part in ("", "_MAJOR", "_MINOR", "_PATCH")}
STANDARD = re.compile(r"^\s*#\s*include\s*<(\w+(?:\.h)?)>")
FREESTANDING = {"array", "bit", "concepts", "cstddef", "cstdint", "limits", "span", "type_traits", "utility"}
CASE = re.compile(r"^\s*case ([\w:]+):(?!:)")
DEFAULT = re.compile(r"^\s*default:")
ENUMERATOR = re.compile(r"^\w+::[\w:]+$")
HAS_ENUMS = re.compile(r"^(include/tinytmpl/|tools/export_weights/)")
INTRINSICS = {"arm_acle.h", "arm_mve.h", "riscv_vector.h"}


def check_file(path, text):
    lines = text.splitlines()
    if project.is_generated(lines):
        return
    if len(lines) > LONGEST_FILE:
        yield 1, f"{len(lines)} lines; at most {LONGEST_FILE}: split it by what it is about"
    if not any(LICENCE.match(line) for line in lines[:2]):
        yield 1, "its first line, or the one behind #!, is the licence's: SPDX-License-Identifier: BSL-1.0"
    for number, line in enumerate(lines, 1):
        if len(line) > WIDEST_LINE and path.suffix not in FORMATTED:
            yield number, f"{len(line)} columns; at most {WIDEST_LINE}"


def check_header(path, text):
    lines = text.splitlines()
    if "#pragma once" not in lines:
        yield 1, "it has no #pragma once"
    for number, line in enumerate(lines, 1):
        if not line.isascii():
            yield number, "not plain ASCII"
        if CONDITIONAL.match(line) and not MAY_BE_CONDITIONAL.match(path.as_posix()):
            yield number, "no #if here: types select, or one line in kernels/run.hpp or a core.hpp"
        if (macro := MACRO.match(line)) and macro[1] not in MACROS and f"#undef {macro[1]}" not in lines:
            yield number, f"no macro {macro[1]} that is left: the library's are {', '.join(sorted(MACROS))}"
        if (header := STANDARD.match(line)) and header[1] not in FREESTANDING | INTRINSICS:
            yield number, f"<{header[1]}> is not among the headers that every bare-metal C++ library has"


def check_switches(text):
    """A switch over an enumeration names each enumerator, so that the compiler finds where a new one is missing."""
    case = ""
    for number, line in enumerate(text.splitlines(), 1):
        if found := CASE.match(line):
            case = found[1]
        if DEFAULT.match(line) and ENUMERATOR.match(case):
            yield number, f"no default beside {case}: name each enumerator"


def check(root):
    complaints, files = [], project.code_files(root)
    for path in files:
        text = (root / path).read_text(encoding="utf-8")
        complaints += [Complaint(path, *found) for found in check_file(path, text)]
        if HAS_ENUMS.match(path.as_posix()):
            complaints += [Complaint(path, *found) for found in check_switches(text)]
        if path.parts[0] == "include":
            complaints += [Complaint(path, *found) for found in check_header(path, text)]
    return complaints, len(files)


if __name__ == "__main__":
    project.main("text", check, __doc__)
