# SPDX-License-Identifier: BSL-1.0
"""Single-operator cases of what takes a pixel's channels together, or along an axis: L2_NORMALIZATION, LOG_SOFTMAX,
ARG_MAX, ARG_MIN; and of QUANTIZE from and to int32."""

import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from models import ModelBuilder, Quantization


def unit_length(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization(1e-3, 1.0))
    return model._add("L2_NORMALIZATION", [x], x.shape, Quantization(1 / 128, 0), schema.L2NormOptionsT())


def log_softmax(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization(1e-3, 0.3))
    return model._add("LOG_SOFTMAX", [x], x.shape, x.quantization, schema.LogSoftmaxOptionsT())


def places_grid():
    return [{"shape": shape, "axis": axis} for shape in ((1, 10), (1, 3, 4, 5), (1, 6, 4))
            for axis in range(1, len(shape))]


def places_geometry(draw, fixed):
    shape = fixed.get("shape") or (1, *(draw.integer(1, 8) for _ in range(draw.integer(1, 3))))
    return {"shape": shape, "axis": draw.integer(1, len(shape) - 1), "backwards": draw.chance(0.3), **fixed}


def places(kind):
    options_of = {"ARG_MAX": schema.ArgMaxOptionsT, "ARG_MIN": schema.ArgMinOptionsT}[kind]

    def build(model, draw, geometry):
        x, axis = model.input(geometry["shape"], draw.quantization(1e-2, 1.0)), geometry["axis"]
        options = options_of()
        options.outputType = schema.TensorType.INT32
        rank = len(x.shape)
        given = model.constant(np.array(axis - rank if geometry["backwards"] else axis, np.int32))
        return model._add(kind, [x, given], (*x.shape[:axis], *x.shape[axis + 1:]), None, options, "int32")
    return build


def wide_grid():
    return [{"shape": (1, 4, 5), "way": way} for way in ("int8 to", "int16 to", "to int8", "to int16")]


def wide_geometry(draw, fixed):
    return {"shape": (1, draw.integer(1, 30)), "way": draw.one_of(("int8 to", "int16 to", "to int8", "to int16")),
            **fixed}


def wide_quantize(model, draw, geometry):
    """int32 has a scale, and a zero point of 0."""
    way, narrow = geometry["way"], draw.quantization(1e-3, 1.0)
    wide = Quantization(draw.requantized(narrow).scale, 0)
    symmetric = Quantization(narrow.scale, 0)
    if way.startswith("to"):
        x = ModelBuilder.input(model, geometry["shape"], wide, "int32")
        return model.elementwise("QUANTIZE", x, *((symmetric, "int16") if way == "to int16" else (narrow, "int8")))
    x = model.input(geometry["shape"], narrow)
    if way == "int16 to":
        x = model.elementwise("QUANTIZE", x, Quantization(np.float32(narrow.scale / draw.integer(1, 100)), 0), "int16")
    return model.elementwise("QUANTIZE", x, wide, "int32")
