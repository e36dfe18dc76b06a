# SPDX-License-Identifier: BSL-1.0
"""What the examples' train.py have in common: networks trained in numpy, written by the builder of tests/differential,
and run by TensorFlow Lite Micro's reference interpreter."""
import sys
import textwrap
from pathlib import Path

import numpy as np
from tflite_micro.python.tflite_micro import runtime

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests/differential"))
from models import ModelBuilder, Quantization, Weights  # noqa: E402, F401


class Adam:
    """Changes `arrays` in place."""

    def __init__(self, arrays):
        self.arrays, self.steps = arrays, 0
        self.mean, self.square = [0.0] * len(arrays), [0.0] * len(arrays)

    def step(self, gradients, rate):
        self.steps += 1
        for i, (array, gradient) in enumerate(zip(self.arrays, gradients, strict=True)):
            self.mean[i] = 0.9 * self.mean[i] + 0.1 * gradient
            self.square[i] = 0.999 * self.square[i] + 0.001 * gradient**2
            array -= rate * (self.mean[i] / (1 - 0.9**self.steps)) / (
                np.sqrt(self.square[i] / (1 - 0.999**self.steps)) + 1e-8)


def quantized(weights, biases, input_scale, axis=0):
    """Weights in 255 steps, symmetric, of a scale for each channel along `axis`; and biases."""
    others = tuple(i for i in range(weights.ndim) if i != axis)
    scales = np.float32(np.maximum(np.abs(weights).max(axis=others, keepdims=True), 1e-6) / 127)
    steps = np.round(weights / scales).astype(np.int8)
    return Weights(steps, scales.ravel()), np.round(biases / (input_scale * scales.ravel())).astype(np.int32)


def from_zero(values):
    """The quantization of what a ReLU leaves."""
    return Quantization(values.max() / 255, -128)


def run_int8(tflite, inputs):
    """What the reference interpreter makes of each of the inputs, which are quantized."""
    interpreter, outputs = runtime.Interpreter.from_bytes(tflite, arena_size=1 << 17), []
    for one in inputs:
        interpreter.set_input(one[None], 0)
        interpreter.invoke()
        outputs.append(interpreter.get_output(0)[0])
    return np.array(outputs)


def numbers(values, indent="     "):
    """For a C++ array, in lines."""
    return f"\n{indent}".join(textwrap.wrap(", ".join(str(int(value)) for value in values), 112))


def rows(arrays):
    """For a C++ array of arrays."""
    return "\n".join(f"    {{{numbers(np.ravel(array))}}}," for array in arrays)
