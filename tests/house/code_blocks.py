#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Each ```cpp block of README.md, CONTRIBUTING.md, docs/ and examples/ is code that compiles: it quotes a file that
stands beside the document, line for line, or it compiles as a file of its own, with warnings as errors.

It may include <tinytmpl/tinytmpl.hpp> and the headers of the examples' models, as "digits.hpp". A block that includes
nothing is given the library, `using namespace tinytmpl;` and the models that it names, as `digits::`.
"""

import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys

import project
from project import Complaint

OPEN, CLOSE = "```cpp", "```"
FLAGS = ("-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-x", "c++", "-")
GIVEN = "#include <tinytmpl/tinytmpl.hpp>\nusing namespace tinytmpl;\n"
MODEL = re.compile(r"\b(\w+)::")


def documents(root):
    found = [root / "README.md", root / "CONTRIBUTING.md", *root.glob("docs/**/*.md"), *root.glob("examples/*/*.md")]
    return sorted(path.relative_to(root) for path in found if path.exists())


def blocks(root, path):
    """(line of the first line, text) of each block."""
    start, lines = None, []
    for number, line in enumerate(project.lines_of(root, path), 1):
        if start is None and line.strip() == OPEN:
            start, lines = number + 1, []
        elif start is not None and line.strip() == CLOSE:
            yield start, "\n".join(lines) + "\n"
            start = None
        elif start is not None:
            lines.append(line)


def is_quote(root, path, text):
    """Whether a file beside the document has these lines, indented in any way."""
    def flat(content):
        return "\n".join(line.strip() for line in content.splitlines())
    files = [file for suffix in ("*.cpp", "*.hpp") for file in (root / path).parent.glob(suffix)]
    return any(f"\n{flat(text)}\n" in f"\n{flat(file.read_text(encoding='utf-8'))}\n" for file in files)


def source(path, line, text, include):
    given = ""
    if "#include" not in text:
        models = sorted(name for name in set(MODEL.findall(text))
                        if any((folder / f"{name}.hpp").exists() for folder in include))
        given = GIVEN + "".join(f'#include "{name}.hpp"\n' for name in models)
    return f'{given}#line {line} "{path}"\n{text}'


def complaint_about(root, compiler, include, path, line, text):
    """The compiler's first error, or nothing."""
    if is_quote(root, path, text):
        return None
    command = [compiler, *(f"-I{folder}" for folder in include), *FLAGS]
    result = subprocess.run(command, input=source(path, line, text, include), cwd=root, capture_output=True, text=True,
                            check=False)
    if result.returncode == 0:
        return None
    errors = [message for message in result.stderr.splitlines() if "error:" in message]
    return Complaint(path, line, (errors or [result.stderr])[0])


def check(root, compiler, include):
    found = [(path, *block) for path in documents(root) for block in blocks(root, path)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda block: complaint_about(root, compiler, include, *block), found)
        return [complaint for complaint in results if complaint], len(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=project.ROOT, help="of the project")
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("-I", dest="include", action="append", type=pathlib.Path, default=[],
                        help="folder of generated headers")
    options = parser.parse_args()
    include = [options.root / "include", *options.include]
    sys.exit(project.report("code blocks", *check(options.root, options.compiler, include)))


if __name__ == "__main__":
    main()
