# SPDX-License-Identifier: BSL-1.0
"""Single-operator cases whose elements change their type: comparisons, LOGICAL_*, SELECT_V2, CAST."""

from itertools import product

import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from elementwise import arithmetic_geometry, extremum_grid, shape_of
from models import ModelBuilder, Quantization

RELATIONS = ("EQUAL", "NOT_EQUAL", "GREATER", "GREATER_EQUAL", "LESS", "LESS_EQUAL")
LOGICAL = ("LOGICAL_AND", "LOGICAL_OR", "LOGICAL_NOT")
MOST_SCALE = 0.99               # of what is compared: the reference multiplies by scales below 1


def of_type(model, kind, tensors, shape, dtype, quantization=None):
    """An operator whose output is of that type, whatever the model's builder makes of others."""
    output = ModelBuilder.tensor(model, shape, quantization, dtype)
    model.operators.append(schema.OperatorT(model.code(kind), [x.index for x in tensors], [output.index]))
    model.operator_names.append(kind)
    return output


def operand(model, draw, shape, quantization, constant):
    if not constant:
        return model.input(shape, quantization)
    return model.constant(np.asarray(draw.weights(shape), np.int8).reshape(shape), quantization)


def compared(model, kind, a, b):
    return of_type(model, kind, [a, b], np.broadcast_shapes(a.shape, b.shape), "bool")


def small(quantization):
    return Quantization(min(quantization.scale, MOST_SCALE), quantization.zero_point)


def comparison(kind):
    """Now and then of a tensor with a broadcast of another of the same scale, so that some are equal."""
    def build(model, draw, geometry):
        a = model.input(geometry["shape"], small(draw.quantization(1e-2, 1.0)))
        other = a.quantization if draw.chance(0.5) else small(draw.requantized(a.quantization))
        b = operand(model, draw, geometry["other"], other, geometry["constant"])
        return compared(model, kind, *((b, a) if geometry["constant"] == "first" else (a, b)))
    return build


# Of bools, which comparisons make, or which come in

def logical_grid():
    return [geometry for geometry in extremum_grid() if not geometry["constant"]]


def logical_geometry(draw, fixed):
    return {**arithmetic_geometry(draw, fixed), "constant": None}


def bools(model, draw, x, shape):
    """Of that shape: an input, or what is greater than its neighbour."""
    if draw.chance(0.3) or not model.rescales_extrema:      # int16 are not compared
        return model.input(shape, None, "bool")
    other = model.input(shape, x.quantization)
    return compared(model, "GREATER", x if x.shape == tuple(shape) else model.input(shape, x.quantization), other)


def logical(kind):
    def build(model, draw, geometry):
        x = model.input(geometry["shape"], small(draw.quantization(1e-2, 1.0)))
        a = compared(model, "LESS", x, model.input(geometry["shape"], x.quantization))
        if kind == "LOGICAL_NOT":
            return of_type(model, kind, [a], a.shape, "bool")
        b = bools(model, draw, x, geometry["other"])
        return of_type(model, kind, [a, b], np.broadcast_shapes(a.shape, b.shape), "bool")
    return build


def select_grid():
    return [{**geometry, "condition": condition} for geometry, condition in product(extremum_grid(), ("full", "row"))]


def select_geometry(draw, fixed):
    return {**arithmetic_geometry(draw, fixed), "condition": draw.one_of(("full", "row")), **fixed}


def select(model, draw, geometry):
    """The two choices lie as they are, whatever their quantizations."""
    a = model.input(geometry["shape"], small(draw.quantization(1e-2, 1.0)))
    same = draw.chance(0.7) or not model.rescales_extrema
    other, output = (a.quantization if same else draw.requantized(a.quantization) for _ in range(2))
    b = operand(model, draw, geometry["other"], other, geometry["constant"])
    shape = np.broadcast_shapes(a.shape, b.shape)
    condition = bools(model, draw, a, shape if geometry["condition"] == "full" else (1, *shape[1:-1], 1))
    choices = (b, a) if geometry["constant"] == "first" else (a, b)
    return model._add("SELECT_V2", [condition, *choices], shape, output)


# CAST

TYPES = ("float32", "int8", "int16", "int32", "bool")
STEP = Quantization(1.0, 0)


def cast_grid():
    return [{"shape": (1, 256), "to": [to]} for to in TYPES] + [
        {"shape": (1, 4, 5, 3), "to": list(two)} for two in product(TYPES, TYPES)]


def cast_geometry(draw, fixed):
    return {"shape": shape_of(draw), "to": [draw.one_of(TYPES) for _ in range(draw.integer(1, 3))], **fixed}


def cast(model, draw, geometry):
    y = model.input(geometry["shape"], draw.quantization(1e-2, 2.0))
    for dtype in geometry["to"]:
        y = of_type(model, "CAST", [y], y.shape, dtype, STEP if dtype in ("int8", "int16") else None)
    return y
