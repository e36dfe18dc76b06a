# SPDX-License-Identifier: BSL-1.0
"""Cases of one operator in float32: the geometries of `operators.py`, whose quantized tensors and constants become the
real numbers that they stand for."""

import numpy as np

import choices
import operators
from cases import Case, variant
from draw import FLAVOURS, Draw
from models import ModelBuilder, Quantization

OPERATORS = ("FULLY_CONNECTED", "CONV_2D", "DEPTHWISE_CONV_2D", "MAX_POOL_2D", "AVERAGE_POOL_2D", "MEAN", "SUM",
             "REDUCE_MAX", "REDUCE_MIN",
             "ADD", "SUB", "MUL", "MAXIMUM", "MINIMUM", "SQUARED_DIFFERENCE", "PRELU",
             "BATCH_MATMUL", "FULLY_CONNECTED of tensors", "TRANSPOSE_CONV", "SVDF",
             "L2_NORMALIZATION", "LOG_SOFTMAX", "L2_POOL_2D", "ARG_MAX", "ARG_MIN",
             "RELU", "RELU6", "LEAKY_RELU", "HARD_SWISH",
             "LOGISTIC", "TANH", "ABS", "SOFTMAX", "ELU", "RSQRT", *operators.OF_REALS, "DIV", "FLOOR_DIV", "FLOOR_MOD",
             *choices.RELATIONS, *choices.LOGICAL, "SELECT_V2", "CAST", "SLICE", "STRIDED_SLICE",
             "RESIZE_NEAREST_NEIGHBOR", "RESIZE_BILINEAR")


class RealModelBuilder(ModelBuilder):
    """A ModelBuilder that makes float32 of what is quantized; its tensors keep the quantization, to draw numbers by."""

    quantizes = False

    def tensor(self, shape, quantization=None, dtype="int8", data=None, per_channel_axis=0):
        if quantization is None:
            return super().tensor(shape, quantization, dtype, data, per_channel_axis)
        if data is not None:
            data = real(data, quantization, per_channel_axis)
        made = super().tensor(shape, None, "float32", data)
        kept = quantization if isinstance(quantization, Quantization) else None
        return type(made)(made.index, made.shape, kept, "float32")


def real(values, quantization, axis):
    """What an array stands for."""
    if isinstance(quantization, Quantization):
        return ((values.astype(np.float64) - quantization.zero_point) * quantization.scale).astype(np.float32)
    scales = np.atleast_1d(quantization).astype(np.float64)
    shape = [1] * values.ndim
    if len(scales) > 1:
        shape[axis if values.ndim > 1 else 0] = len(scales)
    return (values.astype(np.float64) * scales.reshape(shape)).astype(np.float32)


def vector(draw, tensor, kind):
    """Numbers of that kind, not all of them multiples of the scale."""
    if tensor.dtype == "bool":
        return draw.vector(tensor, kind)
    as_int8 = type(tensor)(tensor.index, tensor.shape, tensor.quantization)
    values = real(draw.vector(as_int8, kind), tensor.quantization, 0)
    if kind not in ("ramp", "extremes"):
        values = values * draw.rng.uniform(0.5, 1, tensor.shape)
    return values.astype(np.float32)


def case(seed, index, variants=range(len(FLAVOURS))):
    return case_of_type("real", OPERATORS, RealModelBuilder, vector, seed, index, variants)


def case_of_type(kind, names, builder, vector_of, seed, index, variants):
    """A case of one of the operators, with the tensors that `builder` makes and the inputs that `vector_of` draws."""
    turn, which = divmod(index, len(names))
    name = names[which]
    family, grid = operators.FAMILIES[name], operators.shuffled_grid(name)
    geometry = {"operator": name, **family.geometry(Draw([seed, index]), grid[turn] if turn < len(grid) else {})}
    return Case(kind, index, [build(seed, index, number, family, geometry, builder(), vector_of)
                              for number in variants])


def build(seed, index, number, family, geometry, model, vector_of):
    draw = Draw([seed, index, number, 1 << 22], FLAVOURS[number % len(FLAVOURS)])
    if number >= operators.FIXED_VARIANTS and family.vary:
        geometry = {**geometry, **family.vary(draw, geometry)}
    model.output(family.build(model, draw, geometry))
    vectors = [[vector_of(draw, tensor, kind) for tensor in model.input_tensors] for kind in family.vectors]
    return variant(model, number, draw.flavour, geometry, vectors)
