#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Builds the page "does it fit?" and uses it in Chromium as a person does; pictures stay in the work folder.

    run.py --work DIR [--page build/page/index.html]    with TINYTMPL_LONG=1, or of a page that is built
"""

import argparse
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SKIPPED = 77


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--page", type=Path, help="default: it is built")
    options = parser.parse_args()
    why = None
    if not options.page and not os.environ.get("TINYTMPL_LONG"):
        why = "Emscripten compiles all of the exporter; TINYTMPL_LONG=1 asks for it"
    for program, package in (("chromium", "chromium"), ("chromedriver", "chromium-driver")):
        if not shutil.which(program):
            why = f"there is no {program} (Debian's package: {package})"
    if why:
        print(f"skipped: {why}")
        return SKIPPED
    if not options.page:
        subprocess.run([ROOT / "tools" / "page"], check=True)
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    python = options.work / "venv" / "bin" / "python"
    venv.create(python.parents[1], with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "selenium==4.36.0"], check=True)
    page = options.page or ROOT / "build" / "page" / "index.html"
    environment = os.environ | {"WORK": str(options.work), "PAGE": str(page.resolve()), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([python, HERE / "test_page.py"], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
