# SPDX-License-Identifier: BSL-1.0
"""Models some of whose inputs and outputs are uint8, around int8 arithmetic, as converters write them."""

from draw import Draw, as_float32
from models import ModelBuilder, Quantization

SHARE_OF_MODELS = 0.3
OFFSET = 128                    # between zero points that stand for the same number


class EdgedModelBuilder(ModelBuilder):
    """A ModelBuilder that puts QUANTIZE behind inputs and before outputs; `seed` alone decides where."""

    def __init__(self, seed):
        super().__init__()
        self.draw = Draw([*seed, 1 << 21])
        self.has_uint8 = self.draw.chance(SHARE_OF_MODELS)

    def input(self, shape, quantization):
        if not self._is_uint8():
            return super().input(shape, quantization)
        flat = self.draw.chance(0.2)
        size = 1
        for extent in shape:
            size *= int(extent)
        x = super().input((1, size) if flat else shape, self._uint8(quantization), "uint8")
        return self.elementwise("QUANTIZE", self.reshape(x, shape) if flat else x, quantization)

    def output(self, tensor):
        is_uint8 = self._is_uint8()
        if not is_uint8 or self.draw.chance(0.1):
            super().output(tensor)
        if is_uint8:
            super().output(self.elementwise("QUANTIZE", tensor, self._uint8(tensor.quantization), "uint8"))

    def _is_uint8(self):
        return self.has_uint8 and self.draw.chance(0.7)

    def _uint8(self, quantization):
        """Mostly the same numbers; now and then others, with which there is something to compute."""
        if self.draw.chance(0.7):
            return Quantization(quantization.scale, quantization.zero_point + OFFSET)
        factor = self.draw.one_of([1.0, self.draw.rng.uniform(0.5, 2.0)])
        return Quantization(as_float32(quantization.scale * factor), self.draw.integer(0, 255))
