#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""How long a batch takes in Python: by tinytmpl's model.run, on one core and on all, and by tflite-micro's interpreter.

    run.py MODEL.tflite [--inferences 1000]     processor time and real time, a line each
"""

import argparse
import os
import time
from pathlib import Path

import numpy as np
import tinytmpl
from tflite_micro.python.tflite_micro import runtime


def timed(name, count, compute):
    compute(8)
    real, processor = time.perf_counter(), time.process_time()
    results = compute(count)
    real, processor = time.perf_counter() - real, time.process_time() - processor
    print(f"{name:<24} {1000 * processor / count:8.3f} ms of processor time, {1000 * real / count:8.3f} ms in all")
    return results, processor


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--inferences", type=int, default=1000)
    options = parser.parse_args()
    model = tinytmpl.load(options.model)
    edge, count = model.inputs[0], options.inferences
    x = np.random.default_rng(0).integers(-128, 128, (count, *edge.shape)).astype(edge.dtype)
    interpreter = runtime.Interpreter.from_file(str(options.model))

    def interpret(some):
        outputs = []
        for sample in x[:some]:
            interpreter.set_input(sample.reshape(interpreter.get_input_details(0)["shape"]), 0)
            interpreter.invoke()
            outputs.append(interpreter.get_output(0).ravel())
        return np.stack(outputs)

    expected, theirs = timed("tflite-micro", count, interpret)
    for threads in sorted({1, os.cpu_count() or 1}):
        found, ours = timed(f"tinytmpl, {threads} threads", count, lambda some: model.run(x[:some], threads=threads))
        assert np.array_equal(found.reshape(count, -1), expected), "the bytes differ"
        print(f"{'':<24} {theirs / ours:8.2f} times as fast, by processor time")


if __name__ == "__main__":
    main()
