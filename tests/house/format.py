#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""C++ files are as clang-format 19 leaves them, but for tests/fail: docs/errors.md prints that, a layer a line.

    format.py            checks
    format.py --write    formats
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys

import project
from project import Complaint

PROGRAM = shutil.which("clang-format-19")
BY_HAND = ("tests/fail/",)
COMPLAINT = re.compile(r"^(.+?):(\d+):\d+: error: ")


def files(root):
    return [path for path in project.code_files(root)
            if path.suffix in {".cpp", ".hpp"} and not path.as_posix().startswith(BY_HAND)
            and not project.is_generated(project.lines_of(root, path))]


def format_all(root, *options):
    command = [PROGRAM, *options, *map(str, files(root))]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def check(root):
    output = format_all(root, "--dry-run", "-Werror").stderr
    first = {}
    for match in filter(None, map(COMPLAINT.match, output.splitlines())):
        first.setdefault(match[1], Complaint(pathlib.Path(match[1]), int(match[2]), "tests/house/format.py --write"))
    return list(first.values()), len(files(root))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=project.ROOT, help="of the project")
    parser.add_argument("--write", action="store_true", help="the files, formatted")
    options = parser.parse_args()
    if not PROGRAM:
        sys.exit("there is no clang-format-19")
    if options.write:
        format_all(options.root, "-i")
    sys.exit(project.report("format", *check(options.root)))


if __name__ == "__main__":
    main()
