#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compiles the examples' models, and those of the benchmark that are there, with many compilers for many targets, with
warnings as errors: the rows of a table. What is not installed is left out.

    run.py --exporter tinytmpl-export [--compiler clang++-22 ...] [--target cortex-m4 ...]

The exit status is 1 if a compiler said anything, and 77 if nothing was compiled.
"""

import argparse
import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from targets import HOST, ROOT, TARGETS, options

HERE = Path(__file__).resolve().parent
MODELS = {"digits": ROOT / "examples/digits/digits.tflite", "gate": ROOT / "examples/gate/gate.tflite",
          "thermistor": ROOT / "examples/ntc_thermistor/thermistor.tflite"}
OTHERS = {"sine": "hello_world_int8.tflite", "kws": "kws_ref_model.tflite"}
POLICIES = ("Schedule::min_ram", "Schedule::layerwise", "Optimize::size", "FlashAccess::word")
FED = ("digits", "kws")  # their inputs have rows
COMPILERS = [*(f"g++-{version}" for version in range(12, 17)), *(f"clang++-{version}" for version in range(14, 24)),
             "zig", *(f"{prefix}-g++" for prefix in ("arm-none-eabi", "riscv64-unknown-elf", "xtensa-lx106-elf"))]
FLAGS = "-O2 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Wold-style-cast -Werror".split()
SKIPPED = 77


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exporter", type=Path, help="the program tinytmpl-export; without it the headers in --work")
    parser.add_argument("--models", type=Path, default=ROOT.parent / "shared", help="folder with models/")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "compilers")
    parser.add_argument("--compiler", action="append", help="only these")
    parser.add_argument("--target", action="append", choices=TARGETS, help="only these")
    parser.add_argument("--standard", action="append", help="default: c++20, and for the host c++2b, too")
    parser.add_argument("--flag", action="append", default=[], help="one more, as --flag=-Wsign-conversion")
    parser.add_argument("--jobs", type=int, default=1)
    return parser.parse_args()


def export(chosen):
    """The headers' names."""
    files = MODELS | {name: chosen.models / "models" / file for name, file in OTHERS.items()}
    chosen.work.mkdir(parents=True, exist_ok=True)
    for name, file in files.items():
        header = chosen.work / f"{name}.hpp"
        if chosen.exporter and file.exists():
            subprocess.run([chosen.exporter, file, "-o", header, "--namespace", name], check=True,
                           stdout=subprocess.DEVNULL)
        elif not header.exists():
            print(f"{name} is left out: there is no {file if chosen.exporter else header}")
    return [name for name in files if (chosen.work / f"{name}.hpp").exists()]


def program(models):
    """Uses the models in every way."""
    lines = ['#include "models.hpp"', *(f'#include "{name}.hpp"' for name in models)]
    for name in models:
        used = [f"infer<{name}::ModelWith<{policy}>>()" for policy in POLICIES]
        used += [f"feed<{name}::ModelWith<Schedule::fed>>()"] * (name in FED)
        lines.append(f"int use_{name}() {{ return {' + '.join(used)}; }}")
    lines.append(f"int use_all() {{ return share<{', '.join(f'{name}::Model' for name in models)}>(); }}")
    lines.append("static_assert(evaluated<thermistor::Model>.size() == 1);")
    return "\n".join(lines) + "\n"


def messages(command, source, chosen, standard):
    """How many, and the first of them."""
    include = [part for folder in (ROOT / "include", HERE, chosen.work) for part in ("-I", folder)]
    command = [*command, f"-std={standard}", *FLAGS, *chosen.flag, *include, "-c", source, "-o", "/dev/null"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    found = re.findall(r"^.*(?:error|warning): .*$", done.stderr, re.M)
    if done.returncode and not found:
        found = [done.stderr.strip() or f"ended with {done.returncode}"]
    return len(found), found[0] if found else "", shlex.join(str(part) for part in command)


def is_installed(compiler):
    return bool(importlib.util.find_spec("ziglang") if compiler == "zig" else shutil.which(compiler))


def version(command):
    program = command[:4] if "ziglang" in command else command[:1]
    said = subprocess.run([*program, "--version"], capture_output=True, text=True, check=False).stdout
    return (re.search(r"\d+\.\d+(\.\d+)?", said) or ["?"])[0]


def cells(chosen, compiler):
    """Of a row: target and result."""
    for target in TARGETS:
        command = options(compiler, target)
        if not command or (chosen.target and target not in chosen.target):
            continue
        for standard in chosen.standard or (["c++20", "c++2b"] if target == HOST else ["c++20"]):
            yield target, standard, command


def main():
    chosen = arguments()
    models = export(chosen)
    source = chosen.work / "models.cpp"
    source.write_text(program(models), encoding="ascii")
    print(f"models: {', '.join(models)}; flags: {' '.join(FLAGS + chosen.flag)}")
    tried = failed = 0
    for compiler in chosen.compiler or COMPILERS:
        if not is_installed(compiler):
            continue
        row = list(cells(chosen, compiler))
        with ThreadPoolExecutor(chosen.jobs) as pool:
            results = list(pool.map(lambda cell: messages(cell[2], source, chosen, cell[1]), row))
        good = [f"{target} ({standard})" if target == HOST else target
                for (target, standard, _), (count, _, _) in zip(row, results) if not count]
        tried, failed = tried + len(row), failed + len(row) - len(good)
        if row:
            print(f"| {compiler} {version(row[0][2])} | {', '.join(good)} |", flush=True)
        for (target, standard, _), (count, first, command) in zip(row, results):
            if count:
                print(f"FAILED {compiler} for {target}, {standard}: {count} messages; {first}\nto repeat: {command}",
                      flush=True)
    print(f"{tried - failed} passed, {failed} failed")
    return 1 if failed else 0 if tried else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
