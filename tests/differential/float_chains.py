# SPDX-License-Identifier: BSL-1.0
"""Single-operator cases of what converters leave in float32: DEQUANTIZE, functions of one element, QUANTIZE."""

import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from draw import as_float32
from elementwise import table_geometry
from models import Quantization, activation_code


def quantized_again(model, x, output):
    """QUANTIZE behind float32."""
    return model._add("QUANTIZE", [x], x.shape, output, schema.QuantizeOptionsT())


def float32(model, kind, *tensors, activation="NONE", alpha=None):
    """DEQUANTIZE, or an operator that the converter left in float32."""
    options = {"DEQUANTIZE": schema.DequantizeOptionsT, "ADD": schema.AddOptionsT, "SUB": schema.SubOptionsT,
               "MUL": schema.MulOptionsT, "DIV": schema.DivOptionsT, "LEAKY_RELU": schema.LeakyReluOptionsT,
               "HARD_SWISH": schema.HardSwishOptionsT, "MAXIMUM": schema.MaximumMinimumOptionsT,
               "MINIMUM": schema.MaximumMinimumOptionsT}.get(kind)
    options = options and options()
    if kind in ("ADD", "SUB", "MUL", "DIV"):
        options.fusedActivationFunction = activation_code(activation)
    if kind == "LEAKY_RELU":
        options.alpha = float(alpha)
    shape = np.broadcast_shapes(*(tensor.shape for tensor in tensors))
    return model._add(kind, list(tensors), shape, None, options, "float32")


UNARY = {
    "ABS": np.abs, "NEG": np.negative, "SQUARE": np.square, "SQRT": np.sqrt, "RSQRT": lambda x: 1 / np.sqrt(x),
    "EXP": np.exp, "LOG": np.log, "SIN": np.sin, "COS": np.cos, "FLOOR": np.floor, "CEIL": np.ceil, "ROUND": np.round,
    "ELU": lambda x: np.where(x < 0, np.expm1(x), x), "RELU": lambda x: np.maximum(x, 0),
    "RELU6": lambda x: np.clip(x, 0, 6), "LOGISTIC": lambda x: 1 / (1 + np.exp(-x)), "TANH": np.tanh,
    "HARD_SWISH": lambda x: x * np.clip(x + 3, 0, 6) / 6, "LEAKY_RELU": lambda x: np.where(x > 0, x, 0.3 * x),
}
BINARY = {"ADD": np.add, "SUB": np.subtract, "MUL": np.multiply, "DIV": np.divide, "MAXIMUM": np.maximum,
          "MINIMUM": np.minimum, "SQUARED_DIFFERENCE": lambda x, y: np.square(x - y)}
WITH = ("constant", "constant first", "itself")


def grid():
    return [{"shape": (1, 256), "chain": [(kind, None)]} for kind in UNARY] + [
        {"shape": (1, 4, 8, 8), "chain": [(kind, other)]} for kind in BINARY for other in WITH] + [
        {"shape": (1, 256), "chain": []}]


def geometry(draw, fixed):
    result = {**table_geometry(draw, {}), **fixed}
    kinds = [(kind, None) for kind in UNARY] + [(kind, other) for kind in BINARY for other in WITH]
    result.setdefault("chain", [draw.one_of(kinds) for _ in range(draw.integer(1, 4))])
    return result


def build(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization(1e-3, 0.3))
    source = float32(model, "DEQUANTIZE", x)
    first = (np.arange(-128, 128) - x.quantization.zero_point) * x.quantization.scale
    y, reals = source, first
    with np.errstate(all="ignore"):
        for kind, other in geometry["chain"]:
            if other is None:
                y, reals = float32(model, kind, y, alpha=0.3), UNARY[kind](reals)
                continue
            activation = draw.one_of(("NONE", "NONE", "RELU", "RELU6", "RELU_N1_TO_1"))
            number = np.float32(draw.rng.normal(0, 2)).reshape(draw.one_of(((), (1,))))
            second = (source, first) if other == "itself" else (model.constant(number), number)
            operands = [(y, reals), second] if other != "constant first" else [second, (y, reals)]
            y = float32(model, kind, *(tensor for tensor, _ in operands), activation=activation)
            reals = BINARY[kind](*(values for _, values in operands))
    finite = reals[np.isfinite(reals) & (np.abs(reals) < 1e6)]
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 1.0)
    scale = max((high - low) / 255, 1e-4) * draw.rng.uniform(0.3, 2)
    if draw.flavour == "ties":
        scale = 2.0 ** np.round(np.log2(scale))
    return quantized_again(model, y, Quantization(as_float32(scale), draw.zero_point()))
