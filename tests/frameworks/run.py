#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Networks of PyTorch, from torch.onnx.export to tinytmpl-export, in three forms.

    python3 -m venv build/torch && build/torch/bin/pip install torch onnx==1.23.2 onnxruntime==1.32.0 onnxscript
    build/torch/bin/python tests/frameworks/run.py --exporter build/gcc/tools/export_weights/tinytmpl-export

    float32      to 1e-5 of the largest output of ONNX Runtime's
    static       quantized by onnxruntime's quantize_static: outputs that differ from ONNX Runtime's, optimized and not
    quantized    by --quantize: signal to noise against float32

By hand: torch is a download of gigabytes.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quant_pre_process, quantize_static

import torch_networks

SAMPLES = 32
TOLERANCE = 1e-5
MOST_STEPS = 2
LEAST_DECIBELS = 20


class Samples(CalibrationDataReader):
    def __init__(self, arrays):
        self.left = iter(arrays)

    def get_next(self):
        array = next(self.left, None)
        return None if array is None else {"x": array}


class Model:
    """A file, as the exporter and as ONNX Runtime see it. Arrays have the file's layout."""

    def __init__(self, exporter, path, *options):
        self.command = [str(exporter), str(path), *map(str, options)]
        self.path, self.folder = path, path.parent
        self.report = self.call()

    def call(self, *more):
        done = subprocess.run([*self.command, *map(str, more)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return done.stdout

    def run(self, raw):
        (self.folder / "in.bin").write_bytes(raw)
        self.call("--run", self.folder / "in.bin", "-o", self.folder / "out.bin")
        return (self.folder / "out.bin").read_bytes()

    def moved(self, array, edge):
        """Channels last, where the report says that an edge lies so."""
        is_moved = re.search(rf'^ *{edge} "[^"]*" is ', self.report, re.MULTILINE)
        return np.ascontiguousarray(np.moveaxis(array, 1, -1)) if is_moved else array


LEVELS = [onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL, onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL]


def reference(path, array, level=LEVELS[1]):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = level
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": array})


def edges(report):
    """Of the input, and of each output: the element, and if it is int8 the scale and the zero point."""
    found = re.findall(r'^(?:input|output) \d+ "[^"]*": (\w+) \[.*?\](?:, scale ([^,]+), zero point (-?\d+))?', report,
                       re.MULTILINE)
    return [(element, np.float32(scale or 0), int(zero or 0)) for element, scale, zero in found]


def steps(array, scale, zero):
    return np.clip(np.rint(array / scale) + zero, -128, 127).astype(int)


def flat(arrays):
    return np.concatenate([np.asarray(a, np.float64).ravel() for a in arrays])


def check_float(exporter, path, samples):
    model = Model(exporter, path)
    worst = 0.0
    for x in samples[:4]:
        want = flat([model.moved(y, "output") for y in reference(path, x)])
        got = np.frombuffer(model.run(model.moved(x, "input").tobytes()), np.float32)
        worst = max(worst, np.abs(got - want).max() / max(1, np.abs(want).max()))
    return worst <= TOLERANCE, f"{worst:.1e}"


def check_static(exporter, path, samples):
    prepared, quantized = path.with_name("prepared.onnx"), path.with_name("static.onnx")
    quant_pre_process(str(path), str(prepared), skip_symbolic_shape=True)
    quantize_static(str(prepared), str(quantized), Samples(samples), quant_format=QuantFormat.QDQ, per_channel=True,
                    activation_type=QuantType.QInt8, weight_type=QuantType.QInt8)
    model = Model(exporter, quantized)
    (element, scale, zero), *outputs = edges(model.report)
    apart = [[], []]
    for x in samples[:8]:
        given = x if element == "float32" else steps(x, scale, zero).astype(np.int8)
        raw = np.frombuffer(model.run(model.moved(given, "input").tobytes()), np.int8).astype(int)
        for level, of_level in zip(LEVELS, apart):
            want = [steps(model.moved(y, "output"), *output[1:]).ravel()
                    for y, output in zip(reference(quantized, x, level), outputs)]
            of_level.append(np.abs(raw - np.concatenate(want)))
    apart = [np.concatenate(of_level) for of_level in apart]
    said = " and ".join(f"{int((one > 0).sum())} of {one.size} differ, by up to {one.max()}" for one in apart)
    return min(one.max() for one in apart) <= MOST_STEPS, said


def check_quantized(exporter, path, samples):
    plain = Model(exporter, path)
    data = path.with_name("samples.npy")
    np.save(data, np.concatenate([plain.moved(x, "input") for x in samples]))
    model = Model(exporter, path, "--quantize", data)
    found = re.findall(r"(-?[\d.]+|inf) dB", model.report)
    worst = min(float(one) for one in found[-1:]) if found else -1.0
    return worst >= LEAST_DECIBELS, f"{worst:.1f} dB"


FORMS = {"float32": check_float, "static": check_static, "quantized": check_quantized}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exporter", type=pathlib.Path, required=True)
    parser.add_argument("--only", help="one network")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    failures = 0
    for name in [options.only] if options.only else torch_networks.NETWORKS:
        module, shape = torch_networks.build(name)
        rng = np.random.default_rng(1)
        samples = [rng.normal(0, 1, (1, *shape)).astype(np.float32) for _ in range(SAMPLES)]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "model.onnx"
            torch.onnx.export(module, (torch.from_numpy(samples[0]),), str(path), input_names=["x"], opset_version=17,
                              dynamo=False)
            onnx.checker.check_model(str(path))
            for form, check in FORMS.items():
                try:
                    good, said = check(options.exporter.resolve(), path, samples)
                except RuntimeError as refused:
                    good, said = False, " ".join(str(refused).split())
                failures += not good
                print(f"{name:20} {form:10} {'' if good else 'FAILED '}{said}", flush=True)
    print(f"{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
