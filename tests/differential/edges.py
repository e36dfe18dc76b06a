# SPDX-License-Identifier: BSL-1.0
"""Models some of whose inputs and outputs are uint8, around int8 arithmetic, and some of whose weights are int4."""

import numpy as np

from draw import Draw, as_float32
from models import ModelBuilder, Quantization

SHARE_OF_MODELS = 0.3
OFFSET = 128                    # between zero points that stand for the same number


class EdgedModelBuilder(ModelBuilder):
    """A ModelBuilder that puts QUANTIZE behind inputs and before outputs, and writes weights two in a byte where they
    fit; `seed` alone decides where."""

    def __init__(self, seed):
        super().__init__()
        self.draw = Draw([*seed, 1 << 21])
        self.has_uint8 = self.draw.chance(SHARE_OF_MODELS)
        self.four_bits = False

    def input(self, shape, quantization, dtype="int8"):
        if dtype != "int8" or not self._is_uint8():
            return super().input(shape, quantization, dtype)
        flat = self.draw.chance(0.2)
        size = 1
        for extent in shape:
            size *= int(extent)
        x = super().input((1, size) if flat else shape, self._uint8(quantization), "uint8")
        return self.elementwise("QUANTIZE", self.reshape(x, shape) if flat else x, quantization)

    def output(self, tensor):
        is_uint8 = self._is_uint8() and tensor.dtype == "int8"
        if not is_uint8 or self.draw.chance(0.1):
            super().output(tensor)
        if is_uint8:
            super().output(self.elementwise("QUANTIZE", tensor, self._uint8(tensor.quantization), "uint8"))

    def conv2d(self, *given, **options):
        return self._in_four_bits(super().conv2d, given, options)

    def depthwise_conv2d(self, *given, **options):
        return self._in_four_bits(super().depthwise_conv2d, given, options)

    def fully_connected(self, x, weights, *given, **options):
        if weights.scales.size > 1:             # the reference has no kernel for that
            return super().fully_connected(x, weights, *given, **options)
        return self._in_four_bits(super().fully_connected, (x, weights, *given), options)

    def constant(self, array, quantization=None, per_channel_axis=0):
        fits = self.four_bits and array.dtype == np.int8 and array.min() >= -8 and array.max() <= 7
        if not fits or self.draw.chance(0.5):
            return super().constant(array, quantization, per_channel_axis)
        halves = np.append(array.ravel(), np.zeros(array.size % 2, np.int8)).astype(np.uint8) & 15
        in_bytes = halves[0::2] | halves[1::2] << 4             # the first in the lower half
        return self.tensor(array.shape, quantization, "int4", in_bytes, per_channel_axis)

    def _in_four_bits(self, add, given, options):
        """Adds an operator whose weights may lie two in a byte."""
        self.four_bits = True
        output = add(*given, **options)
        self.four_bits = False
        return output

    def _is_uint8(self):
        return self.has_uint8 and self.draw.chance(0.7)

    def _uint8(self, quantization):
        """Mostly the same numbers; now and then others, with which there is something to compute."""
        if self.draw.chance(0.7):
            return Quantization(quantization.scale, quantization.zero_point + OFFSET)
        factor = self.draw.one_of([1.0, self.draw.rng.uniform(0.5, 2.0)])
        return Quantization(as_float32(quantization.scale * factor), self.draw.integer(0, 255))
