#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs a linter over files that a build compiled, as it compiled them.

    run.py clang-tidy --build DIR tests/lint/model.cpp     --build: has compile_commands.json
    run.py cppcheck --build DIR tools/export_weights/      all files below a folder, but for tests
"""

import argparse
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = {
    # What GCC compiled may have flags that Clang does not know.
    "clang-tidy": ["clang-tidy-14", "--quiet", "--extra-arg=-Wno-unknown-warning-option"],
    "cppcheck": ["cppcheck", "--quiet", "--enable=warning,performance,portability", "--std=c++20", "--error-exitcode=1",
                 # Cppcheck 2.10 gives up on some C++20, does not know `if` with an initializer, and takes
                 # std::uint64_t{x} for 32 bits.
                 "--suppress=cppcheckError", "--suppress=internalAstError", "--suppress=syntaxError",
                 "--suppress=missingReturn", "--suppress=shiftTooManyBits"],
}


def entries(build, wanted):
    """What the build compiled of the files that are wanted."""
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = pathlib.Path(entry["file"])
        if not path.is_relative_to(ROOT):
            continue
        name = path.relative_to(ROOT).as_posix()
        if any(name == one or (name.startswith(one) and "/tests/" not in name) for one in wanted):
            yield path, entry["command"]


def command(linter, build, path, compiled):
    if linter == "clang-tidy":
        return [*PROGRAMS[linter], "-p", str(build), str(path)]
    options = re.findall(r"-(?:[ID]\S+|isystem \S+)", compiled)
    return [*PROGRAMS[linter], *(option.replace("isystem ", "I") for option in options), str(path)]


def lint(line):
    result = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    return result.returncode, result.stdout + (result.stderr if "cppcheck" in line[0] or not result.stdout else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("linter", choices=PROGRAMS)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    lines = [command(options.linter, options.build, *entry) for entry in entries(options.build, options.files)]
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for line, (code, text) in zip(lines, pool.map(lint, lines)):
            if code != 0:
                failures += 1
                print(f"$ {' '.join(line)}\n{text}")
    print(f"{options.linter}: {len(lines)} files, {failures} with findings")
    return 1 if failures or not lines else 0


if __name__ == "__main__":
    sys.exit(main())
