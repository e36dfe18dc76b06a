# SPDX-License-Identifier: BSL-1.0
"""A network over time, in numpy: a convolution of 5 frames each 3, then depthwise and pointwise ones, one probability
a step. Each layer is causal: on a stream it computes what it would on the whole."""
import sys
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import training  # noqa: E402

FRAMES, FEATURES, STEP = 5, 40, 3  # frames that the first layer sees, each STEP
CHANNELS, TAPS = 24, (5, 9, 13)
FEATURE = training.Quantization(1 / 128, -128)


def uniform(random, *shape, inputs):
    return (random.normal(0, np.sqrt(2 / inputs), shape)).astype(np.float32)


class Network:
    def __init__(self, random):
        self.first = uniform(random, FRAMES * FEATURES, CHANNELS, inputs=FRAMES * FEATURES)
        self.depthwise = [uniform(random, taps, CHANNELS, inputs=taps) for taps in TAPS]
        self.pointwise = [uniform(random, CHANNELS, CHANNELS, inputs=CHANNELS) for _ in TAPS]
        self.dense = uniform(random, CHANNELS, 1, inputs=CHANNELS)
        self.biases = [np.zeros(CHANNELS, np.float32) for _ in range(1 + 2 * len(TAPS))] + [np.full(1, -3, np.float32)]
        self.arrays = [self.first, *self.depthwise, *self.pointwise, self.dense, *self.biases]

    def forward(self, x):
        """Before the sigmoid. `x` is sequences of steps, each of FRAMES * FEATURES; keeps what gradients need."""
        values = np.maximum(x @ self.first + self.biases[0], 0)
        self.values, self.windows, self.between = [x, values], [], []
        for i, (depthwise, pointwise) in enumerate(zip(self.depthwise, self.pointwise)):
            padded = np.pad(values, ((0, 0), (len(depthwise) - 1, 0), (0, 0)))
            windows = sliding_window_view(padded, len(depthwise), axis=1)
            between = np.einsum("bsck,kc->bsc", windows, depthwise) + self.biases[1 + 2 * i]
            values = np.maximum(between @ pointwise + self.biases[2 + 2 * i], 0)
            self.values.append(values), self.windows.append(windows), self.between.append(between)
        return (values @ self.dense + self.biases[-1])[:, :, 0]

    def gradients(self, x, labels, weights):
        """Of the cross-entropy; steps of weight 0 do not count."""
        error = ((1 + np.tanh(self.forward(x) / 2)) / 2 - labels) * weights / weights.sum()
        back = error[:, :, None].astype(np.float32)
        flat = lambda array: array.reshape(-1, array.shape[-1])  # noqa: E731
        of_dense, of_biases = flat(self.values[-1]).T @ flat(back), [flat(back).sum(axis=0)]
        of_depthwise, of_pointwise, back = [], [], back @ self.dense.T
        for i in reversed(range(len(TAPS))):
            back = back * (self.values[2 + i] > 0)
            of_pointwise.insert(0, flat(self.between[i]).T @ flat(back)), of_biases.insert(0, flat(back).sum(axis=0))
            back = back @ self.pointwise[i].T
            of_biases.insert(0, flat(back).sum(axis=0))
            of_depthwise.insert(0, np.einsum("bsck,bsc->kc", self.windows[i], back))
            taps, padded = len(self.depthwise[i]), np.pad(back, ((0, 0), (0, len(self.depthwise[i]) - 1), (0, 0)))
            back = sum(padded[:, taps - 1 - k:taps - 1 - k + x.shape[1]] * self.depthwise[i][k] for k in range(taps))
        back = back * (self.values[1] > 0)
        return [flat(x).T @ flat(back), *of_depthwise, *of_pointwise, of_dense, flat(back).sum(axis=0), *of_biases]


def convert(network, x):
    """The int8 model, which keeps the last steps in variables; ranges are those of the sequences `x`."""
    from variables import last_steps
    network.forward(x)
    model = training.ModelBuilder()
    tensor = model.input([1, STEP, 1, FEATURES], FEATURE)
    tensor = last_steps(model, tensor, FRAMES - STEP, 1, "slice", True)
    kernel = network.first.T.reshape(CHANNELS, FRAMES, 1, FEATURES)
    tensor = model.conv2d(tensor, *training.quantized(kernel, network.biases[0], FEATURE.scale),
                          training.from_zero(network.values[1]), activation="RELU")
    for i, taps in enumerate(TAPS):
        tensor = last_steps(model, tensor, taps - 1, 1, "slice", True)
        scale, limit = tensor.quantization.scale, np.abs(network.between[i]).max() / 127
        weights = training.quantized(network.depthwise[i].reshape(1, taps, 1, CHANNELS), network.biases[1 + 2 * i],
                                     scale, axis=3)
        tensor = model.depthwise_conv2d(tensor, *weights, training.Quantization(limit, 0))
        kernel = network.pointwise[i].T.reshape(CHANNELS, 1, 1, CHANNELS)
        tensor = model.conv2d(tensor, *training.quantized(kernel, network.biases[2 + 2 * i], limit),
                              training.from_zero(network.values[2 + i]), activation="RELU")
    dense = training.quantized(network.dense.T, network.biases[-1], tensor.quantization.scale)
    total = model.fully_connected(tensor, *dense, training.Quantization(1 / 12, 0))
    model.output(model.elementwise("LOGISTIC", total, training.Quantization(1 / 256, -128)))
    return model.build()
