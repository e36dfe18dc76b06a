#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What it costs to compile: CPU time, memory and template instantiations of the umbrella header, of models, and of
synthetic networks of 8, 32 and 128 layers.

    run.py --exporter build/tools/export_weights/tinytmpl-export [MODEL.tflite ...]

prints a table; --write keeps it in results.md and results.json beside this file; --check fails if the counts of
instantiations, which repeat exactly, have grown by more than 2 % against results.json, or do not grow linearly with the
number of layers. Seconds are only printed: machines differ. Models other than the examples' are not kept.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FLAGS = ["-std=c++20", "-O2", "-I", str(ROOT / "include")]
LAYERS = (8, 32, 128)
TOLERANCE = 1.02

UMBRELLA = "#include <tinytmpl/tinytmpl.hpp>\n"
MODEL = """#include "{name}.hpp"
static {name}::Model model;
int main() {{ return model.run().argmax(); }}
"""
CHAIN = """#include <tinytmpl/tinytmpl.hpp>
using namespace tinytmpl;
struct Net : Seq<{words}, Dense<10>> {{}};
using Cost = Footprint<Net, Shape<32, 32, 3>>;
int main() {{ return Cost::ram_bytes > 0 ? 0 : 1; }}
"""


def chain(layers):
    words = ", ".join(f"Conv2D<{4 + i % 4}, 3, Same>, ReLU" for i in range(layers))
    return CHAIN.format(words=words)


def compile_once(command):
    """Seconds of CPU and megabytes of one run of a compiler, itself: a cache in front of it stands aside."""
    with tempfile.TemporaryFile(mode="w+") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT,
                                   env={**os.environ, "CCACHE_DISABLE": "1"})
        _, status, usage = os.wait4(process.pid, 0)  # of it, and of the processes that it waited for
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            sys.exit(f"{' '.join(command)}\n{output.read()}")
    return {"seconds": round(usage.ru_utime + usage.ru_stime, 2), "megabytes": round(usage.ru_maxrss / 1024)}


def instantiations(source, folder):
    """Classes and functions that Clang instantiates."""
    output = folder / "trace.o"
    trace = ["-ftime-trace", "-ftime-trace-granularity=0"]
    compile_once(["clang++-14", *FLAGS, *trace, "-I", str(folder), "-c", str(source), "-o", str(output)])
    events = json.loads(output.with_suffix(".json").read_text())["traceEvents"]
    kinds = ("InstantiateClass", "InstantiateFunction")
    return [sum(event["name"] == kind for event in events) for kind in kinds]


def measure(name, text, folder):
    source = folder / f"{name}_main.cpp"
    source.write_text(text)
    row = {"name": name}
    for compiler in ("g++-12", "clang++-14"):
        command = [compiler, *FLAGS, "-I", str(folder), "-c", str(source), "-o", str(folder / "out.o")]
        row[compiler] = compile_once(command)
    row["classes"], row["functions"] = instantiations(source, folder)
    print(line(row), flush=True)
    return row


HEAD = ("| translation unit | GCC 12 s | MB | Clang 14 s | MB | classes | functions |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |")


def line(row):
    gcc, clang = row["g++-12"], row["clang++-14"]
    return (f"| {row['name']} | {gcc['seconds']:.1f} | {gcc['megabytes']} "
            f"| {clang['seconds']:.1f} | {clang['megabytes']} | {row['classes']} | {row['functions']} |")


def check(rows):
    """Complaints about counts; nothing if all is well."""
    kept = {row["name"]: row for row in json.loads((HERE / "results.json").read_text())}
    found = {row["name"]: row for row in rows}
    complaints = [f"{name}: {kind} were {kept[name][kind]}, are {found[name][kind]}"
                  for name in found.keys() & kept.keys() for kind in ("classes", "functions")
                  if found[name][kind] > kept[name][kind] * TOLERANCE]
    small, middle, large = (found[f"layers_{n:03}"] for n in LAYERS)
    for kind in ("classes", "functions"):
        slope = [(middle[kind] - small[kind]) / (LAYERS[1] - LAYERS[0]),
                 (large[kind] - middle[kind]) / (LAYERS[2] - LAYERS[1])]
        if slope[1] > slope[0] * 1.1 + 1:
            complaints.append(f"{kind} grow faster than the layers: {slope[0]:.1f} a layer, then {slope[1]:.1f}")
    return complaints


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exporter", required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("models", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()

    print(HEAD)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        rows = [measure("umbrella", UMBRELLA, folder)]
        rows += [measure(f"layers_{n:03}", chain(n), folder) for n in LAYERS]
        for model in sorted(ROOT.glob("examples/*/*.tflite")) + arguments.models:
            name = "m_" + model.stem
            header = folder / f"{name}.hpp"
            subprocess.run([arguments.exporter, str(model), "-o", str(header), "--namespace", name], check=True,
                           stdout=subprocess.DEVNULL)
            rows.append(measure(name, MODEL.format(name=name), folder))
    if arguments.write:
        own = {"m_" + model.stem for model in ROOT.glob("examples/*/*.tflite")}
        kept = [row for row in rows if not row["name"].startswith("m_") or row["name"] in own]
        (HERE / "results.json").write_text(json.dumps(kept, indent=1) + "\n")
        (HERE / "results.md").write_text("\n".join([HEAD, *map(line, kept)]) + "\n")
    complaints = check(rows) if arguments.check else []
    print(*complaints, sep="\n")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    if shutil.which("clang++-14") is None:
        sys.exit("run.py needs clang++-14, whose instantiations it counts")
    main()
