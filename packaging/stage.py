#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Makes archives of the library for other people's build systems, each with an example that has a model in it.

    stage.py --exporter build/gcc/tools/export_weights/tinytmpl-export -o build/archives
    stage.py arduino zephyr --folders --exporter ... -o ...     of some; as folders, which are not packed
"""

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE / "python" / "tinytmpl"))

import _routes as routes  # noqa: E402  the package's own, which is not built here

EXAMPLE = ROOT / "examples" / "digits" / "digits.tflite"
SKETCHES = ("mask",)  # examples with a sketch of their own, NAME.ino
# Where each build system looks for examples.
EXAMPLES = {"arduino": "examples/digits", "platformio": "examples/digits", "esp-idf": "examples/digits",
            "zephyr": "samples/digits", "pico": "examples/digits"}


def exported(exporter, model):
    """An example's model, with its golden vectors."""
    golden = [model.with_name(f"golden_{what}.bin") for what in ("inputs", "outputs")]
    with tempfile.TemporaryDirectory() as folder:
        header = Path(folder) / f"{model.stem}.hpp"
        subprocess.run([exporter, model, "-o", header, "--golden", *golden], check=True, stdout=subprocess.DEVNULL)
        return routes.Exported(model.stem, header.read_text(encoding="ascii"))


def sketch(exporter, name):
    """An example that has one, as Arduino's IDE opens it."""
    folder = ROOT / "examples" / name
    files = {path.name: path.read_text(encoding="ascii") for path in (folder / f"{name}.ino", folder / "reader.hpp")}
    return files | {f"{name}.hpp": exported(exporter, folder / f"{name}.tflite").text}


def staged(route, exporter):
    """All files of an archive."""
    files = routes.library(route)
    if route in EXAMPLES:
        files |= routes.under(EXAMPLES[route], routes.PROJECTS[route](exported(exporter, EXAMPLE), "digits", False))
    if route == "arduino":
        for name in SKETCHES:
            files |= routes.under(f"examples/{name}", sketch(exporter, name))
    return {**files, "LICENSE": (ROOT / "LICENSE").read_text(encoding="ascii")}


def main():
    known = sorted({*routes.PROJECTS, *(path.parent.name for path in HERE.glob("*/archive"))})
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("routes", nargs="*", choices=[*known, []], metavar="ROUTE", help=f"of {', '.join(known)}")
    parser.add_argument("--exporter", type=Path, required=True, help="the program tinytmpl-export")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder of the archives")
    parser.add_argument("--folders", action="store_true", help="write folders, tinytmpl in one of the route's name")
    options = parser.parse_args()
    for route in options.routes or known:
        files = staged(route, options.exporter)
        if options.folders:
            routes.write(files, options.output / route / "tinytmpl")
            continue
        options.output.mkdir(parents=True, exist_ok=True)
        archive = options.output / f"tinytmpl-{route}-{routes.TEXT['VERSION']}.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for path, text in sorted(files.items()):
                entry = zipfile.ZipInfo(f"tinytmpl/{path}")  # of no date: the same bytes each time
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, text, zipfile.ZIP_DEFLATED)
        print(archive)


if __name__ == "__main__":
    main()
