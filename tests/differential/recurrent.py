# SPDX-License-Identifier: BSL-1.0
"""Single-operator cases of layers that keep a state and have weights: UNIDIRECTIONAL_SEQUENCE_LSTM, SVDF."""

import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from draw import accumulator_deviation, as_float32
from models import Quantization, Tensor, Weights, activation_code

GATES = 4
LEFT_OUT = Tensor(-1, ())
POWERS = (-15, -13, -12, -11, -11, -11, -10, -9, -7)    # of the cells' scale
STATE = Quantization(1 / 128, 0)                        # as converters calibrate it


def variable(model, shape, quantization, dtype):
    tensor = model.tensor(shape, quantization, dtype)
    model.tensors[tensor.index].isVariable = True
    return tensor


def lstm(model, x, input_weights, recurrent_weights, biases, output, cells, clip=0.0):
    """`input_weights` and `recurrent_weights` are lists of Weights of the input, forget, cell and output gates."""
    units, dtype = input_weights[0].values.shape[0], x.dtype
    options = schema.UnidirectionalSequenceLSTMOptionsT()
    options.fusedActivationFunction, options.cellClip = activation_code("TANH"), clip
    weights = [model.constant(w.values, w.scales) for w in (*input_weights, *recurrent_weights)]
    bias = [model.constant(b, np.float32(x.quantization.scale) * w.scales) for b, w in zip(biases, input_weights)]
    hidden = variable(model, (1, units), output, dtype)
    cell = variable(model, (1, units), cells, "int16" if dtype == "int8" else dtype)
    inputs = [x, *weights, *[LEFT_OUT] * 3, *bias, *[LEFT_OUT] * 2, hidden, cell, *[LEFT_OUT] * 4]
    return model._add("UNIDIRECTIONAL_SEQUENCE_LSTM", inputs, (*x.shape[:2], units), output, options)


def grid():
    return [{"steps": steps, "inputs": inputs, "units": units} for steps in (1, 5) for inputs in (1, 4, 9)
            for units in (1, 3, 8)]


def geometry(draw, fixed):
    return {"steps": draw.integer(1, 12), "inputs": draw.integer(1, 20), "units": draw.integer(1, 12),
            "power": draw.one_of(POWERS), "clip": draw.one_of([0.0, 0.0, 1.0, 10.0, 0.3]), **fixed}


def build(model, draw, geometry):
    units, inputs = geometry["units"], geometry["inputs"]
    x = model.input((1, geometry["steps"], inputs), draw.quantization(1e-3, 0.2))
    output = STATE if draw.chance(0.5) else Quantization(as_float32(draw.rng.uniform(1 / 256, 1 / 60)),
                                                         draw.integer(-100, 100))

    def gates(width, source):
        """Sums of some units before the curves: on the steep part of them, or up to where they are flat."""
        made = []
        for _ in range(GATES):
            values = draw.weights((units, width))
            deviation = np.sqrt(width) * 74 * max(1.0, values.std()) * source.scale
            made.append(Weights(values, np.float32([draw.rng.uniform(0.3, 4) / deviation])))
        return made

    input_weights, recurrent_weights = gates(inputs, x.quantization), gates(units, output)
    steps = [float(x.quantization.scale) * float(weights.scales[0]) for weights in input_weights]
    biases = [np.clip(np.round(draw.rng.normal(0, 1, units) / step), -2**30, 2**30).astype(np.int32) for step in steps]
    cells = Quantization(2.0 ** geometry.get("power", -11), 0)
    return lstm(model, x, input_weights, recurrent_weights, biases, output, cells, geometry.get("clip", 0.0))


def svdf(model, x, feature, time, biases, state, rank, output, activation="NONE"):
    """`feature` and `time` are Weights, [filters, channels] and [filters, memory]. Without biases the reference
    crashes."""
    options = schema.SVDFOptionsT()
    options.rank, options.fusedActivationFunction = rank, activation_code(activation)
    filters, memory = time.values.shape
    bias = model.constant(biases, np.float32(state.scale) * time.scales)
    kept = variable(model, (1, filters * memory), state, str(time.values.dtype))
    inputs = [x, model.constant(feature.values, feature.scales), model.constant(time.values, time.scales), bias, kept]
    return model._add("SVDF", inputs, (1, filters // rank), output, options)


def svdf_grid():
    return [{"inputs": inputs, "units": units, "rank": rank, "memory": memory, "state": state} for inputs in (1, 7)
            for units, rank in ((1, 1), (4, 2), (3, 1)) for memory in (3, 8) for state in ("int16", "int8")]


def svdf_geometry(draw, fixed):
    return {"inputs": draw.integer(1, 40), "units": draw.integer(1, 9), "rank": draw.integer(1, 3),
            "memory": draw.integer(1, 12), "state": draw.one_of(("int16", "int16", "int8")),
            "activation": draw.one_of(("NONE", "RELU", "RELU6")), **fixed}


def build_svdf(model, draw, geometry):
    filters, inputs = geometry["units"] * geometry["rank"], geometry["inputs"]
    is_wide = geometry["state"] == "int16"
    x = model.input((1, inputs), draw.quantization(1e-3, 0.2))
    values = draw.weights((filters, inputs))
    steps = draw.one_of((300, 3000, 30000)) if is_wide else draw.one_of((10, 40, 100))   # what it keeps varies by
    deviation = accumulator_deviation(values, x.quantization).max()
    # Small steps, so that the biases' scale is what the reference asks for within its tolerance.
    state = Quantization(as_float32(draw.rng.uniform(1e-5, 1e-4)), 0 if is_wide else draw.integer(-30, 30))
    feature = Weights(values, np.float32([steps / deviation * state.scale / x.quantization.scale]))
    most = 32767 if is_wide else 127
    over_time = draw.rng.integers(-most, most + 1, (filters, geometry["memory"])).astype(geometry["state"])
    time = Weights(over_time, np.float32([draw.rng.uniform(0.5, 1) / most]))
    sums = max(1.0, np.sqrt(geometry["memory"] * geometry["rank"]) * steps * most / 2)
    output = Quantization(as_float32(state.scale * float(time.scales[0]) * sums / draw.one_of((5, 60, 200))),
                          draw.integer(-128, 127))
    biases = draw.rng.normal(0, sums / 2, geometry["units"])
    biases = np.clip(biases, -2**30, 2**30).astype(np.int32)
    return svdf(model, x, feature, time, biases, state, geometry["rank"], output, geometry["activation"])
