#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Fuzzes the exporter, then compiles headers that came out.

    run.py frontend --programs DIR --runs 60000                any bytes go to the front end
    run.py exporter --programs DIR --runs 10000 --headers 8    damaged models go through the whole tool
    run.py headers --programs DIR --compiler g++               compiles what the run before has kept: all must compile
    run.py exporter --programs DIR --runs 5000000 --seed 7 --keep --models FOLDER     for hours

DIR is tools/export_weights/fuzz of a build with TINYTMPL_FUZZ=ON, as `cmake --preset sanitize` makes one. The same seed
gives the same inputs; --keep goes on with what earlier runs found worth keeping, --models adds the .tflite files of a
folder. An input that breaks something stays in DIR/broken/.
"""

import argparse
import os
import pathlib
import shlex
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
LIMITS = ["-timeout=120", "-rss_limit_mb=2048", "-malloc_limit_mb=1024"]  # a busy machine gives little time a second
QUICK = ["-entropic=0", "-reload=0"]
REPEATABLE = ["-use_cmp=0"]  # the numbers that are compared may be addresses
HEADERS_TOGETHER = 8
COMPILE = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror",
           f"-I{ROOT / 'include'}", "-x", "c++", "-"]
USE = """#include "{path}"
static_assert({name}::Model::flash_bytes >= 0 && {name}::Model::ram_bytes > 0);
auto use({name}::Model& model) {{ return model.run()[0]; }}
"""


def made(folder, fresh=True):
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def seeds(options):
    """A folder of small models: one for each operator, the examples', those of a folder."""
    folder = made(options.programs / f"seeds_{options.what}")
    subprocess.run([options.programs / "fuzz_seeds", folder], check=True)
    for parent in [ROOT / "examples", *options.models]:
        for model in sorted(parent.rglob("*.tflite")):
            if model.stat().st_size <= options.length:
                shutil.copy(model, folder / f"{parent.name}_{model.name}")
    return folder


def fuzz(options):
    program = options.programs / f"fuzz_{options.what}"
    corpus = made(options.programs / f"corpus_{options.what}", fresh=not options.keep)
    broken = made(options.programs / "broken" / options.what, fresh=not options.keep)
    environment = {"ASAN_OPTIONS": "malloc_context_size=3:quarantine_size_mb=32", **os.environ}  # quicker
    if options.what == "exporter":
        environment["TINYTMPL_FUZZ_SAMPLES"] = str(made(options.programs / "headers"))
        environment["TINYTMPL_FUZZ_EVERY"] = str(max(1, options.runs // (4 * options.headers)))  # some are refused
    command = [program, f"-runs={options.runs}", f"-seed={options.seed}", f"-max_len={options.length}", *LIMITS, *QUICK,
               *([] if options.keep else REPEATABLE), f"-dict={HERE / 'tflite.dict'}", f"-artifact_prefix={broken}/",
               corpus, seeds(options)]
    result = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                            errors="replace", check=False)
    lines = result.stderr.splitlines()
    if result.returncode == 0:
        print("\n".join(line for line in lines if line.startswith("Done") or " DONE " in line))
        return True
    print("\n".join(lines[-60:]))
    for artifact in sorted(broken.iterdir()):
        print(f"to repeat: {shlex.join(map(str, [program, *LIMITS, artifact]))}")
    return False


def compiles(options, headers):
    text = "".join(USE.format(path=header, name=header.stem) for header in headers)
    result = subprocess.run([options.compiler, *COMPILE], input=text, capture_output=True, text=True, check=False)
    if result.returncode == 0:
        return True
    if len(headers) == 1:
        print(f"{headers[0]} does not compile:\n" + "\n".join(result.stderr.splitlines()[:20]))
        print(f"to repeat: echo {shlex.quote(text)} | {shlex.join([options.compiler, *COMPILE])}")
    return False


def compile_headers(options):
    headers = sorted((options.programs / "headers").glob("*.hpp"))
    failures = 0
    for first in range(0, len(headers), HEADERS_TOGETHER):
        some = headers[first:first + HEADERS_TOGETHER]
        if not compiles(options, some):
            failures += max(1, sum(not compiles(options, [one]) for one in some))
    print(f"{len(headers)} headers compiled, {failures} failures")
    return failures == 0 and len(headers) > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("frontend", "exporter", "headers"))
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--length", type=int, default=4096, help="of the longest input, in bytes")
    parser.add_argument("--headers", type=int, default=8, help="how many are kept, at least")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--models", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--compiler", default="g++")
    options = parser.parse_args()
    options.programs = options.programs.resolve()
    passed = compile_headers(options) if options.what == "headers" else fuzz(options)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
