# SPDX-License-Identifier: BSL-1.0
"""Single-operator cases that compute with int32: arithmetic, and rows of a table by indices, which an ARG_MAX gives."""

import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from elementwise import arithmetic_geometry, extremum_grid
from models import ModelBuilder, Quantization
from vectors import places

OPTIONS = {"MUL": schema.MulOptionsT, "MAXIMUM": schema.MaximumMinimumOptionsT,
           "MINIMUM": schema.MaximumMinimumOptionsT}      # the reference refuses ADD and SUB
UNIT = Quantization(1.0, 0)       # says nothing: they stand for themselves
LARGEST_INT32 = 2 ** 31 - 1


def whole_grid():
    return [{**geometry, "kind": kind} for geometry in extremum_grid() for kind in OPTIONS]


def whole_geometry(draw, fixed):
    return {**arithmetic_geometry(draw, fixed), "kind": draw.one_of(tuple(OPTIONS)), **fixed}


def whole(model, draw, geometry):
    def operand(shape, constant):
        if not constant:
            return ModelBuilder.input(model, shape, UNIT, "int32")
        high = draw.one_of((3, 1000, LARGEST_INT32))
        return model.constant(np.array([draw.integer(-high, high) for _ in range(int(np.prod(shape)))],
                                       np.int32).reshape(shape))
    a, b = operand(geometry["shape"], False), operand(geometry["other"], geometry["constant"])
    kind = geometry["kind"]
    pair = (b, a) if geometry["constant"] == "first" else (a, b)
    return model._add(kind, list(pair), np.broadcast_shapes(a.shape, b.shape), None, OPTIONS[kind](), "int32")


def rows_grid():
    return [{"shape": shape, "columns": columns} for shape in ((1, 10), (1, 6, 4), (1, 3, 4, 5)) for columns in (1, 7)]


def rows_geometry(draw, fixed):
    shape = fixed.get("shape") or (1, *(draw.integer(1, 8) for _ in range(draw.integer(1, 3))))
    return {"shape": shape, "columns": draw.integer(1, 12), "axis": len(shape) - 1, "backwards": False, **fixed}


def rows(model, draw, geometry):
    indices = places("ARG_MAX")(model, draw, geometry)
    shape = (geometry["shape"][-1], geometry["columns"])
    quantization = draw.quantization(1e-2, 1.0)
    table = model.constant(np.asarray(draw.weights(shape), np.int8).reshape(shape), quantization)
    return model._add("GATHER", [table, indices], (*indices.shape, shape[1]), quantization, schema.GatherOptionsT())
