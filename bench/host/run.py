#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Kernels and models on this machine, as ratios: to plain scalar loops, and to TensorFlow Lite Micro's reference
kernels where this Python has the package tflite-micro. Prints a Markdown table.

The ratios say how many times longer the other one takes. The reference's times contain its call from Python, which is
measured with a model that does next to nothing and is taken off."""
import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = {"thermistor": "ntc_thermistor/thermistor.tflite", "gate": "gate/gate.tflite",
            "digits": "digits/digits.tflite"}
SIDES = ("tinytmpl", "naive")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True, help="the built bench_host")
    parser.add_argument("--smoke", action="store_true", help="as short as possible: the ratios mean nothing")
    return parser.parse_args()


def measure(options):
    """{name: {side: microseconds}} of the program; and MACs by name."""
    seconds = 0.001 if options.smoke else 0.2
    command = [options.program, f"--benchmark_min_time={seconds}", "--benchmark_format=json"]
    document = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    times, macs = {}, {}
    for entry in document["benchmarks"]:
        name, side = entry["name"].split("/")
        if entry.get("error_occurred"):
            sys.exit(f"{entry['name']}: {entry['error_message']}")
        assert entry["time_unit"] == "ns"
        times.setdefault(name, {})[side] = entry["cpu_time"] / 1000
        if "macs" in entry:
            macs[name] = int(entry["macs"])
    incomplete = [name for name, sides in times.items() if tuple(sides) != SIDES]
    if incomplete or not times:
        sys.exit(f"not measured: {incomplete or 'anything'}")
    return times, macs


def single_layers():
    """The kernels' geometries of benchmark.cpp as models for the reference, by name."""
    import numpy as np
    sys.path.insert(0, str(ROOT / "tests/differential"))
    from models import ModelBuilder, Quantization, Weights
    to = Quantization(8, -5)

    def weighted(shape, units):
        return Weights(np.arange(np.prod(shape)).reshape(shape).astype(np.int8), 0.01), np.zeros(units, np.int32)

    def image(model, channels, size=16):
        return model.input([1, size, size, channels], Quantization(0.5, 3))

    layers = {
        "conv2d 3x3": lambda m: m.conv2d(image(m, 8), *weighted((16, 3, 3, 8), 16), to, padding="SAME"),
        "conv2d 1x1": lambda m: m.conv2d(image(m, 16), *weighted((32, 1, 1, 16), 32), to),
        "depthwise 3x3": lambda m: m.depthwise_conv2d(image(m, 32), *weighted((1, 3, 3, 32), 32), to, padding="SAME"),
        "dense": lambda m: m.fully_connected(m.input([1, 128], Quantization(0.5, 3)), *weighted((64, 128), 64), to),
        "max pool 2x2": lambda m: m.pool("MAX_POOL_2D", image(m, 32), 2),
        "average pool 2x2": lambda m: m.pool("AVERAGE_POOL_2D", image(m, 32), 2),
        "add": lambda m: m.arithmetic("ADD", image(m, 16), image(m, 16), Quantization(0.9, 2)),
        "sigmoid": lambda m: m.elementwise("LOGISTIC", image(m, 16), Quantization(1 / 256, -128)),
        "softmax": lambda m: m.softmax(m.input([1, 64], Quantization(0.05, 3))),
        "": lambda m: m.elementwise("RELU", image(m, 1, size=1), Quantization(0.5, 3)),
    }
    for name, layer in layers.items():
        model = ModelBuilder()
        model.output(layer(model))
        yield name, model.build()


def reference_times(smoke):
    """{name: microseconds} of the reference interpreter; empty without it."""
    try:
        from tflite_micro.python.tflite_micro import runtime
    except ImportError:
        return {}
    models = dict(single_layers()) | {name: (ROOT / "examples" / file).read_bytes() for name, file in EXAMPLES.items()}
    times = {name: invoke_time(runtime.Interpreter.from_bytes(model, arena_size=1 << 20), smoke)
             for name, model in models.items()}
    call = times.pop("")
    return {name: max(taken - call, 0) for name, taken in times.items()}


def invoke_time(interpreter, smoke):
    """The shortest of several runs, in microseconds."""
    best = float("inf")
    for _ in range(1 if smoke else 20):
        calls = 1 if smoke else 50
        begin = time.perf_counter()
        for _ in range(calls):
            interpreter.invoke()
        best = min(best, (time.perf_counter() - begin) / calls)
    return best * 1e6


def table(times, macs, reference):
    yield "| | MACs | tinytmpl, us | plain loops | TFLM's reference kernels |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, sides in times.items():
        ours = sides["tinytmpl"]
        theirs = f"{reference[name] / ours:.1f}" if reference.get(name) else ""
        count = f"{macs[name]:,}" if macs[name] else ""
        yield f"| {name} | {count} | {ours:.2f} | {sides['naive'] / ours:.1f} | {theirs} |"


def main():
    options = arguments()
    times, macs = measure(options)
    reference = reference_times(options.smoke)
    if reference and set(reference) != set(times):
        sys.exit(f"not on both sides: {set(reference) ^ set(times)}")
    print(*table(times, macs, reference), sep="\n")


if __name__ == "__main__":
    main()
