# SPDX-License-Identifier: BSL-1.0
"""Random networks of a few operators, grown step by step, that look like what converters write.

`case(seed, index, variants, limits)` is a pure function. The topology depends on seed and index alone, variants differ
in numbers only; a lower `operators` limit cuts the same network short, which is how a failure is shrunk.
"""

from typing import Callable, NamedTuple

import reals
import wide
from cases import Case, variant
from draw import Draw
from edges import EdgedModelBuilder
from layers import LayerBuilder
from sequences import OverTime

FUSED = ("NONE", "NONE", "RELU", "RELU", "RELU6", "RELU_N1_TO_1")
MOST_OUTPUTS = 8
VECTORS = ("uniform", "uniform", "band", "ramp", "extremes")


class Limits(NamedTuple):
    operators: int = 14        # the network is finished soon after so many
    extent: int = 16           # height and width of the input
    channels: int = 8          # of the input, and of a convolution's output for each of the input's


class Arithmetic(NamedTuple):
    """Of what a network's tensors are, and what there is of it."""
    kind: str
    builder: Callable           # seed -> ModelBuilder
    vector: Callable            # (draw, tensor, kind of vector) -> array
    activations: tuple
    gate: str = "LOGISTIC"
    unread: str = "TANH"        # behind an input that nothing else reads
    softmax: bool = True
    missing: tuple = ()         # steps


ARITHMETICS = {arithmetic.kind: arithmetic for arithmetic in (
    Arithmetic("network", EdgedModelBuilder, Draw.vector,
               ("RELU", "RELU6", "LEAKY_RELU", "HARD_SWISH", "LOGISTIC", "TANH")),
    # Without e^x, whose last bit is another one: what is computed of it may differ in more.
    Arithmetic("real_network", lambda _: reals.RealModelBuilder(), reals.vector,
               ("RELU", "RELU6", "LEAKY_RELU", "HARD_SWISH"), "HARD_SWISH", "ABS", False, ("requantize", "stream")),
    # Biases count on scales that a TANH does not have here.
    Arithmetic("wide_network", lambda _: wide.WideModelBuilder(), wide.vector, ("RELU", "LEAKY_RELU", "LOGISTIC"),
               unread="RELU", missing=("stream",)),
)}


def case(seed, index, variants=range(1), limits=Limits(), kind="network"):
    shape = NetworkOverTime if index % 4 == 3 else Network
    return Case(kind, index, [shape(seed, index, which, limits, ARITHMETICS[kind]).variant() for which in variants])


