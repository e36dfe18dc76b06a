# SPDX-License-Identifier: BSL-1.0
"""Cases of one operator in int16, with int8 weights: the geometries of `operators.py`, whose int8 tensors get 128
steps for each of theirs, and zero points of 0."""

import numpy as np

import reals
from draw import FLAVOURS
from models import ModelBuilder, Quantization

OPERATORS = ("FULLY_CONNECTED", "CONV_2D", "DEPTHWISE_CONV_2D", "MAX_POOL_2D", "AVERAGE_POOL_2D", "MEAN", "SUM",
             "ADD", "SUB", "MUL", "MAXIMUM", "MINIMUM", "SQUARED_DIFFERENCE", "RELU", "LEAKY_RELU", "LOGISTIC",
             "TANH", "SOFTMAX", "TRANSPOSE_CONV", "BATCH_MATMUL", "CONCATENATION", "PAD", "SLICE", "STRIDED_SLICE",
             "QUANTIZE", "ABS", "RSQRT", "CAST", "SELECT_V2")
STEPS = 128
FIXED_OUTPUTS = (Quantization(1 / 256, -128), Quantization(1 / 128, 0))
WHOLE = np.float32(1 / 32768)


class WideModelBuilder(ModelBuilder):
    """A ModelBuilder that makes int16 of int8 activations, and int64 of biases; its tensors keep the quantization, to
    draw numbers by."""

    short_biases = False
    rescales_extrema = False

    def conv2d(self, x, *given, **options):
        """The reference takes biases of int32 as well, here and of dense layers."""
        self.short_biases = x.size % 3 == 0
        return super().conv2d(x, *given, **options)

    def depthwise_conv2d(self, x, *given, **options):
        self.short_biases = False
        return super().depthwise_conv2d(x, *given, **options)

    def fully_connected(self, x, *given, **options):
        self.short_biases = x.size % 3 == 0
        return super().fully_connected(x, *given, **options)

    def arithmetic(self, kind, a, b, output, activation="NONE"):
        """Of 2**15 times a finer output, or more, the reference ends its process in ADD and SUB."""
        if kind in ("ADD", "SUB"):
            least = np.float32(max(a.quantization.scale, b.quantization.scale) / 2**13)
            output = Quantization(max(np.float32(output.scale), least), output.zero_point)
        return super().arithmetic(kind, a, b, output, activation)

    def tensor(self, shape, quantization=None, dtype="int8", data=None, per_channel_axis=0):
        if dtype == "int32" and quantization is not None:
            dtype = "int32" if self.short_biases and np.abs(data).max() < 2**31 // STEPS else "int64"
            return super().tensor(shape, np.atleast_1d(quantization) / STEPS, dtype, data.astype(dtype) * STEPS,
                                  per_channel_axis)
        if not isinstance(quantization, Quantization):
            return super().tensor(shape, quantization, dtype, data, per_channel_axis)
        if data is not None:
            data = wide(data, quantization)
        scale = WHOLE if quantization in FIXED_OUTPUTS else np.float32(quantization.scale / STEPS)
        made = super().tensor(shape, Quantization(scale, 0), "int16", data)
        return type(made)(made.index, made.shape, quantization, "int16")


def wide(values, quantization):
    return ((values.astype(np.int32) - quantization.zero_point) * STEPS).astype(np.int16)


def vector(draw, tensor, kind):
    """Numbers of that kind, and for most kinds those between them."""
    if tensor.dtype == "bool":
        return draw.vector(tensor, kind)
    as_int8 = type(tensor)(tensor.index, tensor.shape, tensor.quantization)
    values = wide(draw.vector(as_int8, kind), tensor.quantization).astype(np.int32)
    if kind == "extremes":
        return draw.rng.choice(np.array([-32768, 32767], np.int16), tensor.shape)
    if kind not in ("ramp", "constant"):
        values = values + draw.rng.integers(-STEPS // 2, STEPS // 2, tensor.shape)
    return np.clip(values, -32768, 32767).astype(np.int16)


def case(seed, index, variants=range(len(FLAVOURS))):
    return reals.case_of_type("wide", OPERATORS, WideModelBuilder, vector, seed, index, variants)
