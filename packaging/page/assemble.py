#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Joins the page's parts, the exporter, and the library as one header to one HTML file."""

import argparse
import base64
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def embedded(name, text):
    """A script element that is no script of the page's."""
    return f'<script type="text/plain" id="{name}">{text}</script>\n'


def packed(content):
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def sketch():
    """The files of an Arduino sketch, with marks for what the model says: as _routes.py has them."""
    folder = ROOT / "packaging" / "arduino" / "project"
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    files["decision.hpp"] = ROOT / "packaging" / "common" / "decision.hpp.in"
    texts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    return json.dumps({name: re.sub("^// SPDX-.*\n", "", text) for name, text in texts.items()})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exporter", type=Path, required=True, help="exporter.js, with exporter.wasm beside it")
    parser.add_argument("-o", "--output", type=Path, required=True, help="index.html")
    arguments = parser.parse_args()

    def text(name):
        return (HERE / name).read_text(encoding="utf-8")

    worker = arguments.exporter.read_text(encoding="utf-8") + text("worker.js")
    script = text("zip.js") + text("projects.js") + text("page.js")
    for part in (worker, script):
        if "</script" in part:
            raise SystemExit("a script would end where it says </script")
    library = subprocess.run([sys.executable, ROOT / "tools/amalgamate", "-o", "/dev/stdout"], check=True,
                             capture_output=True).stdout
    digits = (ROOT / "examples/digits/digits.tflite").read_bytes()
    wasm = arguments.exporter.with_suffix(".wasm").read_bytes()
    data = (embedded("worker", worker) + embedded("wasm", packed(wasm)) + embedded("library", packed(library))
            + embedded("sketch", sketch()) + embedded("digits", base64.b64encode(digits).decode()))
    page = text("page.html")
    for mark, content in (("@STYLE@", text("style.css")), ("@SCRIPT@", script), ("@DATA@", data)):
        before, after = page.split(mark)
        page = before + content + after
    arguments.output.write_text(page, encoding="utf-8")
    print(f"{arguments.output}: {arguments.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
