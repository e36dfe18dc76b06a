#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Builds and runs the exporter's fuzz targets, then compiles a sample of the headers that came out.

    run.py BUILD_DIR [--runs N] [--seeds FOLDER ...]

N inputs go to the front end and a tenth of it to the whole tool, under address and undefined-behaviour sanitizers; what
was found worth keeping stays in BUILD_DIR/corpus_*, so that the next run goes on from there. An input that breaks
something is written to BUILD_DIR/broken/ and the command that repeats it is printed.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
COMPILE = ["g++", "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-I", str(ROOT / "include")]
USE = "#include \"{header}\"\nint main() {{ return {name}::Model::ram_bytes > 0 ? 0 : 1; }}\n"


def build(folder):
    configure = ["cmake", "-S", str(HERE), "-B", str(folder), "-G", "Ninja", "-DCMAKE_CXX_COMPILER=clang++-14"]
    subprocess.run(configure, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", str(folder), "--target", "fuzz_frontend", "fuzz_exporter"], check=True,
                   stdout=subprocess.DEVNULL)


def fuzz(folder, target, runs, seeds):
    """One target; true if nothing broke."""
    corpus, broken, samples = (folder / name for name in (f"corpus_{target}", "broken", "samples"))
    for made in (corpus, broken, samples):
        made.mkdir(exist_ok=True)
    command = [str(folder / f"fuzz_{target}"), f"-runs={runs}", "-max_len=20000", "-timeout=20", "-rss_limit_mb=3000",
               f"-artifact_prefix={broken}/", f"-dict={HERE / 'tflite.dict'}", str(corpus), *map(str, seeds)]
    result = subprocess.run(command, env={"TINYTMPL_FUZZ_SAMPLES": str(samples)}, capture_output=True, text=True)
    summary = [line for line in result.stderr.splitlines() if line.startswith("Done")]
    print(f"fuzz {target}: {summary[-1] if summary else 'broken'}", flush=True)
    if result.returncode != 0:
        print("\n".join(result.stderr.splitlines()[-40:]))
        for artifact in sorted(broken.iterdir()):
            print(f"repeat with: {folder / ('fuzz_' + target)} {artifact}")
    return result.returncode == 0


def compile_samples(folder):
    """True if each header that the tool wrote compiles, whatever the file said."""
    samples = sorted((folder / "samples").glob("*.hpp"))
    failures = 0
    for header in samples:
        source = USE.format(header=header, name=header.stem)
        result = subprocess.run([*COMPILE, "-x", "c++", "-"], input=source, capture_output=True, text=True)
        if result.returncode != 0:
            failures += 1
            print(f"{header} does not compile:\n" + "\n".join(result.stderr.splitlines()[:10]))
    print(f"headers compiled: {len(samples)}, {failures} failures")
    return failures == 0 and len(samples) > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=200_000)
    parser.add_argument("--seeds", type=pathlib.Path, nargs="*", default=[])
    arguments = parser.parse_args()
    folder = arguments.build.resolve()
    build(folder)
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    for model in ROOT.glob("examples/*/*.tflite"):
        shutil.copy(model, seeds)
    shutil.rmtree(folder / "samples", ignore_errors=True)
    folders = [seeds, *arguments.seeds]
    passed = fuzz(folder, "frontend", arguments.runs, folders)
    passed = fuzz(folder, "exporter", arguments.runs // 10, folders) and passed
    sys.exit(0 if compile_samples(folder) and passed else 1)


if __name__ == "__main__":
    main()
