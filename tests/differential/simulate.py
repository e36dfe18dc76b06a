# SPDX-License-Identifier: BSL-1.0
"""The operators in float32, on a batch of samples: only to learn which ranges the tensors of a random network take.

Nothing here defines a result: a converter calibrates on floats in the same way, and then the integer kernels decide.
"""

import numpy as np

from models import Quantization, pair, window_positions


def windows(x, kernel, stride, dilation, padding, fill):
    """Yields (row, column, the samples that this tap of the kernel reads at every output position)."""
    (kh, kw), (sh, sw), (dh, dw) = pair(kernel), pair(stride), pair(dilation)
    counts, margins = [], []
    for size, k, s, d in zip(x.shape[1:3], (kh, kw), (sh, sw), (dh, dw)):
        count = window_positions(size, k, s, d, padding)
        total = max(0, (count - 1) * s + (k - 1) * d + 1 - size)
        counts.append(count)
        margins.append((total // 2, total - total // 2))
    padded = np.pad(x, [(0, 0), *margins, (0, 0)], constant_values=fill)
    for row in range(kh):
        for column in range(kw):
            rows = slice(row * dh, row * dh + (counts[0] - 1) * sh + 1, sh)
            columns = slice(column * dw, column * dw + (counts[1] - 1) * sw + 1, sw)
            yield row, column, padded[:, rows, columns]


def conv2d(x, kernel, stride=1, dilation=1, padding="VALID"):
    """`kernel` is [filters, height, width, channels / groups], in real values."""
    groups = x.shape[3] // kernel.shape[3]
    parts = []
    for part, filters in zip(np.split(x, groups, axis=3), np.split(kernel, groups, axis=0)):
        taps = windows(part, kernel.shape[1:3], stride, dilation, padding, 0.0)
        parts.append(sum(tap @ filters[:, row, column].T for row, column, tap in taps))
    return np.concatenate(parts, axis=3)


def depthwise_conv2d(x, kernel, stride=1, dilation=1, padding="VALID"):
    """`kernel` is [1, height, width, channels * multiplier]."""
    repeated = np.repeat(x, kernel.shape[3] // x.shape[3], axis=3)
    taps = windows(repeated, kernel.shape[1:3], stride, dilation, padding, 0.0)
    return sum(tap * kernel[0, row, column] for row, column, tap in taps)


def pool(kind, x, kernel, stride, padding):
    if kind == "MAX_POOL_2D":
        return np.max([tap for _, _, tap in windows(x, kernel, stride, 1, padding, -np.inf)], axis=0)
    total = sum(tap for _, _, tap in windows(x, kernel, stride, 1, padding, 0.0))
    return total / sum(tap for _, _, tap in windows(np.ones_like(x), kernel, stride, 1, padding, 0.0))


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


ACTIVATIONS = {
    "NONE": lambda x: x,
    "QUANTIZE": lambda x: x,
    "RELU": lambda x: np.maximum(x, 0),
    "RELU6": lambda x: np.clip(x, 0, 6),
    "RELU_N1_TO_1": lambda x: np.clip(x, -1, 1),
    "LEAKY_RELU": lambda x: np.where(x > 0, x, 0.1 * x),
    "HARD_SWISH": lambda x: x * np.clip(x + 3, 0, 6) / 6,
    "LOGISTIC": lambda x: 1 / (1 + np.exp(-x)),
    "TANH": np.tanh,
    "ABS": np.abs,
}
ARITHMETIC = {"ADD": np.add, "SUB": np.subtract, "MUL": np.multiply, "MAXIMUM": np.maximum,
              "MINIMUM": np.minimum}


def quantization_of(samples, margin=1.0):
    """What a converter chooses for a tensor that took these values: zero is exact, the range fills the int8."""
    low, high = min(0.0, float(samples.min()) * margin), max(0.0, float(samples.max()) * margin)
    scale = float(np.float32(max(high - low, 1e-3) / 255))
    return Quantization(scale, int(np.clip(round(-128 - low / scale), -128, 127)))
