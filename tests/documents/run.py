#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs the commands of a document as they stand there, one after the other in a shell, in a fresh copy of the project.

    run.py README.md --work DIR      what is printed must be what the document shows; DIR is emptied before
    run.py --complete --build DIR    of all documents: each command is run by these tests, or by one of that build
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import clone
import elsewhere
from blocks import ROOT, Complaint, blocks, commands, documents, unlike, unmarked, without_source

MARK = "\x1e"  # printed before the number of each command
SKIPPED = 77


def run_all(wanted, folder, home):
    """What each command printed, up to the first that failed, and whether none did."""
    lines = ["set -o pipefail"]
    for number, command in enumerate(wanted):
        lines += [f"printf '\\n{MARK}{number}\\n'", "{ " + command.text, "} </dev/null || exit 1"]
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    environment.setdefault("PIP_CACHE_DIR", str(Path.home() / ".cache" / "pip"))
    outputs = []
    with subprocess.Popen(["bash", "-c", "\n".join(lines)], cwd=folder, env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace") as process:
        for line in process.stdout:
            if line.startswith(MARK):
                print(f"$ {wanted[len(outputs)].text}", flush=True)
                outputs.append("")
            else:
                print(line, end="", flush=True)
                outputs[-1:] = [outputs[-1] + line] if outputs else []
    return outputs, process.returncode == 0


def shown(text):
    """Blocks of commands that are run here, each with the block of output behind it, or None."""
    command_block = None
    for block in blocks(text):
        if block.kind == "sh":
            command_block = [command for command in commands(block) if not elsewhere.entry_of(command.bare)]
            yield command_block, None
        elif block.kind.startswith("text") and command_block:
            yield command_block, block
            command_block = None


def check(path, work):
    shutil.rmtree(work, ignore_errors=True)
    clone.copy(work / "clone")
    parts = list(shown((ROOT / path).read_text(encoding="utf-8")))
    wanted = [command for block, output in parts if output is None for command in block]
    outputs, good = run_all(wanted, work / "clone", work / "home")
    if not good:
        return [Complaint(path, wanted[len(outputs) - 1].line, "this failed; a reader types it as it stands")]
    printed = dict(zip(wanted, outputs))
    return [complaint for block, output in parts if output
            for complaint in unlike(path, output, "".join(printed[command] for command in block))]


def names_of_tests(build):
    listed = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], check=True, capture_output=True,
                            text=True).stdout
    return [test["name"] for test in json.loads(listed)["tests"]]


def incomplete(root, tests):
    """Commands of all documents that nobody would run."""
    for path in documents(root):
        text = (root / path).read_text(encoding="utf-8")
        yield from unmarked(path, text)
        yield from without_source(root, path, text)
        found = [command for block in blocks(text) if block.kind == "sh" for command in commands(block)]
        for command in found:
            entry = elsewhere.entry_of(command.bare)
            if entry and (why := elsewhere.broken(entry, root, tests)):
                yield Complaint(path, command.line, why)
        if any(not elsewhere.entry_of(command.bare) for command in found) and f"documents.{path}" not in tests:
            yield Complaint(path, 1, "it has commands, and no test; configure the build anew")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document", nargs="?", help="path from the root")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--complete", action="store_true")
    parser.add_argument("--build", type=Path)
    parser.add_argument("--list", action="store_true", help="print the documents with commands that are run here")
    options = parser.parse_args()
    if options.list:
        print(*(path for path in documents(ROOT)
                if any(block for block, _ in shown((ROOT / path).read_text(encoding="utf-8")))), sep="\n")
        return 0
    if options.complete:
        complaints = list(incomplete(ROOT, names_of_tests(options.build)))
    else:
        missing = [name for name in elsewhere.NEEDS.get(options.document, ()) if not shutil.which(name)]
        if missing:
            print(f"skipped: there is no {missing[0]}")
            return SKIPPED
        complaints = check(Path(options.document), options.work)
    print(*complaints, sep="\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
