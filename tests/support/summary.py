#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Sums up the runs of ctest, from its JUnit files: each failure with its output and the command that repeats it."""

import argparse
import pathlib
import re
import shlex
import sys
import xml.etree.ElementTree as ElementTree

LONGEST_OUTPUT = 60


def describe(preset, case):
    name = case.get("name")
    output = (case.findtext("system-out") or "").strip().splitlines()
    repeat = f"ctest --preset {preset} -R {shlex.quote('^' + re.escape(name) + '$')}"
    return "\n".join([f"--- {preset}: {name}", *output[-LONGEST_OUTPUT:], f"to repeat: {repeat}", ""])


def verdict(case):
    status = case.get("status")
    if status == "notrun":  # a test that asks to be skipped, or one whose program is missing
        return "skipped" if case.find("skipped").get("message", "").startswith("SKIP_") else "failed"
    return {"run": "passed", "disabled": "skipped"}.get(status, "failed")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--broken-steps", type=int, default=0, help="what failed before any test ran")
    parser.add_argument("files", type=pathlib.Path, nargs="*", help="build/PRESET/tests.xml")
    options = parser.parse_args()
    passed, failed, skipped = 0, options.broken_steps, []
    for path in options.files:
        preset = path.parent.name
        counts = {"passed": 0, "failed": 0, "skipped": 0}
        for case in ElementTree.parse(path).iter("testcase"):
            kind = verdict(case)
            counts[kind] += 1
            if kind == "failed":
                print(describe(preset, case))
            elif kind == "skipped":
                skipped.append(f"{preset}: {case.get('name')}")
        print(f"{preset}: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
        passed, failed = passed + counts["passed"], failed + counts["failed"]
    for name in skipped:
        print(f"skipped: {name}")
    print(f"{passed} passed, {failed} failed" + (f", {len(skipped)} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
