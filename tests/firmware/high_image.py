#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The stack does not grow with the height of an image, whatever reads it whole: what docs/porting.md says."""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from targets import HERE, PROJECT, TARGETS, compile_command, missing_tool

SKIPPED = 77
MOST = 256  # bytes


def frame(target, rows):
    """Bytes of the largest frame of an inference of a Dense behind so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "program.o")
        subprocess.run([*compile_command(target, "gcc"), "-O2", "-fstack-usage", f"-DROWS={rows}", "-I",
                        PROJECT / "include", "-c", HERE / "high_image.cpp", "-o", program], check=True)
        return max(int(size) for size in re.findall(r"\t(\d+)\tstatic", program.with_suffix(".su").read_text()))


def main():
    target = next(target for target in TARGETS if target.name == "cortex-m4")
    if tool := missing_tool(target, "gcc"):
        print(f"skipped, there is no {tool}")
        return SKIPPED
    failed = 0
    for rows in (10, 100, 1000):
        found = frame(target, rows)
        print(f"{rows} rows: {found} bytes, at most {MOST}")
        failed += not 0 < found <= MOST
    print(f"{3 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
