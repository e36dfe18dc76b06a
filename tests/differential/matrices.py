# SPDX-License-Identifier: BSL-1.0
"""Single-operator cases of products of two tensors: BATCH_MATMUL, FULLY_CONNECTED whose weights are computed."""

from itertools import product

import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from models import activation_code
from windowed import ACTIVATIONS


def product_of_matrices(model, a, b, output, adj_x=False, adj_y=False):
    options = schema.BatchMatMulOptionsT()
    options.adjX, options.adjY = adj_x, adj_y
    rows, columns = a.shape[-1 if adj_x else -2], b.shape[-2 if adj_y else -1]
    shape = (*np.broadcast_shapes(a.shape[:-2], b.shape[:-2]), rows, columns)
    return model._add("BATCH_MATMUL", [a, b], shape, output, options)


def dense_of_tensors(model, x, weights, output, keep_dims=False, activation="NONE", biases=None):
    """FULLY_CONNECTED whose weights are computed, too."""
    options = schema.FullyConnectedOptionsT()
    options.fusedActivationFunction, options.keepNumDims = activation_code(activation), keep_dims
    units, inputs = weights.shape
    shape = (*x.shape[:-1], units) if keep_dims else (x.size // inputs, units)
    return model._add("FULLY_CONNECTED", [x, weights, *([] if biases is None else [biases])], shape, output, options)


def matmul_grid():
    return [{"left": left, "right": right, "rows": rows, "inner": inner, "columns": columns, "adjoints": adjoints}
            for left, right in (((1,), (1,)), ((1, 3), (1, 3)), ((1, 3), (1, 1)), ((1, 1), (1, 2)), ((1, 2), (1,)))
            for rows, inner, columns in ((3, 4, 5), (1, 7, 1), (2, 1, 3))
            for adjoints in product((False, True), repeat=2)]


def matmul_geometry(draw, fixed):
    count = draw.integer(1, 4)
    return {"left": (1, draw.one_of((1, count))), "right": (1, draw.one_of((1, count))), "rows": draw.integer(1, 9),
            "inner": draw.integer(1, 33), "columns": draw.integer(1, 9),
            "adjoints": (draw.chance(0.5), draw.chance(0.5)),
            "constant": draw.one_of((None, None, "first", "second", "weights")), **fixed}


def quantization_of_products(draw, a, b, inner):
    ratio = b.scale * (1 if draw.flavour == "near_ties" else 40 * inner**0.5)
    return draw.requantized(a, ratio)


def matmul(model, draw, geometry):
    """`weights` are a constant without a zero point, as a dense layer's."""
    rows, inner, columns = (geometry[extent] for extent in ("rows", "inner", "columns"))
    adj_x, adj_y = geometry["adjoints"]
    constant = geometry["constant"]
    a = factor(model, draw, (*geometry["left"], *((inner, rows) if adj_x else (rows, inner))), constant == "first")
    b = factor(model, draw, (*geometry["right"], *((columns, inner) if adj_y else (inner, columns))),
               constant in ("second", "weights"), 0 if constant == "weights" else None)
    quantization = quantization_of_products(draw, a.quantization, b.quantization, inner)
    return product_of_matrices(model, a, b, quantization, adj_x, adj_y)


def factor(model, draw, shape, is_constant, zero_point=None):
    quantization = draw.quantization(1e-2, 1.0)
    if not is_constant:
        return model.input(shape, quantization)
    if zero_point is not None:
        quantization = quantization._replace(zero_point=zero_point)
    return model.constant(np.asarray(draw.weights(shape), np.int8).reshape(shape), quantization)


def dense_grid():
    return [{"shape": shape, "units": units, "keep_dims": keep} for keep in (False, True)
            for shape in ((1, 5), (1, 3, 4), (1, 1, 6), (1, 2, 3, 4)) for units in (1, 3)]


def dense_geometry(draw, fixed):
    rank = draw.integer(2, 4)
    return {"shape": (1, *(draw.integer(1, 7) for _ in range(rank - 1))), "units": draw.integer(1, 9),
            "keep_dims": draw.chance(0.3), "activation": draw.one_of(ACTIVATIONS), **fixed}


def dense(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization(1e-2, 1.0))
    inputs = x.shape[-1]
    rows = (geometry["units"], inputs)
    weights = model.reshape(model.input((1, *rows), draw.quantization(1e-2, 1.0)), rows)
    output = quantization_of_products(draw, x.quantization, weights.quantization, inputs)
    if geometry["activation"] in ("RELU6", "RELU_N1_TO_1"):
        output = draw.for_activation(geometry["activation"])
    biases = None
    if not model.quantizes and draw.chance(0.5):        # of int8 the library has none
        biases = model.constant(draw.rng.normal(0, 1, geometry["units"]).astype(np.float32))
    return dense_of_tensors(model, x, weights, output, geometry["keep_dims"], geometry["activation"], biases)
