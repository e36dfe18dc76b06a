# SPDX-License-Identifier: BSL-1.0
"""Single-operator cases without windows: FULLY_CONNECTED, MEAN, activations, SOFTMAX, arithmetic and data movement."""

from itertools import combinations, product

import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from models import Quantization
from windowed import ACTIVATIONS

EXTENTS = (1, 2, 3, 4, 5, 7, 8, 11, 13)
SIGMOID = Quantization(1 / 256, -128)
TANH = Quantization(1 / 128, 0)
STEP = Quantization(1.0, 0)


def shape_of(draw, rank=None, most=13):
    """A random shape [1, ...] of rank 2 to 4."""
    rank = rank or draw.integer(2, 4)
    return (1, *(min(most, draw.one_of(EXTENTS)) for _ in range(rank - 1)))


def other_height(draw, shape):
    """Another one for an image."""
    return (1, draw.integer(1, 12), *shape[2:]) if len(shape) == 4 else shape


def subsets(axes):
    return [list(chosen) for count in range(1, len(axes) + 1) for chosen in combinations(axes, count)]


# FULLY_CONNECTED

def dense_grid():
    grid = [{"shape": (1, inputs), "units": units, "keep_dims": False}
            for inputs, units in product((1, 2, 3, 4, 5, 8, 16, 33, 127), (1, 2, 3, 4, 7, 10, 16))]
    grid += [{"shape": shape, "keep_dims": keep} for keep in (False, True)
             for shape in ((1, 5, 4), (1, 1, 9), (1, 3, 4, 5), (1, 1, 1, 8), (1, 7, 1, 3), (1, 2, 6, 1))]
    return grid


def dense_geometry(draw, fixed):
    return {"shape": shape_of(draw, most=7), "units": draw.integer(1, 24), "keep_dims": draw.chance(0.3),
            "per_channel": draw.chance(0.4), "bias": draw.chance(0.8), "activation": draw.one_of(ACTIVATIONS), **fixed}


def dense_vary(draw, geometry):
    shape = other_height(draw, geometry["shape"]) if geometry["keep_dims"] else geometry["shape"]
    return {"shape": shape, "per_channel": draw.chance(0.4), "activation": draw.one_of(ACTIVATIONS)}


