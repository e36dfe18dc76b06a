# SPDX-License-Identifier: BSL-1.0
"""What TensorFlow Lite's reference kernels compute of uint8 otherwise than of int8, with numpy: of arrays that are 128
less.

The source of each is a file of google-ai-edge/LiteRT, below tflite/kernels. They were compared with the interpreter of
ai-edge-litert 2.3.0, with OpResolverType.BUILTIN_REF, which runs what `uint8.py` builds.
"""

from dataclasses import dataclass

import numpy as np

from models import Quantization, Weights, pair

LEAST, MOST = -128, 127


@dataclass
class Weighted:
    """A layer with weights, which have one scale and one zero point."""
    input: Quantization
    weights: Weights
    zero_point: int             # of the weights
    biases: np.ndarray | None
    output: Quantization

    @property
    def scale(self):
        return np.float32(np.atleast_1d(self.weights.scales)[0])

    @property
    def differences(self):
        return self.weights.values.astype(np.int64) - self.zero_point

    @property
    def bias(self):
        return 0 if self.biases is None else self.biases.astype(np.int64)


# Fixed point: internal/quantization_util.cc, QuantizeMultiplier; internal/common.cc, MultiplyByQuantizedMultiplier

def multiplier(real):
    fraction, shift = np.frexp(float(real))
    value = int(half_away(fraction * 2.0**31))
    if value == 2**31:
        value, shift = value // 2, shift + 1
    return (0, 0) if shift < -31 else (value, int(shift))


def multiply(x, by):
    value, shift = by
    x = wrapped(np.asarray(x, np.int64) << max(shift, 0))
    product = x * value
    nudged = product + np.where(product >= 0, 1 << 30, 1 - (1 << 30))
    high = np.where(nudged >= 0, nudged >> 31, -(-nudged >> 31))
    right = max(-shift, 0)
    mask = (1 << right) - 1
    return (high >> right) + ((high & mask) > (mask >> 1) + (high < 0))


def wrapped(x):
    return (x + 2**31) % 2**32 - 2**31


def half_away(x):
    return np.trunc(x + np.copysign(0.5, x)) if np.isscalar(x) else np.sign(x) * np.floor(np.abs(x) + 0.5)


def clamp(x, output, activation="NONE"):
    """kernel_util.cc, CalculateActivationRangeQuantized."""
    def limit(real):
        return output.zero_point + int(half_away(float(np.float32(real) / np.float32(output.scale))))
    low = {"NONE": LEAST, "RELU_N1_TO_1": limit(-1)}.get(activation, limit(0))
    high = {"RELU6": limit(6), "RELU_N1_TO_1": limit(1)}.get(activation, MOST)
    return np.maximum(np.minimum(x, min(high, MOST)), max(low, LEAST)).astype(np.int8)


# Windows

def windows(x, kernel, stride, dilation, padding):
    """[height, width, kernel height, kernel width, channels], zeros outside the image: internal/padding.h."""
    parts = [taps_along(*axis, padding) for axis in zip(x.shape[:2], pair(kernel), pair(stride), pair(dilation))]
    (rows, inside_rows), (columns, inside_columns) = parts
    picked = x[np.clip(rows, 0, x.shape[0] - 1)][:, :, np.clip(columns, 0, x.shape[1] - 1)].transpose(0, 2, 1, 3, 4)
    inside = inside_rows[:, None, :, None] & inside_columns[None, :, None, :]
    return picked * inside[..., None]


