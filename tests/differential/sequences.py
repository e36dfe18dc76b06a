# SPDX-License-Identifier: BSL-1.0
"""Networks over time, as Keras' layers come out of the converter: convolutions with an axis of height before the steps,
pools with one of width behind them, and tensors of [1, steps, channels] between."""

FUSED = ("NONE", "NONE", "RELU", "RELU", "RELU6")


class OverTime:
    """What a random network over time has instead of a network's own: its input, its steps, its end."""

    def input_shape(self, plan):
        return [1, plan.integer(6, 40), min(self.limits.channels, plan.integer(1, 8))]

    def steps_for(self, x):
        if len(x.shape) != 3:
            return [self.activation, self.pointwise, self.requantize]
        steps = [self.conv1d, self.conv1d, self.conv1d, self.depthwise1d, self.causal, self.causal, self.dense_of_steps,
                 self.temporal_block, self.activation, self.join, self.constant, self.requantize, self.refold]
        return steps + ([self.pool1d, self.pool1d] if x.shape[1] > 4 else [])

    def finish(self, x):
        plan = self.next_plan()
        ending = plan.one_of(("mean", "mean dense softmax", "flatten dense", "steps", "nothing"))
        if "mean" in ending and len(x.shape) == 3:
            x = self.layers.mean(x, [1], plan.chance(0.3))
        if "flatten" in ending:
            x = self.layers.reshape(x, (1, x.size))
        if "dense" in ending:
            x = self.layers.dense(x, plan.integer(2, 10))
        if self.arithmetic.softmax and ("softmax" in ending or (ending == "steps" and len(x.shape) == 3)):
            x = self.layers.softmax(x)
        if ending == "nothing" and x in self.inputs:
            x = self.layers.elementwise("RELU", x)
        self.steps.append(ending)
        self.outputs(plan, x)

    # Steps: (plan, tensor) -> tensor

    def over_time(self, x, layer):
        """`layer` of an image of one row."""
        image = self.layers.reshape(x, (1, 1, *x.shape[1:]))
        y = layer(image)
        return self.layers.reshape(y, (1, *y.shape[2:]))

    def window1d(self, plan, x):
        kernel = plan.one_of([1, 2, 3, 3, 5, 8])
        options = {"padding": "VALID" if kernel <= x.shape[1] and plan.chance(0.4) else "SAME"}
        options["stride"] = (1, plan.one_of([1, 1, 2, 3]))
        if options["stride"] == (1, 1) and options["padding"] == "SAME" and plan.chance(0.3):
            options["dilation"] = (1, plan.integer(2, 4))
        return (1, kernel), options

    def conv1d(self, plan, x):
        kernel, options = self.window1d(plan, x)
        filters, activation = self.filters(plan, x), plan.one_of(FUSED)
        return self.over_time(x, lambda image: self.layers.conv2d(image, filters, kernel, activation=activation,
                                                                  **options))

    def depthwise1d(self, plan, x):
        kernel, options = self.window1d(plan, x)
        multiplier = plan.one_of([1, 1, 2]) if x.shape[2] <= 12 else 1
        activation = plan.one_of(FUSED)
        return self.over_time(x, lambda image: self.layers.depthwise_conv2d(image, multiplier, kernel,
                                                                            activation=activation, **options))

    def causal(self, plan, x, filters=None):
        """Zeros before the first step, as many as the window reaches back."""
        kernel, dilation = plan.integer(2, 4), plan.one_of([1, 1, 2, 4])
        filters, activation = filters or self.filters(plan, x), plan.one_of(FUSED)
        padded = self.layers.pad(x, [(0, 0), ((kernel - 1) * dilation, 0), (0, 0)])
        return self.over_time(padded, lambda image: self.layers.conv2d(
            image, filters, (1, kernel), activation=activation, padding="VALID", dilation=(1, dilation)))

    def temporal_block(self, plan, x):
        y = self.causal(plan, x)
        return self.layers.arithmetic("ADD", x, self.causal(plan, y, x.shape[2]), plan.one_of(FUSED))

    def dense_of_steps(self, plan, x):
        return self.layers.dense(x, self.filters(plan, x), plan.one_of(FUSED), keep_dims=True)

    def pool1d(self, plan, x):
        kernel, padding = plan.integer(2, 3), plan.one_of(("SAME", "VALID"))
        kind = plan.one_of(("MAX_POOL_2D", "AVERAGE_POOL_2D"))
        stride = (plan.integer(1, 3), 1)
        image = self.layers.reshape(x, (1, x.shape[1], 1, x.shape[2]))
        y = self.layers.pool(kind, image, (kernel, 1), stride, padding)
        return self.layers.reshape(y, (1, y.shape[1], y.shape[3]))

    def refold(self, plan, x):
        """Another length for the same bytes: a step becomes several, or several one."""
        steps, channels = x.shape[1:]
        factor = plan.integer(2, 4)
        if steps % factor == 0 and channels * factor <= 32:
            return self.layers.reshape(x, (1, steps // factor, channels * factor))
        if channels % factor == 0:
            return self.layers.reshape(x, (1, steps * factor, channels // factor))
        return self.activation(plan, x)
