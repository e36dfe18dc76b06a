#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What `tinytmpl-export --target` reports is what that target's compiler finds: of each layer its kernels, flash and
RAM, and the totals, as static_asserts behind the exported header.

    report.py --exporter build/tools/export_weights/tinytmpl-export [--models ../shared] [MODEL.tflite ...]
"""
import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from targets import HERE, PROJECT, TARGETS, compile_command

SKIPPED = 77
# Our targets, by the names that their users give them.
NAMES = {"rv32imc": "rv32", "rv32imac": "rv32", "rv32imafc": "rv32", "rv32imc_zve32x": "zve32x", "lx106": "esp8266",
         "xtensa-windowed": "esp32", "wasm32": "portable"}
SCHEDULES = {"min_ram": "Schedule::min_ram", "layerwise": "Schedule::layerwise", "fed": "Schedule::fed"}
ROW = re.compile(r" *(\d+)  (\S.*?) +(\d+(?: x \d+)*) +([\d,]+) +([\d,]+) +([\d,]+)(?:  (.*))?")
TOTAL = re.compile(r" +total +[\d,]+ +([\d,]+) +([\d,]+)")
RAM = re.compile(r"RAM (\w+) +([\d,]+) bytes(?:, +([\d,]+) with InputMemory::reused)?")


def number(text):
    return int(text.replace(",", ""))


def asserts(report, namespace):
    """The figures of a report as C++: which lines it has, and what they say."""
    lines, word = [], f"{namespace}::Model::inputs"
    for _, title, _, _, flash, ram, kernels in (match.groups() for match in map(ROW.fullmatch, report) if match):
        words = title.count(",") + 1
        lines.append(f'static_assert(figures::layer<{namespace}::Model>({word}, {words}, {number(flash)}, '
                     f'{number(ram)}, "{kernels or ""}"), "{title}");')
        word += f" + {words}"
    flash, ram = map(number, next(match for match in map(TOTAL.fullmatch, report) if match).groups())
    model = f"{namespace}::Model"
    lines.append(f"static_assert({model}::flash_bytes == {flash} && {model}::ram_bytes == {ram});")
    for schedule, kept, reused in (match.groups() for match in map(RAM.fullmatch, report) if match):
        model = f"{namespace}::ModelWith<tinytmpl::{SCHEDULES[schedule]}"
        lines.append(f"static_assert({model}>::ram_bytes == {number(kept)});")
        if reused:
            lines.append(f"static_assert({model}, tinytmpl::InputMemory::reused>::ram_bytes == {number(reused)});")
    return lines


def check(target, compiler, files, exporter, folder):
    """What the compiler says against the reports; nothing if they are right."""
    source = ['#include "figures.hpp"']
    for file in files:
        namespace = f"{file.stem}_model"
        header = folder / f"{namespace}.hpp"
        ran = subprocess.run([exporter, file, "-o", header, "--target", NAMES.get(target.name, target.name)],
                             capture_output=True, text=True, check=True)
        lines = asserts(ran.stdout.splitlines(), namespace)
        source += [f'#include "{header}"', *lines]
        if len(lines) < 4:
            return f"{file}: there is no report of layers:\n{ran.stdout}"
    program = folder / "report.cpp"
    program.write_text("\n".join([*source, ""]))
    return subprocess.run([*compile_command(target, compiler), "-fsyntax-only", "-I", PROJECT / "include", "-I", HERE,
                           program], capture_output=True, text=True, check=False).stderr


def models(folder):
    """The examples', and other people's where they are: those that compile quickly."""
    found = [*sorted(PROJECT.glob("examples/*/*.tflite"))]
    others = [folder / "models" / f"{name}.tflite" for name in ("hello_world_int8", "kws_ref_model", "ad01_int8")]
    return found + [other for other in others if other.exists()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="MODEL.tflite", help="default: the examples'")
    parser.add_argument("--exporter", required=True)
    parser.add_argument("--models", type=Path, default=PROJECT / "../shared", help="other people's models")
    parser.add_argument("--target", action="append", help="default: all")
    parser.add_argument("--jobs", help=argparse.SUPPRESS)
    options, _ = parser.parse_known_args()
    ran = failed = 0
    for target in TARGETS:
        compiler = next(iter(target.compilers))
        if options.target and target.name not in options.target:
            continue
        if not shutil.which(compile_command(target, compiler)[0]):
            print(f"{target.name}: skipped, there is no {compile_command(target, compiler)[0]}")
            continue
        with tempfile.TemporaryDirectory() as folder:
            said = check(target, compiler, options.files or models(options.models), options.exporter, Path(folder))
        print(f"{target.name}, {compiler}: {'as its compiler finds' if not said else said[:5000]}", flush=True)
        ran, failed = ran + 1, failed + bool(said)
    print(f"{ran - failed} passed, {failed} failed")
    return 1 if failed else 0 if ran else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
