# SPDX-License-Identifier: BSL-1.0
"""Models of shapes that the report must show: two heads, a state, a hundred layers."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "differential"))

import variables  # noqa: E402
from elementwise import reduction  # noqa: E402
from models import ModelBuilder, Quantization, Weights  # noqa: E402

INNER = Quantization(0.05, -3)


class Drawing:
    """A builder whose weights are drawn."""

    def __init__(self):
        self.model, self.random = ModelBuilder(), np.random.default_rng(0)

    def _weights(self, *shape):
        values = np.clip(self.random.normal(0, 40, shape), -127, 127).astype(np.int8)
        return Weights(values, np.float32(self.random.uniform(0.002, 0.01, shape[0]))), np.zeros(shape[0], np.int32)

    def conv(self, x, filters, kernel=3, stride=1):
        weights, biases = self._weights(filters, kernel, kernel, x.shape[3])
        return self.model.conv2d(x, weights, biases, INNER, stride, padding="SAME", activation="RELU")

    def dense(self, x, units):
        weights, biases = self._weights(units, x.size)
        return self.model.fully_connected(x, weights, biases, INNER)


def two_heads():
    drawing = Drawing()
    model = drawing.model
    image = model.input((1, 32, 32, 1), Quantization(1 / 255, -128), "int8")
    x = drawing.conv(drawing.conv(image, 8), 16, stride=2)
    left, right = drawing.conv(x, 16), drawing.conv(x, 16, kernel=1)
    x = model.arithmetic("ADD", left, right, INNER)
    x = model.pool("MAX_POOL_2D", model.concatenation([x, left], 3), 2)
    model.output(model.softmax(drawing.dense(x, 10)))
    model.output(drawing.dense(reduction(model, "MEAN", x, [1, 2], INNER), 4))
    return model.build()


def stream():
    drawing = Drawing()
    model = drawing.model
    x = model.input((1, 1, 1, 8), INNER)
    for kept, filters in ((4, 16), (6, 24)):
        steps = variables.last_steps(model, x, kept, 1, "slice", True)
        weights, biases = drawing._weights(filters, kept + 1, 1, x.shape[3])
        x = model.conv2d(steps, weights, biases, INNER, activation="RELU")
    model.output(model.softmax(drawing.dense(x, 4)))
    return model.build()


def hundred_layers():
    drawing = Drawing()
    model = drawing.model
    x = drawing.conv(model.input((1, 24, 24, 3), INNER), 8)
    for i in range(33):
        inner = drawing.conv(x, 8)
        x = model.arithmetic("ADD", x, drawing.conv(inner, 8), INNER)
        if i in (10, 20):
            x = drawing.conv(x, 8, stride=2)
    model.output(drawing.dense(reduction(model, "MEAN", x, [1, 2], INNER), 5))
    return model.build()
