# SPDX-License-Identifier: BSL-1.0
"""What the generators draw at random: quantizations, weights and input vectors, each in several flavours.

A flavour says what the numbers of a variant are after. `FLAVOURS` is in the order in which variants take them.
"""

import numpy as np

from models import Quantization, Weights

FLAVOURS = (
    "fitting",         # outputs fill the int8 range
    "ties",            # power-of-two multipliers: many products fall on exactly one half
    "saturating",      # most outputs are clamped
    "spread",          # scales of the channels differ by factors up to a million, some multipliers vanish, or are 0
    "extreme",         # weights of -128 and 127, zero points at the ends
    "amplifying",      # multipliers greater than one
    "tiny",            # outputs of a few steps
    "near_ties",       # multipliers like 0.3 or 0.7: products next to one half, decided by a multiplier's last bits
)
NEAR_TIES = (0.3, 0.5, 0.7, 0.9, 1.1, 1.5, 5 / 6, 5 / 12, 3 / 14, 11 / 14)
STEPS = {"fitting": 45, "ties": 45, "near_ties": 45, "saturating": 400, "spread": 45, "extreme": 60, "amplifying": 80,
         "tiny": 2}
VECTORS = ("uniform", "band", "near", "ramp", "extremes", "constant")
UNIFORM_DEVIATION = 74          # standard deviation of a uniform int8


class Draw:
    """A seeded source of one variant's numbers."""

    def __init__(self, seed, flavour="fitting"):
        self.rng = np.random.default_rng(seed)
        self.flavour = flavour

    def one_of(self, values):
        return values[self.rng.integers(len(values))]

    def integer(self, low, high):
        """Both ends included."""
        return int(self.rng.integers(low, high + 1))

    def chance(self, probability):
        return bool(self.rng.random() < probability)

    # Quantizations

    def scale(self, low=1e-4, high=4.0):
        if self.flavour == "ties":
            return 2.0 ** self.integer(int(np.ceil(np.log2(low))), int(np.floor(np.log2(high))))
        if self.flavour in ("spread", "extreme") and self.chance(0.5):
            low, high = low * 1e-2, high * 1e2
        return as_float32(np.exp(self.rng.uniform(np.log(low), np.log(high))))

    def zero_point(self):
        if self.flavour == "extreme" or self.chance(0.3):
            return self.one_of([-128, 127, 0, -1, 1])
        return self.integer(-128, 127)

    def quantization(self, low=1e-4, high=4.0):
        return Quantization(self.scale(low, high), self.zero_point())

    def requantized(self, source, ratio=1.0):
        """A quantization for outputs that are about `ratio` times values quantized by `source`."""
        factor = {"ties": 2.0 ** self.integer(-2, 3), "near_ties": 1 / self.one_of(NEAR_TIES),
                  "saturating": self.rng.uniform(0.02, 0.3), "amplifying": self.rng.uniform(0.3, 1.0),
                  "tiny": self.rng.uniform(20, 90), "extreme": 1.0}.get(self.flavour, self.rng.uniform(0.5, 2.0))
        return Quantization(as_float32(source.scale * ratio * factor), self.zero_point())

    def for_activation(self, activation):
        """An output quantization under which a fused activation's limits lie inside the int8 range."""
        if activation in ("NONE", "RELU") or self.chance(0.1):
            return self.quantization(1e-3)
        limit = {"RELU6": 6.0, "RELU_N1_TO_1": 1.0}[activation]
        return self.quantization(limit / 255, limit / 12)

    # Weights

    def weights(self, shape):
        if self.flavour == "extreme":
            return self.rng.choice(np.array([-128, 127, -127, 0], np.int8), shape)
        if self.flavour in ("amplifying", "near_ties"):
            return self.rng.choice(np.array([-1, 0, 0, 0, 1], np.int8), shape)
        if self.flavour == "fitting":
            return np.clip(np.round(self.rng.normal(0, 40, shape)), -127, 127).astype(np.int8)
        return self.rng.integers(-128, 128, shape).astype(np.int8)

    def layer(self, source, shape, channel_axis, output, per_channel=True, with_bias=True):
        """Weights with scales, and biases, so that outputs quantized by `output` spread as the flavour wants."""
        values = self.weights(shape)
        channels = shape[channel_axis]
        deviation = accumulator_deviation(np.moveaxis(values, channel_axis, 0).reshape(channels, -1), source)
        multipliers = STEPS[self.flavour] / deviation
        if not per_channel:
            multipliers = np.array([np.exp(np.mean(np.log(multipliers)))])
        if self.flavour == "spread" and per_channel:
            multipliers = multipliers * 2.0 ** self.rng.uniform(-12, 8, channels)
            multipliers[self.rng.random(channels) < 0.1] *= 2.0**-30
        if self.flavour == "spread":
            multipliers[self.rng.random(len(multipliers)) < 0.05] = 0      # as some write pruned channels
        multipliers = self._multipliers(multipliers)
        scales = np.float32(multipliers * output.scale / source.scale)
        biases = np.round(self.rng.normal(0, 0.7 * deviation)).astype(np.int32) if with_bias else None
        return Weights(values, scales), biases

    def _multipliers(self, multipliers):
        if self.flavour == "ties":
            return 2.0 ** np.round(np.log2(multipliers))
        if self.flavour == "near_ties":
            return self.rng.choice(NEAR_TIES, len(multipliers))
        return multipliers

    # Inputs

    def vectors(self, inputs, kinds=VECTORS):
        """Input arrays for each kind of vector, one array for each of the model's input tensors."""
        return [[self.vector(tensor, kind) for tensor in inputs] for kind in kinds]

    def vector(self, tensor, kind):
        if tensor.dtype == "bool":
            return self.rng.integers(0, 2, tensor.shape).astype(np.bool_)
        offset = 128 if tensor.dtype == "uint8" else 0      # they are drawn as int8
        shape, zero_point = tensor.shape, tensor.quantization.zero_point - offset
        if kind == "every":
            values = self.rng.permutation(np.resize(np.arange(-128, 128), tensor.size)).reshape(shape)
        elif kind == "band":
            low, high = sorted(self.rng.integers(-128, 128, 2))
            values = self.rng.integers(low, high + 1, shape)
        elif kind == "near":
            values = np.clip(zero_point + self.rng.integers(-3, 4, shape), -128, 127)
        elif kind == "ramp":
            values = (np.arange(tensor.size).reshape(shape) * self.integer(1, 7) + self.integer(0, 255)) % 256 - 128
        elif kind == "extremes":
            values = self.rng.choice([-128, 127], shape)
        elif kind == "constant":
            values = np.full(shape, self.one_of([-128, 127, zero_point]))
        else:
            values = self.rng.integers(-128, 128, shape)
        return (values + offset).astype(tensor.dtype)


def accumulator_deviation(rows, source):
    """Root mean square of the sums of products of each row of weights with uniform inputs quantized by `source`."""
    rows = rows.astype(np.float64)
    offset = -0.5 - source.zero_point
    noise = UNIFORM_DEVIATION**2 * (rows**2).sum(axis=1)
    return np.sqrt(np.maximum(noise + (offset * rows.sum(axis=1))**2, 1.0))


def as_float32(value):
    return float(np.float32(value))
