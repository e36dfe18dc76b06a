#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Random float32 models, quantized by the exporter.

    quantized.py --exporter build/gcc/tools/export_weights/tinytmpl-export --operators 120 --networks 30 --seed 1

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
# Of one operator, and of networks of up to 14; what a constant output loses cannot be told.
LEAST_DECIBELS = {"real": 15, "real_network": 6}
# Of hundreds of classes; of whatever size; of inputs of many periods: what is small is lost.
WIDER_THAN_INT8 = {"SOFTMAX", "EXP", "DIV", "SIN", "COS"}


class Quantizer:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def __call__(self, *arguments):
        result = subprocess.run([self.program, *arguments], capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise RuntimeError(result.stderr.strip())
        return result.stdout

    def samples(self, case):
        """A file of numbers like those that the case is tested with."""
        draw = Draw([case.index, 1 << 21])
        arrays = {f"tensor_{tensor.index}": [reals.vector(draw, tensor, "uniform") for _ in range(SAMPLES)]
                  for tensor in case.variants[0].inputs}
        np.savez(self.folder / "samples.npz", **{name: np.stack(all_of) for name, all_of in arrays.items()})
        return self.folder / "samples.npz"

    def quantize(self, case):
        """The report, and the model of int8."""
        model, int8 = self.folder / "model.tflite", self.folder / "int8.tflite"
        model.write_bytes(case.variants[0].model)
        report = self(model, "--quantize", self.samples(case), "--to-tflite", int8)
        return report, int8

    def run(self, int8, vectors):
        """As many bytes as the outputs have, for each vector."""
        (self.folder / "in.bin").write_bytes(b"".join(array.tobytes() for vector in vectors for array in vector))
        self(int8, "--run", self.folder / "in.bin", "-o", self.folder / "out.bin")
        return (self.folder / "out.bin").read_bytes()


def vectors_of(case, rng):
    """Inputs of int8, whatever they stand for."""
    return [[rng.integers(-128, 128, tensor.shape, np.int8) for tensor in case.variants[0].inputs] for _ in range(4)]


def noise(report):
    """The signal to noise of each output in dB; of an exact one, or one that is zero, a large number."""
    found = re.findall(r"^output \".*\": (exact|-?inf dB|nan dB|-?[\d.]+ dB)", report, re.MULTILINE)
    return [999.0 if text == "exact" or "n" in text else float(text.split()[0]) for text in found]


def check(quantizer, case, rng):
    report, int8 = quantizer.quantize(case)
    problems, chosen = [], case.variants[0]
    if min(noise(report), default=999) < LEAST_DECIBELS[case.kind] and not WIDER_THAN_INT8 & set(chosen.operators):
        problems.append(f"an output has {min(noise(report))} dB")
    vectors = vectors_of(case, rng)
    expected = reference.run([reference.Job(int8.read_bytes(), chosen.arena_size, vectors)])[0]
    if isinstance(expected, reference.Refused):
        return problems, "the reference refuses " + " ".join(sorted(set(chosen.operators)))
    want = b"".join(array.tobytes() for outputs in expected for array in outputs)
    if quantizer.run(int8, vectors) != want:
        problems.append("bytes differ from the reference's")
    return problems, ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exporter", type=pathlib.Path, required=True)
    parser.add_argument("--operators", type=int, default=120)
    parser.add_argument("--networks", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="kind:index of one case")
    options = parser.parse_args()
    makers = {"real": reals.case, "real_network": lambda *how: networks.case(*how, kind="real_network")}
    counts = {"real": options.operators, "real_network": options.networks}
    chosen = [(kind, index) for kind, count in counts.items() for index in range(count)]
    if options.only:
        kind, index = options.only.split(":")
        chosen = [(kind, int(index))]
    failures, refused = 0, collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        quantizer = Quantizer(options.exporter.resolve(), pathlib.Path(folder))
        for kind, index in chosen:
            case = makers[kind](options.seed, index, range(1))
            try:
                problems, reason = check(quantizer, case, np.random.default_rng(index))
            except RuntimeError as refusal:
                problems, reason = [], re.sub(r"^error: \S+: ", "", str(refusal)).splitlines()[0]
            if reason:
                refused[f"{'/'.join(sorted(set(case.variants[0].operators)))}: {reason}"] += 1
            for problem in problems:
                failures += 1
                print(f"{kind}:{index} {case.variants[0].geometry}: {problem}\n  to repeat: {sys.argv[0]} --exporter "
                      f"{options.exporter} --seed {options.seed} --only {kind}:{index}")
    for reason, count in sorted(refused.items()):
        print(f"refused {count} times: {reason}")
    print(f"{len(chosen)} models, {sum(refused.values())} refused, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
