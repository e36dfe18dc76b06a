# SPDX-License-Identifier: BSL-1.0
"""Cases of one operator in uint8, the quantization of TensorFlow 1: the geometries of `operators.py`, whose tensors of
int8 become uint8, 128 more, and whose weights have a zero point.

TensorFlow Lite Micro no longer computes in uint8. What TensorFlow Lite's reference kernels compute there as they do in
int8, 128 more, the reference is asked in int8; `uint8_kernels.py` defines what they compute otherwise.
"""

import numpy as np

import operators
import uint8_kernels as kernels
from cases import Case, moved, variant
from draw import FLAVOURS, Draw
from models import ModelBuilder, Quantization, Tensor

OFFSET = 128
OPERATORS = ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "AVERAGE_POOL_2D", "MUL", "CONV_2D", "FULLY_CONNECTED",
             "DEPTHWISE_CONV_2D", "MAX_POOL_2D", "ADD", "SUB", "MAXIMUM", "MINIMUM", "SOFTMAX", "RELU", "RELU6",
             "LEAKY_RELU", "HARD_SWISH", "LOGISTIC", "TANH", "QUANTIZE", "CONCATENATION", "PAD", "SLICE",
             "RESIZE_NEAREST_NEIGHBOR", "RESHAPE", "MEAN")


class Uint8ModelBuilder(ModelBuilder):
    """A ModelBuilder that makes uint8 of what is int8; its tensors keep the quantization of int8, to draw numbers by.
    `define` computes the output of the last operator from its inputs, 128 less, if that is not int8's."""

    def __init__(self, draw):
        super().__init__()
        self.draw, self.define, self.constants = draw, None, {}

    def tensor(self, shape, quantization=None, dtype="int8", data=None, per_channel_axis=0):
        if dtype not in ("int8", "uint8"):
            return super().tensor(shape, quantization, dtype, data, per_channel_axis)
        shifted = Quantization(quantization.scale, quantization.zero_point + OFFSET)
        bytes_ = None if data is None else shifted_up(data)
        made = super().tensor(shape, shifted, "uint8", bytes_)
        return Tensor(made.index, made.shape, quantization, "uint8")

    def conv2d(self, x, weights, biases, output, **options):
        made = super().conv2d(x, weights, biases, output, **options)
        layer = kernels.Weighted(x.quantization, weights, self.zero_point, biases, output)
        self.define = lambda pixels: kernels.conv2d(pixels, layer, **options)
        return made

    def depthwise_conv2d(self, x, weights, biases, output, **options):
        made = super().depthwise_conv2d(x, weights, biases, output, **options)
        layer = kernels.Weighted(x.quantization, weights, self.zero_point, biases, output)
        self.define = lambda pixels: kernels.depthwise_conv2d(pixels, layer, **options)
        return made

    def fully_connected(self, x, weights, biases, output, keep_dims=False, activation="NONE"):
        made = super().fully_connected(x, weights, biases, output, keep_dims, activation)
        layer = kernels.Weighted(x.quantization, weights, self.zero_point, biases, output)
        self.define = lambda values: kernels.fully_connected(values, layer, activation).reshape(made.shape)
        return made

    def pool(self, kind, x, kernel, stride=None, padding="VALID", activation="NONE"):
        if kind == "AVERAGE_POOL_2D":
            self.define = lambda pixels: kernels.average_pool(pixels, x.quantization, kernel, stride or kernel, padding,
                                                              activation)
        return super().pool(kind, x, kernel, stride, padding, activation)

    def elementwise(self, kind, x, output, dtype="int8"):
        if kind != "QUANTIZE":
            self.define = lambda values: kernels.TABLES[kind](values, x.quantization, output)
        return super().elementwise(kind, x, output, dtype)

    def leaky_relu(self, x, alpha, output):
        self.define = lambda values: kernels.leaky_relu(values, x.quantization, output, alpha)
        return super().leaky_relu(x, alpha, output)

    def constant(self, array, quantization=None, per_channel_axis=0):
        made = super().constant(array, quantization, per_channel_axis)
        self.constants[made.index] = array
        return made

    def arithmetic(self, kind, a, b, output, activation="NONE"):
        if kind == "MUL":
            known = [self.constants.get(tensor.index) for tensor in (a, b)]

            def define(*given):
                operands = list(given)
                left, right = (operands.pop(0) if array is None else array for array in known)
                return kernels.mul((left, a.quantization), (right, b.quantization), output, activation)
            self.define = define
        return super().arithmetic(kind, a, b, output, activation)

    def _weighted(self, x, weights, biases, per_channel_axis):
        self.zero_point = weights_zero_point(self.draw)
        scale = float(np.atleast_1d(weights.scales)[0])
        inputs = [x, self.constant(weights.values, Quantization(scale, self.zero_point))]
        if biases is not None:
            inputs.append(self.constant(biases, np.float32(x.quantization.scale) * np.float32(scale)))
        return inputs


def weights_zero_point(draw):
    """Mostly near the middle, as training gives it; 128 less."""
    return draw.one_of((0, draw.integer(-20, 20), draw.integer(-20, 20), draw.integer(-128, 127), -128, 127))


def shifted_up(array):
    return moved(array, OFFSET, np.uint8)


def case(seed, index, variants=range(len(FLAVOURS))):
    turn, which = divmod(index, len(OPERATORS))
    name = OPERATORS[which]
    family, grid = operators.FAMILIES[name], operators.shuffled_grid(name)
    geometry = {"operator": name, **family.geometry(Draw([seed, index]), grid[turn] if turn < len(grid) else {})}
    return Case("uint8", index, [build(seed, index, number, geometry) for number in variants])


def build(seed, index, number, geometry):
    family = operators.FAMILIES[geometry["operator"]]
    if number >= operators.FIXED_VARIANTS and family.vary:
        geometry = {**geometry, **family.vary(Draw([seed, index, number, 1 << 20]), geometry)}
    geometry = {**geometry, "per_channel": False}              # there is none in uint8
    model, draw = built(Uint8ModelBuilder(Draw([seed, index, number, 1 << 23])), [seed, index, number], geometry)
    as_int8 = [Tensor(tensor.index, tensor.shape, tensor.quantization) for tensor in model.input_tensors]
    inputs = draw.vectors(as_int8, family.vectors)
    result = variant(model, number, draw.flavour, geometry, [[shifted_up(array) for array in some] for some in inputs])
    if model.define:
        result.expected = [[shifted_up(model.define(*some))] for some in inputs]
    else:
        plain, _ = built(ModelBuilder(), [seed, index, number], geometry)
        result.reference, result.as_int8 = plain.build(), True
    return result


def built(model, seed, geometry):
    draw = Draw(seed, FLAVOURS[seed[-1] % len(FLAVOURS)])
    model.output(operators.FAMILIES[geometry["operator"]].build(model, draw, geometry))
    return model, draw
