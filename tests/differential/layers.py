# SPDX-License-Identifier: BSL-1.0
"""Adds layers to a random network: each method picks weights, simulates the layer, and quantizes it by what it saw."""

import numpy as np

import simulate
import variables
from draw import Draw, as_float32
from elementwise import reduction
from edges import EdgedModelBuilder
from models import Quantization, Weights

SAMPLES = 4
SIGMOID = Quantization(1 / 256, -128)
FIXED_OUTPUTS = {"LOGISTIC": SIGMOID, "TANH": Quantization(1 / 128, 0)}


class LayerBuilder:
    """A ModelBuilder, of int8 an EdgedModelBuilder, that knows the real values which its tensors take on a few samples.

    `draw` gives the numbers (weights, margins), never a shape, so that variants differ in numbers only. The last part
    of `seed` is the variant.
    """

    def __init__(self, seed, builder=EdgedModelBuilder):
        self.seed, self.step = list(seed), 0
        self.model, self.samples = builder(self.seed[:-1]), {}
        self.next_step()

    def next_step(self):
        """Each step of a network has numbers of its own: a network that is cut short keeps those it has."""
        self.draw = Draw([*self.seed, self.step])
        self.step += 1

    @property
    def operators(self):
        return len(self.model.operators)

    def input(self, shape):
        samples = self.draw.rng.uniform(-self.draw.rng.uniform(0, 2), 2, (SAMPLES, *shape[1:]))
        return self._keep(self.model.input(shape, simulate.quantization_of(samples)), samples)

    # Layers with weights

    def conv2d(self, x, filters, kernel, groups=1, dead=0.0, activation="NONE", **window):
        """`dead` is the share of channels whose bias is so low that a ReLU after it gives nothing else than zero."""
        values, scales = self._weights((filters, *kernel, x.shape[3] // groups), 0)
        samples = simulate.conv2d(self.samples[x.index], values * scales[:, None, None, None], **window)
        biases, samples = self._biased(x, samples, scales, dead)
        return self._fused("conv2d", x, Weights(values, scales), biases, samples, activation, window)

    def depthwise_conv2d(self, x, multiplier, kernel, dead=0.0, activation="NONE", **window):
        values, scales = self._weights((1, *kernel, x.shape[3] * multiplier), 3)
        samples = simulate.depthwise_conv2d(self.samples[x.index], values * scales, **window)
        biases, samples = self._biased(x, samples, scales, dead)
        return self._fused("depthwise_conv2d", x, Weights(values, scales), biases, samples, activation, window)

    def dense(self, x, units, activation="NONE", keep_dims=False):
        """On the whole tensor, or with `keep_dims` along its last axis."""
        inputs = x.shape[-1] if keep_dims else x.size
        values, scales = self._weights((units, inputs), 0)
        if self.draw.chance(0.7):
            scales = scales[:1]
        rows = self.samples[x.index] if keep_dims else self.samples[x.index].reshape(SAMPLES, -1)
        samples = rows @ (values * scales[:, None]).T
        biases, samples = self._biased(x, samples, scales, 0.0)
        options = {"keep_dims": keep_dims}
        return self._fused("fully_connected", x, Weights(values, scales), biases, samples, activation, options)

    # Layers without weights

    def pool(self, kind, x, kernel, stride, padding):
        samples = simulate.pool(kind, self.samples[x.index], kernel, stride, padding)
        return self._keep(self.model.pool(kind, x, kernel, stride, padding), samples)

    def mean(self, x, axes, keep_dims=False):
        samples = self.samples[x.index].mean(axis=tuple(axes), keepdims=keep_dims)
        output = x.quantization if self.draw.chance(0.3) else self._quantization(samples)
        return self._keep(reduction(self.model, "MEAN", x, axes, output, keep_dims), samples)

    def elementwise(self, kind, x):
        samples = simulate.ACTIVATIONS[kind](self.samples[x.index])
        output = FIXED_OUTPUTS.get(kind) or (x.quantization if kind == "RELU6" else self._quantization(samples))
        y = self.model.leaky_relu(x, 0.1, output) if kind == "LEAKY_RELU" else self.model.elementwise(kind, x, output)
        return self._keep(y, samples)

    def quantize(self, x, output):
        return self._keep(self.model.elementwise("QUANTIZE", x, output), self.samples[x.index])

    def softmax(self, x):
        return self._keep(self.model.softmax(x), simulate.softmax(self.samples[x.index]))

    def arithmetic(self, kind, a, b, activation="NONE"):
        samples = simulate.ARITHMETIC[kind](self.samples[a.index], self.samples[b.index])
        samples = simulate.ACTIVATIONS[activation](samples)
        return self._keep(self.model.arithmetic(kind, a, b, self._quantization(samples), activation), samples)

    def arithmetic_with_constant(self, kind, x, shape):
        """The constant's values are of the size of those that it meets."""
        values, _ = self._weights(shape, 0)
        size = 1.0 if kind == "MUL" else self.samples[x.index].std() + 1e-3
        quantization = Quantization(as_float32(size / 45), self.draw.integer(-20, 20))
        constant = self.model.constant(values, quantization)
        real = (values.astype(np.float64) - quantization.zero_point) * quantization.scale
        self.samples[constant.index] = np.broadcast_to(real, (1,) * (len(x.shape) - real.ndim) + real.shape)
        return self.arithmetic(kind, *((x, constant) if self.draw.chance(0.5) else (constant, x)))

    def last_steps(self, x, kept, axis, form, initial):
        """`kept` steps of earlier inferences in front of x."""
        samples = self.samples[x.index]
        before = np.zeros((*samples.shape[:axis], kept, *samples.shape[axis + 1:]))
        joined = variables.last_steps(self.model, x, kept, axis, form, initial)
        return self._keep(joined, np.concatenate([before, samples], axis))

    def concatenation(self, tensors, axis):
        """The inputs must share one quantization: those that differ are requantized first, as a converter does."""
        samples = [self.samples[tensor.index] for tensor in tensors]
        if self.model.quantizes and len({tensor.quantization for tensor in tensors}) > 1:
            shared = self._quantization(np.concatenate([sample.ravel() for sample in samples]))
            tensors = [self.quantize(tensor, shared) for tensor in tensors]
        return self._keep(self.model.concatenation(tensors, axis), np.concatenate(samples, axis))

    def pad(self, x, amounts):
        return self._keep(self.model.pad(x, amounts), np.pad(self.samples[x.index], amounts))

    def reshape(self, x, shape):
        return self._keep(self.model.reshape(x, shape), self.samples[x.index].reshape(SAMPLES, *shape[1:]))

    # Parts

    def _keep(self, tensor, samples):
        self.samples[tensor.index] = samples
        return tensor

    def _quantization(self, samples):
        return simulate.quantization_of(samples, self.draw.rng.uniform(0.7, 1.2))

    def _weights(self, shape, channel_axis):
        values = np.clip(np.round(self.draw.rng.normal(0, 45, shape)), -127, 127).astype(np.int8)
        fan_in = max(1, values.size // shape[channel_axis])
        scales = self.draw.rng.uniform(0.5, 1.5, shape[channel_axis]) / (45 * np.sqrt(fan_in))
        return values, scales.astype(np.float32)

    def _biased(self, x, samples, scales, dead):
        channels = samples.shape[-1]
        spread = samples.std() + 1e-3
        real = self.draw.rng.normal(0, 0.5 * spread, channels)
        reach = np.abs(samples).max() + 4 * spread
        real = np.where(self.draw.rng.random(channels) < dead, -8 * reach, real)
        steps = float(x.quantization.scale) * scales.astype(np.float64)
        biases = np.round(real / steps).astype(np.int32)
        return biases, samples + biases * steps

    def _fused(self, method, x, weights, biases, samples, activation, options):
        samples = simulate.ACTIVATIONS[activation](samples)
        add = getattr(self.model, method)
        output = self._quantization(samples)
        return self._keep(add(x, weights, biases, output, activation=activation, **options), samples)
