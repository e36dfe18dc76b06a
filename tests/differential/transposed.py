# SPDX-License-Identifier: BSL-1.0
"""Single-operator cases of TRANSPOSE_CONV."""

from itertools import product

import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from models import activation_code, pair
from windowed import ACTIVATIONS

PADDINGS = ("SAME", "VALID")


def transpose_conv(model, x, weights, biases, output, size, stride=1, padding="VALID", activation="NONE"):
    """`weights.values` is [filters, kernel height, kernel width, channels], `size` the output's height and width."""
    options = schema.TransposeConvOptionsT()
    options.padding = getattr(schema.Padding, padding)
    options.strideH, options.strideW = pair(stride)
    options.fusedActivationFunction = activation_code(activation)
    shape = (1, *size, weights.values.shape[0])
    _, kernel, *bias = model._weighted(x, weights, biases, per_channel_axis=0)
    tensors = [model.constant(np.array(shape, np.int32)), kernel, x, *bias]
    return model._add("TRANSPOSE_CONV", tensors, shape, output, options)


def grid():
    return [{"shape": (1, 3, 4, 2), "filters": 3, "kernel": kernel, "stride": stride, "padding": padding}
            for kernel, stride, padding in product(((1, 1), (2, 2), (3, 3), (4, 4), (5, 2)),
                                                   ((1, 1), (2, 2), (3, 2)), PADDINGS)]


def geometry(draw, fixed):
    result = {"shape": (1, draw.integer(1, 6), draw.integer(1, 6), draw.integer(1, 5)), "filters": draw.integer(1, 6),
              "kernel": (draw.integer(1, 5), draw.integer(1, 5)), "stride": (draw.integer(1, 4), draw.integer(1, 4)),
              "padding": draw.one_of(PADDINGS), "per_channel": draw.chance(0.6), "bias": draw.chance(0.7),
              "activation": draw.one_of(ACTIVATIONS), **fixed}
    return {**result, "less": tuple(draw.integer(0, step - 1) if draw.chance(0.3) else 0 for step in result["stride"])}


def vary(draw, geometry):
    return {"per_channel": draw.chance(0.6), "activation": draw.one_of(ACTIVATIONS)}


def build(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    output = draw.for_activation(geometry["activation"])
    # Fewer than usual, as where the convolution that it turns round had a remainder.
    size = [max(1, extent * stride + (0 if geometry["padding"] == "SAME" else max(0, kernel - stride)) - less)
            for extent, stride, kernel, less in zip(geometry["shape"][1:3], geometry["stride"], geometry["kernel"],
                                                    geometry["less"], strict=True)]
    shape = (geometry["filters"], *geometry["kernel"], geometry["shape"][3])
    layer = draw.layer(x.quantization, shape, 0, output, geometry["per_channel"], geometry["bias"])
    return transpose_conv(model, x, *layer, output, size, geometry["stride"], geometry["padding"],
                                geometry["activation"])