class Network:
    def __init__(self, seed, index, which, limits, arithmetic):
        self.seed, self.which, self.limits, self.arithmetic = [seed, index], which, limits, arithmetic
        self.layers = LayerBuilder([seed, index, which], arithmetic.builder)
        self.steps, self.earlier = [], []
        self.begin()
        x = self.inputs[0]
        while self.layers.operators < self.target and self.layers.operators < limits.operators:
            x = self.grow(x)
        self.finish(x)

    def variant(self):
        model = self.layers.model
        numbers = Draw([*self.layers.seed, 1 << 20])
        geometry = {"steps": self.steps, "limits": self.limits._asdict()}
        vectors = [[self.arithmetic.vector(numbers, tensor, kind) for tensor in model.input_tensors]
                   for kind in VECTORS]
        return variant(model, self.which, "fitting", geometry, vectors)

    def begin(self):
        plan = self.next_plan()
        self.target = plan.integer(3, 13)
        shape = self.input_shape(plan)
        self.inputs = [self.layers.input(shape) for _ in range(2 if plan.chance(0.15) else 1)]
        self.earlier += self.inputs

    def input_shape(self, plan):
        if plan.chance(0.12):
            return [1, min(self.limits.extent * self.limits.channels, plan.integer(3, 64))]
        extents = [min(self.limits.extent, plan.integer(4, 16)) for _ in range(2)]
        return [1, *extents, min(self.limits.channels, plan.integer(1, 8))]

    def next_plan(self):
        """The source of one step's decisions, independent of all other steps and of the variant."""
        self.layers.next_step()
        return Draw([*self.seed, 1 << 20, self.layers.step])

    def grow(self, x):
        plan = self.next_plan()
        step = plan.one_of([step for step in self.steps_for(x) if step.__name__ not in self.arithmetic.missing])
        y = step(plan, x)
        self.steps.append(f"{step.__name__} {list(y.shape)}")
        self.earlier.append(y)
        return y

    def steps_for(self, x):
        steps = [self.activation, self.join, self.constant, self.requantize, self.pointwise]
        if len(x.shape) == 2:
            steps += [self.pointwise, self.pointwise, self.dense_residual]
        else:
            steps += [self.convolution, self.convolution, self.convolution, self.depthwise, self.depthwise,
                      self.separable, self.separable, self.residual, self.residual, self.branches, self.pyramid,
                      self.gate, self.padded, self.refold, self.activation, self.stream]
            steps += [self.pool, self.pool] if min(x.shape[1:3]) > 3 else []
        return steps

    def finish(self, x):
        plan = self.next_plan()
        if len(x.shape) == 2:
            ending = plan.one_of(("dense", "dense softmax", "nothing"))
        else:
            ending = plan.one_of(("mean", "mean dense", "mean dense softmax", "flatten dense softmax", "rows",
                                  "nothing"))
        if ending == "rows":
            x = self.layers.mean(x, [plan.integer(1, 2)])
            x = self.layers.dense(x, plan.integer(1, 6), keep_dims=True)
        if "mean" in ending:
            x = self.layers.mean(x, [1, 2], plan.chance(0.3))
        if "flatten" in ending:
            x = self.layers.reshape(x, (1, x.size))
        if "dense" in ending:
            x = self.layers.dense(x, plan.integer(2, 10))
        if "softmax" in ending and self.arithmetic.softmax:
            x = self.layers.softmax(x)
        if ending == "nothing" and x in self.inputs:
            x = self.layers.elementwise("RELU", x)
        self.steps.append(ending)
        self.outputs(plan, x)

    def outputs(self, plan, x):
        """The last tensor, those that nothing reads, and now and then one from the middle."""
        model = self.layers.model
        read = {index for operator in model.operators for index in operator.inputs}
        model.output(x)
        for tensor in self.earlier:
            unread = tensor.index not in read
            if tensor != x and tensor not in self.inputs and (unread or plan.chance(0.08)):
                model.output(tensor)
        for tensor in [tensor for tensor in self.inputs if tensor.index not in read]:
            model.output(self.layers.elementwise(self.arithmetic.unread, tensor))
        for tensor in (x, self.inputs[0]):      # once more, or though it is an input
            if plan.chance(0.06) and len(model.output_tensors) < MOST_OUTPUTS:
                model.output(tensor)

    # Steps: (plan, tensor) -> tensor

    def window(self, plan, x, stride=True):
        """Kernel, and options that fit the tensor."""
        kernel = plan.one_of([(1, 1), (3, 3), (3, 3), (5, 5), (1, 3), (3, 1), (2, 2), (4, 3)])
        fits = all(k <= extent for k, extent in zip(kernel, x.shape[1:3]))
        options = {"padding": "VALID" if stride and fits and plan.chance(0.3) else "SAME"}
        if stride:
            options["stride"] = plan.one_of([1, 1, 1, 2, 2, (2, 1), 3])
        if options.get("stride", 1) == 1 and options["padding"] == "SAME" and plan.chance(0.1):
            options["dilation"] = 2
        return kernel, options

    def filters(self, plan, x):
        return min(plan.integer(1, 16), 2 * self.limits.channels)

    def convolution(self, plan, x):
        kernel, options = self.window(plan, x)
        filters, groups = self.filters(plan, x), 1
        if x.shape[3] % 2 == 0 and plan.chance(0.15):
            groups, filters = 2, 2 * filters
        dead = 0.4 if plan.chance(0.3) else 0.0
        activation = "RELU" if dead else plan.one_of(FUSED)
        return self.layers.conv2d(x, filters, kernel, groups, dead, activation, **options)

    def depthwise(self, plan, x):
        kernel, options = self.window(plan, x)
        multiplier = plan.one_of([1, 1, 1, 2]) if x.shape[3] <= 12 else 1
        dead = 0.3 if plan.chance(0.3) else 0.0
        activation = "RELU" if dead else plan.one_of(FUSED)
        return self.layers.depthwise_conv2d(x, multiplier, kernel, dead, activation, **options)

    def separable(self, plan, x):
        kernel, options = self.window(plan, x)
        y = self.layers.depthwise_conv2d(x, 1, kernel, activation="RELU6", **options)
        return self.layers.conv2d(y, self.filters(plan, x), (1, 1), activation=plan.one_of(FUSED))

    def residual(self, plan, x):
        kernel, options = self.window(plan, x, stride=False)
        y = self.layers.conv2d(x, self.filters(plan, x), (1, 1), activation="RELU")
        y = self.layers.conv2d(y, x.shape[3], kernel, **options)
        return self.layers.arithmetic("ADD", *((x, y) if plan.chance(0.5) else (y, x)), plan.one_of(FUSED))

    def pointwise(self, plan, x):
        """A dense layer along the last axis."""
        return self.layers.dense(x, self.filters(plan, x), plan.one_of(FUSED), keep_dims=len(x.shape) > 2)

    def dense_residual(self, plan, x):
        y = self.layers.dense(x, plan.integer(2, 16), "RELU")
        return self.layers.arithmetic("ADD", x, self.layers.dense(y, x.shape[1]), plan.one_of(FUSED))

    def branches(self, plan, x):
        parts = [x] if plan.chance(0.3) else []
        for _ in range(plan.integer(2, 3)):
            kernel, options = self.window(plan, x, stride=False)
            parts.append(self.layers.conv2d(x, plan.integer(1, 4), kernel, activation=plan.one_of(FUSED), **options))
        return self.layers.concatenation(parts, 3)

    def pyramid(self, plan, x):
        """Max pools of max pools, side by side: no requantization, so every part can be written in its place."""
        levels = [x]
        for _ in range(plan.integer(1, 3)):
            levels.append(self.layers.pool("MAX_POOL_2D", levels[-1], plan.one_of([3, 5]), 1, "SAME"))
        return self.layers.concatenation(levels, 3)

    def refold(self, plan, x):
        """Another shape for the same bytes."""
        _, height, width, channels = x.shape
        shapes = [(width, height, channels), (height, 1, width * channels), (1, height * width, channels)]
        return self.layers.reshape(x, (1, *plan.one_of(shapes)))

    def activation(self, plan, x):
        return self.layers.elementwise(plan.one_of(self.arithmetic.activations), x)

    def join(self, plan, x):
        """Reads an earlier tensor again, by arithmetic or by concatenation of rows."""
        same = [tensor for tensor in self.earlier if tensor.shape == x.shape]
        rows = [tensor for tensor in self.earlier if tensor.shape[2:] == x.shape[2:]]
        if plan.chance(0.5) or not rows or x.size > 1500:
            other = plan.one_of(same)
            kind = plan.one_of(("ADD", "MUL") if other == x else ("ADD", "SUB", "MUL"))
            return self.layers.arithmetic(kind, x, other, plan.one_of(FUSED))
        return self.layers.concatenation([x, plan.one_of(rows)], 1)

    def stream(self, plan, x):
        """The last rows, or steps, of earlier inferences in front of those of this one."""
        return self.layers.last_steps(x, plan.integer(1, 3), 1, plan.one_of(("slice", "drop")), plan.chance(0.5))

    def gate(self, plan, x):
        """Squeeze and excite."""
        y = self.layers.mean(x, [1, 2], keep_dims=True)
        y = self.layers.conv2d(y, x.shape[3], (1, 1))
        return self.layers.arithmetic("MUL", x, self.layers.elementwise(self.arithmetic.gate, y))

    def constant(self, plan, x):
        shapes = [x.shape[-1:], (1,), x.shape]
        if len(x.shape) == 4:
            shapes += [(1, 1, 1, x.shape[3]), (1, x.shape[1], 1, 1)]
        shape = plan.one_of(shapes)
        return self.layers.arithmetic_with_constant(plan.one_of(("ADD", "SUB", "MUL")), x, shape)

    def requantize(self, plan, x):
        return self.layers.elementwise("QUANTIZE", x)

    def padded(self, plan, x):
        """An explicit PAD before a convolution, as exports from PyTorch have it, or a pad of channels."""
        amounts = [(0, 0), (plan.integer(0, 2), plan.integer(1, 2)), (plan.integer(0, 2), plan.integer(0, 2)), (0, 0)]
        if plan.chance(0.2):
            amounts[3] = (plan.integer(0, 2), plan.integer(0, 2))
        y = self.layers.pad(x, amounts)
        kernel = tuple(min(3, extent) for extent in y.shape[1:3])
        if plan.chance(0.5):
            return self.layers.depthwise_conv2d(y, 1, kernel, activation="RELU", stride=plan.integer(1, 2))
        if plan.chance(0.2):
            return y
        return self.layers.conv2d(y, self.filters(plan, x), kernel, stride=plan.integer(1, 2))

    def pool(self, plan, x):
        kernel = plan.one_of([2, 3, (2, 3)])
        padding = plan.one_of(("SAME", "VALID"))
        kind = plan.one_of(("MAX_POOL_2D", "AVERAGE_POOL_2D"))
        return self.layers.pool(kind, x, kernel, plan.one_of([1, 2, 2]), padding)


class NetworkOverTime(OverTime, Network):
    pass