def taps_along(size, kernel, stride, dilation, padding):
    reach = (kernel - 1) * dilation + 1
    count = -(-size // stride) if padding == "SAME" else -(-(size - reach + 1) // stride)
    before = max(0, (count - 1) * stride + reach - size) // 2 if padding == "SAME" else 0
    taps = np.arange(count)[:, None] * stride - before + np.arange(kernel)[None, :] * dilation
    return taps, (taps >= 0) & (taps < size)


# Layers

def requantized(sums, layer, activation):
    """kernel_util.cc, GetQuantizedConvolutionMultipler: the product of the scales is float32."""
    product = np.float32(layer.input.scale) * layer.scale
    real = float(product) / float(np.float32(layer.output.scale))
    return clamp(multiply(sums, multiplier(real)) + layer.output.zero_point, layer.output, activation)


def conv2d(x, layer, stride=1, dilation=1, padding="VALID", activation="NONE"):
    """internal/reference/conv.h, Conv of uint8."""
    weights = layer.differences
    taps = windows(x[0].astype(np.int64) - layer.input.zero_point, weights.shape[1:3], stride, dilation, padding)
    groups = x.shape[3] // weights.shape[3]
    sums = [np.einsum("yxijc,fijc->yxf", part, filters)
            for part, filters in zip(np.split(taps, groups, axis=4), np.split(weights, groups))]
    return requantized(np.concatenate(sums, axis=2) + layer.bias, layer, activation)[None]


def depthwise_conv2d(x, layer, stride=1, dilation=1, padding="VALID", activation="NONE"):
    """internal/reference/depthwiseconv_uint8.h."""
    weights = layer.differences[0]
    taps = windows(x[0].astype(np.int64) - layer.input.zero_point, weights.shape[:2], stride, dilation, padding)
    taps = np.repeat(taps, weights.shape[2] // x.shape[3], axis=4)
    return requantized(np.einsum("yxijc,ijc->yxc", taps, weights) + layer.bias, layer, activation)[None]


def fully_connected(x, layer, activation="NONE"):
    """internal/reference/fully_connected.h, FullyConnected of uint8 with scales: products of doubles, rounded."""
    weights = layer.differences
    sums = (x.reshape(-1, weights.shape[1]).astype(np.int64) - layer.input.zero_point) @ weights.T + layer.bias
    real = float(np.float32(layer.input.scale)) * float(layer.scale) / float(np.float32(layer.output.scale))
    return clamp(half_away(sums.astype(np.float64) * real) + layer.output.zero_point, layer.output, activation)


def average_pool(x, quantization, kernel, stride, padding, activation):
    """internal/reference/pooling.h, AveragePool of uint8: halves of what is not negative go up."""
    bytes_ = windows(x[0].astype(np.int64) - LEAST, kernel, stride, 1, padding).sum(axis=(2, 3))
    count = windows(np.ones(x.shape[1:], np.int64), kernel, stride, 1, padding).sum(axis=(2, 3))
    return clamp((bytes_ + count // 2) // count + LEAST, quantization, activation)[None]


def mul(a, b, output, activation):
    """mul.cc: the scales' product and quotient are float32."""
    (x, left), (y, right) = a, b
    real = np.float32(left.scale) * np.float32(right.scale) / np.float32(output.scale)
    product = (x.astype(np.int64) - left.zero_point) * (y.astype(np.int64) - right.zero_point)
    return clamp(multiply(product, multiplier(real)) + output.zero_point, output, activation)


# Functions of a byte

def relu(activation):
    """activations.cc, QuantizedReluX: the scales' quotient is float32."""
    def compute(x, source, output):
        real = np.float32(source.scale) / np.float32(output.scale)
        y = multiply(x.astype(np.int64) - source.zero_point, multiplier(real))
        return clamp(y + output.zero_point, output, activation)
    return compute


def leaky_relu(x, source, output, alpha):
    """activations.cc, LeakyReluPrepare; internal/reference/leaky_relu.h."""
    scale, slope = np.float32(source.scale), np.float32(alpha)
    below = scale * slope / np.float32(output.scale)
    differences = x.astype(np.int64) - source.zero_point
    negatives = int(np.copysign(1, below)) * multiply(differences, multiplier(abs(below)))
    y = np.where(differences >= 0, multiply(differences, multiplier(scale / np.float32(output.scale))), negatives)
    return clamp(y + output.zero_point, output)


def function(real):
    """internal/common.h, LUTPopulate of 8 bits."""
    def compute(x, source, output):
        inverse = np.float32(1) / np.float32(output.scale)
        inputs = np.float32(source.scale) * (x.astype(np.float32) - np.float32(source.zero_point))
        return clamp(half_away(real(inputs) * inverse).astype(np.float32) + np.float32(output.zero_point), output)
    return compute


def hard_swish(x, source, output):
    """activations.cc, HardSwishPrepare; internal/reference/hard_swish.h: 16 bits."""
    def narrow(real):
        value, shift = multiplier(real)
        return (0x7FFF if value >= 0x7FFF8000 else (value + 0x8000) >> 16), shift
    fine = np.float32(source.scale) / np.float32(128)
    by, shift = narrow(fine / np.float32(output.scale))
    by_relu, relu_shift = narrow(fine / (np.float32(3) / np.float32(32768)))
    inputs = (x.astype(np.int64) - source.zero_point) * 128
    y, relu_y = high_16(inputs, by), inputs
    if relu_shift > 0:
        relu_y = saturated_16(relu_y << min(relu_shift - 1, 31))
    relu_y = high_16(relu_y, by_relu)
    if relu_shift > 0:
        relu_y = saturated_16(relu_y * 2)
    if relu_shift < 0:
        relu_y = divided_16(relu_y, -relu_shift)
    relu_y = (relu_y + (1 << 15)) >> 1
    product = relu_y * y
    product = saturated_16(np.sign(product) * (np.abs(product) >> 15))
    return clamp(divided_16(product, max(0, -shift)) + output.zero_point, output)


def high_16(a, b):
    product = a * b
    nudged = product + np.where(product >= 0, 1 << 14, 1 - (1 << 14))
    return saturated_16(np.sign(nudged) * (np.abs(nudged) >> 15))


def divided_16(x, right):
    mask = (1 << right) - 1
    return (x >> right) + ((x & mask) > (mask >> 1) + (x < 0))


def saturated_16(x):
    return np.clip(x, -2**15, 2**15 - 1)


TABLES = {
    "RELU": relu("RELU"),
    "RELU6": relu("RELU6"),
    "HARD_SWISH": hard_swish,
    "LOGISTIC": function(lambda x: np.float32(1) / (np.float32(1) + np.exp(np.minimum(-x, np.float32(88))))),
    "TANH": function(np.tanh),
}