def dense(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    output = draw.for_activation(geometry["activation"])
    inputs = x.shape[-1] if geometry["keep_dims"] else x.size
    shape = (geometry["units"], inputs)
    layer = draw.layer(x.quantization, shape, 0, output, geometry["per_channel"], geometry["bias"])
    return model.fully_connected(x, *layer, output, geometry["keep_dims"], geometry["activation"])


# MEAN, SUM, REDUCE_MAX and REDUCE_MIN

def mean_grid():
    shapes = ((1, 4, 5, 3), (1, 7, 7, 8), (1, 1, 9, 2), (1, 13, 1, 1), (1, 6, 11), (1, 3, 1), (1, 17))
    return [{"shape": shape, "axes": axes, "keep_dims": keep}
            for shape in shapes for axes in subsets(range(1, len(shape))) for keep in (False, True)] + [
        {"shape": (1, 2, 3, 4, 5), "axes": axes} for axes in ((1,), (2,), (1, 3), (1, 4), (1, 2, 3), (2, 3, 4))]


def mean_geometry(draw, fixed):
    geometry = {"shape": shape_of(draw), "keep_dims": draw.chance(0.5), **fixed}
    rank = len(geometry["shape"])
    axes = draw.one_of(subsets(range(1, rank)))
    geometry.setdefault("axes", [axis - rank for axis in axes] if draw.chance(0.2) else axes)
    return geometry


def mean(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    count = np.prod([geometry["shape"][axis] for axis in geometry["axes"]])
    ratio = 1 / count if draw.flavour == "near_ties" else 1.0
    output = x.quantization if draw.chance(0.2) else draw.requantized(x.quantization, ratio)
    return reduction(model, "MEAN", x, geometry["axes"], output, geometry["keep_dims"])


def reduction(model, kind, x, axes, output, keep_dims=False):
    """MEAN, SUM, REDUCE_MAX or REDUCE_MIN."""
    options = schema.ReducerOptionsT()
    options.keepDims = keep_dims
    reduced = {axis % len(x.shape) for axis in axes}
    kept = [1 if i in reduced else extent for i, extent in enumerate(x.shape) if keep_dims or i not in reduced]
    return model._add(kind, [x, model.constant(np.array(axes, np.int32))], kept, output, options)


def total(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    count = np.prod([geometry["shape"][axis] for axis in geometry["axes"]])
    output = x.quantization if draw.chance(0.2) else draw.requantized(x.quantization, float(draw.one_of([1, count])))
    return reduction(model, "SUM", x, geometry["axes"], output, geometry["keep_dims"])


def reduced_extreme(kind):
    def build(model, draw, geometry):
        x = model.input(geometry["shape"], draw.quantization())
        return reduction(model, kind, x, geometry["axes"], x.quantization, geometry["keep_dims"])
    return build


# Activations of their own, QUANTIZE and SOFTMAX

def table_grid():
    return [{"shape": shape} for shape in ((1, 16, 16, 1), (1, 4, 8, 8), (1, 256), (1, 32, 8), (1, 5, 7, 9), (1, 1))]


def table_geometry(draw, fixed):
    return {"shape": (1, 256) if draw.chance(0.3) else shape_of(draw), **fixed}


def table_vary(draw, geometry):
    return {"shape": other_height(draw, geometry["shape"])}


def table(kind):
    """Operators that are a function of one byte."""
    def build(model, draw, geometry):
        low, high = {"RELU6": (6 / 500, 0.5), "HARD_SWISH": (1e-3, 0.5)}.get(kind, (1e-3, 2.0))
        x = model.input(geometry["shape"], draw.quantization(low, high))
        fixed = {"LOGISTIC": SIGMOID, "TANH": TANH}
        output = fixed.get(kind) or draw.requantized(x.quantization)
        if kind == "RELU6" and draw.chance(0.7):
            output = x.quantization
        if kind == "LEAKY_RELU":
            alpha = draw.one_of([0.1, 0.01, 0.2, 0.3, 0.5, 0.0, 1.0, 1.25, -0.25, draw.rng.uniform(-0.5, 1.5)])
            return model.leaky_relu(x, np.float32(alpha), output)
        if kind == "RSQRT":         # of what is not negative
            x = model.elementwise("RELU", x, x.quantization)
            output = draw.requantized(x.quantization, 1 / (5 * x.quantization.scale**1.5))
        return model.elementwise(kind, x, output)
    return build


def softmax_grid():
    return [{"shape": (1, size)} for size in (1, 2, 3, 4, 5, 10, 12, 35, 100, 256, 500)] + [
        {"shape": shape} for shape in ((1, 6, 4), (1, 1, 10), (1, 3, 5, 2), (1, 1, 1, 7), (1, 4, 4, 1))]


def softmax_geometry(draw, fixed):
    return {"shape": shape_of(draw), **fixed}


def softmax(model, draw, geometry, dtype="int8"):
    x = model.input(geometry["shape"], draw.quantization(1e-3, 1.0))
    return model.softmax(x, draw.one_of([1.0, 1.0, 1.0, 0.5, 2.0, 0.1, np.float32(draw.rng.uniform(0.05, 3))]),
                         dtype)


# ADD, SUB and MUL

def arithmetic_grid():
    full = (1, 4, 5, 3)
    grid = [{"shape": full, "other": tuple(1 if masked else extent for masked, extent in zip((1, *mask), full)),
             "constant": constant}
            for mask in product((0, 1), repeat=3) for constant in (None, "first", "second")]
    grid += [{"shape": (1, 4, 1, 3), "other": (1, 1, 5, 3), "constant": constant} for constant in (None, "second")]
    grid += [{"shape": full, "other": other, "constant": constant}
             for other in ((), (1,), (3,), (5, 3), (5, 1), (4, 5, 3)) for constant in ("first", "second")]
    return grid + [{"shape": shape, "other": shape, "constant": None}
                   for shape in ((1, 7), (1, 1), (1, 16, 16, 4), (1, 9, 2))]


def arithmetic_geometry(draw, fixed):
    shape = shape_of(draw)
    other = shape if draw.chance(0.5) else (1, *(1 if draw.chance(0.5) else extent for extent in shape[1:]))
    return {"shape": shape, "other": other, "constant": draw.one_of((None, None, "first", "second")),
            "activation": draw.one_of(ACTIVATIONS), **fixed}


def arithmetic_vary(draw, geometry):
    shape, other = geometry["shape"], geometry["other"]
    fixed = geometry["constant"] and len(other) == 4 and other[1] > 1    # a constant's rows are in its kernel
    if len(shape) == 4 and len(other) in (0, 1, 2, 4) and not fixed:
        shape = other_height(draw, shape)
        if len(other) == 4 and other[1] == geometry["shape"][1] > 1:
            other = (1, shape[1], *other[2:])
    return {"shape": shape, "other": other, "activation": draw.one_of(ACTIVATIONS)}


def arithmetic(kind):
    def build(model, draw, geometry):
        a = model.input(geometry["shape"], draw.quantization(1e-2, 1.0))
        other = draw.requantized(a.quantization)
        if geometry["constant"]:
            values = np.asarray(draw.weights(geometry["other"]), np.int8).reshape(geometry["other"])
            b = model.constant(values, other)
        else:
            b = model.input(geometry["other"], other)
        ratio = {"MUL": other.scale * (1 if draw.flavour == "near_ties" else 60),
                 "DIV": 1 / (other.scale * draw.one_of((1, 4, 30)))}.get(kind, 1.0)
        output = draw.requantized(a.quantization, ratio)
        if geometry["activation"] in ("RELU6", "RELU_N1_TO_1"):
            output = draw.for_activation(geometry["activation"])
        operands = (b, a) if geometry["constant"] == "first" else (a, b)
        return model.arithmetic(kind, *operands, output, geometry["activation"])
    return build


def floored(kind):
    """FLOOR_DIV or FLOOR_MOD of float32, by what is not 0."""
    def build(model, draw, geometry):
        a = model.input(geometry["shape"], draw.quantization(1e-2, 1.0))
        if geometry["constant"] == "second":
            values = draw.rng.choice(np.array([-90, -2, -1, 1, 3, 77], np.int8), geometry["other"])
            b = model.constant(np.asarray(values), Quantization(draw.scale(1e-2, 1.0), 0))
        else:
            whole = model.elementwise("FLOOR", model.input(geometry["other"], draw.quantization(1e-2, 1.0)), STEP)
            b = model.arithmetic("SUB", whole, model.constant(np.ones(1, np.int8), Quantization(0.5, 0)), STEP)
        return model.arithmetic(kind, a, b, a.quantization)
    return build


# MAXIMUM and MINIMUM, of bytes, whatever their quantizations are

def extremum_grid():
    return [geometry for geometry in arithmetic_grid() if geometry["other"] != ()]


def extremum(kind):
    def build(model, draw, geometry):
        a = model.input(geometry["shape"], draw.quantization(1e-2, 1.0))
        same = draw.chance(0.7) or not model.rescales_extrema
        other, output = (a.quantization if same else draw.requantized(a.quantization) for _ in range(2))
        if geometry["constant"]:
            values = np.asarray(draw.weights(geometry["other"]), np.int8).reshape(geometry["other"])
            b = model.constant(values, other)
        else:
            b = model.input(geometry["other"], other)
        return model.arithmetic(kind, *((b, a) if geometry["constant"] == "first" else (a, b)), output)
    return build


# PRELU, whose slopes are mostly a constant, and SQUARED_DIFFERENCE

def slopes_grid():
    return [geometry for geometry in arithmetic_grid() if geometry["constant"] != "first" and geometry["other"] != ()]


def slopes_geometry(draw, fixed):
    geometry = arithmetic_geometry(draw, fixed)
    return {**geometry, "constant": "second" if geometry["constant"] == "first" else geometry["constant"]}


def with_slopes(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization(1e-2, 1.0))
    slopes = draw.quantization(1e-3, 2e-2)
    if geometry["constant"]:
        b = model.constant(np.asarray(draw.weights(geometry["other"]), np.int8).reshape(geometry["other"]), slopes)
    else:
        b = model.input(geometry["other"], slopes)
    return model.arithmetic("PRELU", x, b, draw.requantized(x.quantization))


def squared_difference(model, draw, geometry):
    a = model.input(geometry["shape"], draw.quantization(1e-2, 1.0))
    other = draw.requantized(a.quantization)
    larger = max(a.quantization.scale, other.scale)
    if geometry["constant"]:
        b = model.constant(np.asarray(draw.weights(geometry["other"]), np.int8).reshape(geometry["other"]), other)
    else:
        b = model.input(geometry["other"], other)
    output = draw.requantized(a.quantization, larger * larger / a.quantization.scale * draw.one_of((1, 30, 100)))
    return model.arithmetic("SQUARED_DIFFERENCE", *((b, a) if geometry["constant"] == "first" else (a, b)), output)
