#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Random float32 models, quantized by the exporter.

    quantized.py --exporter build/gcc/tools/export_weights/tinytmpl-export --operators 120 --networks 30 --onnx 20

What it writes with --to-tflite is run by the reference, and by its own --run: bytes must be equal. Outputs must be
what float32 gives, within the noise that 8 bits make. Models that it refuses are counted by the operator that it names.
"""

import argparse
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np

import networks
import reals
import reference
from draw import Draw

SAMPLES = 24
ARENA_BYTES = 1 << 21
# Of one operator, and of networks of up to 14; what a constant output loses cannot be told.
LEAST_DECIBELS = {"real": 15, "real_network": 6, "onnx": 20}
# Of hundreds of classes; of whatever size; of inputs of many periods: what is small is lost.
WIDER_THAN_INT8 = {"SOFTMAX", "EXP", "DIV", "SIN", "COS"}


class Quantizer:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def __call__(self, *arguments):
        result = subprocess.run([self.program, *arguments], capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise RuntimeError(result.stderr.strip() or f"it ended with {result.returncode}")
        return result.stdout

    def quantize(self, model):
        """The report, and the model of int8."""
        file, samples, int8 = (self.folder / name for name in (f"model.{model.format}", "samples.npz", "int8.tflite"))
        file.write_bytes(model.data)
        np.savez(samples, **model.samples(self(file)))
        return self(file, "--quantize", samples, "--to-tflite", int8), int8

    def run(self, int8, vectors):
        """As many bytes as the outputs have, for each vector."""
        (self.folder / "in.bin").write_bytes(b"".join(array.tobytes() for vector in vectors for array in vector))
        self(int8, "--run", self.folder / "in.bin", "-o", self.folder / "out.bin")
        return (self.folder / "out.bin").read_bytes()


def noise(report):
    """The signal to noise of each output in dB; of an exact one, or one that is zero, a large number."""
    found = re.findall(r"^output \".*\": (exact|-?inf dB|nan dB|-?[\d.]+ dB)", report, re.MULTILINE)
    return [999.0 if text == "exact" or "n" in text else float(text.split()[0]) for text in found]


class Case:
    """A .tflite of one of the generators."""
    format = "tflite"

    def __init__(self, kind, seed, index):
        make = reals.case if kind == "real" else lambda *how: networks.case(*how, kind=kind)
        chosen = make(seed, index, range(1)).variants[0]
        self.data, self.inputs, self.index = chosen.model, chosen.inputs, index
        self.operators, self.geometry = set(chosen.operators), chosen.geometry

    def samples(self, _):
        """Numbers like those that the case is tested with."""
        draw = Draw([self.index, 1 << 21])
        return {f"tensor_{tensor.index}": np.stack([reals.vector(draw, tensor, "uniform") for _ in range(SAMPLES)])
                for tensor in self.inputs}


class OnnxNetwork:
    """One of onnx_models.py."""
    format = "onnx"

    def __init__(self, seed, index):
        import onnx_models  # pylint: disable=import-outside-toplevel  # not everybody has ONNX Runtime
        self.rng = np.random.default_rng([seed, index])
        model = onnx_models.random_network(self.rng)
        self.data = model.SerializeToString()
        self.operators, self.geometry = {node.op_type for node in model.graph.node}, {}
        self.shape = [dim.dim_value for dim in model.graph.input[0].type.tensor_type.shape.dim][1:]

    def samples(self, report):
        array = self.rng.normal(0, 1, (SAMPLES, *self.shape)).astype(np.float32)
        return {"x": np.moveaxis(array, 1, -1) if 'input "x" is' in report else array}


def vectors_of(report, rng):
    """Inputs of int8, whatever they stand for, with the batch."""
    shapes = re.findall(r'^input \d+ ".*": int8 \[([\d, ]+)\]', report, re.MULTILINE)
    return [[rng.integers(-128, 128, (1, *map(int, shape.split(", "))), np.int8) for shape in shapes] for _ in range(4)]


def check(quantizer, kind, model, rng):
    report, int8 = quantizer.quantize(model)
    problems = []
    if min(noise(report), default=999) < LEAST_DECIBELS[kind] and not WIDER_THAN_INT8 & model.operators:
        problems.append(f"an output has {min(noise(report))} dB")
    vectors = vectors_of(report, rng)
    expected = reference.run([reference.Job(int8.read_bytes(), ARENA_BYTES, vectors)])[0]
    if isinstance(expected, reference.Refused):
        return problems, f"the reference: {expected.reason.splitlines()[0]}"
    want = b"".join(array.tobytes() for outputs in expected for array in outputs)
    if quantizer.run(int8, vectors) != want:
        problems.append("bytes differ from the reference's")
    return problems, ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exporter", type=pathlib.Path, required=True)
    parser.add_argument("--operators", type=int, default=120)
    parser.add_argument("--networks", type=int, default=30)
    parser.add_argument("--onnx", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="kind:index of one model")
    options = parser.parse_args()
    counts = {"real": options.operators, "real_network": options.networks, "onnx": options.onnx}
    chosen = [(kind, index) for kind, count in counts.items() for index in range(count)]
    if options.only:
        kind, index = options.only.split(":")
        chosen = [(kind, int(index))]
    failures, refused = 0, collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        quantizer = Quantizer(options.exporter.resolve(), pathlib.Path(folder))
        for kind, index in chosen:
            model = OnnxNetwork(options.seed, index) if kind == "onnx" else Case(kind, options.seed, index)
            try:
                problems, reason = check(quantizer, kind, model, np.random.default_rng(index))
            except RuntimeError as refusal:
                problems, reason = [], re.sub(r"^error: \S+: ", "", str(refusal)).splitlines()[0]
                problems += [] if str(refusal).startswith("error: ") else [reason]
            if reason:
                refused[f"{'/'.join(sorted(model.operators))}: {reason}"] += 1
            for problem in problems:
                failures += 1
                print(f"{kind}:{index} {model.geometry}: {problem}\n  to repeat: {sys.argv[0]} --exporter "
                      f"{options.exporter} --seed {options.seed} --only {kind}:{index}")
    for reason, count in sorted(refused.items()):
        print(f"refused {count} times: {reason}")
    print(f"{len(chosen)} models, {sum(refused.values())} refused, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
