#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Random quantized ONNX networks, of int8 and uint8: the bytes of ONNX Runtime and of the exporter's --run.

    onnx_bytes.py --exporter build/gcc/tools/export_weights/tinytmpl-export --networks 100 --seed 1

Operators stand between DequantizeLinear and QuantizeLinear. ONNX Runtime computes them in two ways: each as ONNX says,
in float32, or optimized, with kernels of its own on integers. Where a number is about half a step from two integers
these differ; so does the order in which sums are added. Outputs are counted: of those of operators of their own, and of
whole networks, where one difference is read by all layers behind it. More than a stated part fails.
"""

import argparse
import collections
import pathlib
import re
import sys
import tempfile

import numpy as np
import onnxruntime
from onnx import numpy_helper

from onnx_models import Exporter, Network, channels_last, pick, reference

LEVELS = {"as ONNX says": onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL,
          "optimized": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL}
# Of a million outputs so many may differ, by one step; behind other layers by a few. What is optimized adds zero points
# before it rounds, which shows at ties, as scales that are powers of two have them; and its Softmax takes 1 / scale for
# a whole number. The means of a pool are those: of four elements they are often ties, and the zero point may be odd.
FEW = 100
MOST_DIFFERING = {"as ONNX says": {"pool": 150_000, "networks": 5_000},
                  "optimized": {"add": 10_000, "multiply": 10_000, "pool": 10_000, "classify": 200_000,
                                "networks": 40_000}}
MOST_STEPS = 4


def has_exact_sums():
    """Has the CPU what ONNX Runtime's kernels on integers need not to saturate?"""
    try:
        return bool(re.search(r"avx512_vnni|avx_vnni|asimddp", pathlib.Path("/proc/cpuinfo").read_text()))
    except OSError:
        return False


class Quantized(Network):
    """A network whose tensors are integers; `value` is the last one, dequantized."""

    def __init__(self, rng, shape, dtype):
        super().__init__(rng, shape)
        self.dtype, self.powers = dtype, rng.integers(4) == 0
        self.pair(0.03)

    def scale(self, about):
        """Near a number; in some networks a power of two, which has ties."""
        real = about * self.rng.uniform(0.7, 1.4)
        return 2.0 ** np.round(np.log2(real)) if self.powers else real

    def pair(self, about, zero=None, exact=False):
        zero = int(self.rng.integers(-30, 30)) if zero is None else zero
        scale = self.constant(about if exact else self.scale(about))
        self.through(scale, self.constant(zero + (128 if self.dtype == np.uint8 else 0), self.dtype))

    def through(self, scale, zero):
        self.units = scale, zero
        self.add("DequantizeLinear", self.add("QuantizeLinear", self.value, scale, zero), scale, zero)

    def same_pair(self):
        self.through(*self.units)

    def filters(self, *shape, fan, axis=0):
        """Weights, and biases in steps of the product of both scales, as quantize_static writes them."""
        count = shape[axis]
        scales = np.float32([self.scale(0.7 / (127 * np.sqrt(fan))) for _ in range(count)])
        weights = self.add("DequantizeLinear", self.constant(self.rng.integers(-127, 128, shape), np.int8),
                           self.constant(scales), self.constant(np.zeros(count), np.int8), axis=axis)
        products = scales * numpy_helper.to_array(next(c for c in self.constants if c.name == self.units[0]))
        steps = np.rint(self.rng.normal(0, 0.3, count) / products)
        biases = self.add("DequantizeLinear", self.constant(steps, np.int32), self.constant(products),
                          self.constant(np.zeros(count), np.int32), axis=0)
        return weights, biases


def convolve(net):
    source, channels, kernel = net.value, net.shape[0], int(pick(net, 1, 3))
    depthwise = net.rng.integers(2) == 1
    filters = channels if depthwise else int(pick(net, channels, 4, 6))
    stride = int(pick(net, 1, 1, 2)) if min(net.shape[1:]) > 4 else 1
    inputs = 1 if depthwise else channels
    net.add("Conv", source, *net.filters(filters, inputs, kernel, kernel, fan=inputs * kernel ** 2),
            pads=[kernel // 2] * 4, strides=[stride] * 2, group=channels if depthwise else 1)
    net.shape = [filters] + [(size - 1) // stride + 1 for size in net.shape[1:]]
    clamp = net.rng.integers(3)
    if clamp == 1:
        net.add("Relu", net.value)
    elif clamp == 2:
        net.add("Clip", net.value, net.constant(0), net.constant(6))
    net.pair(0.02)


def beside(net):
    """A convolution of one pixel beside what it reads."""
    source, channels = net.value, net.shape[0]
    net.add("Conv", source, *net.filters(channels, channels, 1, 1, fan=channels))
    net.pair(0.02)
    return source, net.value


def add(net):
    net.add("Add", *beside(net))
    net.pair(0.03)


def subtract(net):
    net.add("Sub", *beside(net))
    net.pair(0.03)


def multiply(net):
    net.add("Mul", *beside(net))
    net.pair(0.02)


def join(net):
    net.add("Concat", *beside(net), axis=1)
    net.shape[0] *= 2
    net.pair(0.03)


def squeeze_and_excite(net):
    image, channels = net.value, net.shape[0]
    average(net)
    net.add("Conv", net.value, *net.filters(channels, channels, 1, 1, fan=channels))
    net.pair(0.02)
    net.add("Sigmoid", net.value)
    net.pair(1 / 256, -128)
    net.add("Mul", image, net.value)
    net.pair(0.02)


def average(net):
    net.add("GlobalAveragePool", net.value)
    net.pair(0.01)


def mean(net):
    net.add("ReduceMean", net.value, axes=[2, 3], keepdims=1)
    net.pair(0.01)


def pool(net):
    if min(net.shape[1:]) < 4:
        return
    net.add(pick(net, "MaxPool", "AveragePool"), net.value, kernel_shape=[2, 2], strides=[2, 2])
    net.same_pair()
    net.shape[1:] = [size // 2 for size in net.shape[1:]]


def activate(net):
    net.add(pick(net, "Sigmoid", "Tanh", "HardSwish", "LeakyRelu"), net.value)
    net.pair(0.01)


def enlarge(net):
    if max(net.shape[1:]) > 8:
        return
    net.add("Resize", net.value, "", net.constant([1, 1, 2, 2]), mode="nearest",
            coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    net.same_pair()
    net.shape[1:] = [2 * size for size in net.shape[1:]]


def flatten(net):
    net.add("Flatten", net.value)
    net.same_pair()
    net.shape = [int(np.prod(net.shape))]


def dense(net):
    flatten(net)
    source, count, units_out = net.value, net.shape[0], 7
    if net.rng.integers(2):
        net.add("Gemm", source, *net.filters(units_out, count, fan=count), transB=1)
    else:
        net.add("MatMul", source, net.filters(count, units_out, fan=count, axis=1)[0])
    net.pair(0.02)
    net.shape = [units_out]


def classify(net):
    dense(net)
    net.add("Softmax", net.value, axis=1)
    net.pair(float(pick(net, np.float32(1 / 255), np.float32(1 / 256))), -128, exact=True)


OPERATORS = [convolve, add, subtract, multiply, join, average, mean, pool, activate, enlarge, dense, classify]


def network_of(rng, dtype, layers, size=8):
    net = Quantized(rng, (int(rng.integers(2, 5)), size, size), dtype)
    for layer in layers:
        layer(net)
    return net.model()


def random_network(rng, dtype):
    middle = [convolve, convolve, add, multiply, join, pool, activate, enlarge, squeeze_and_excite]
    layers = [middle[rng.integers(len(middle))] for _ in range(int(rng.integers(2, 6)))]
    return network_of(rng, dtype, [convolve, *layers, [average, dense, classify, activate][rng.integers(4)]])


def units(model, dequantize):
    known = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    return [known[name] for name in dequantize.input[1:]]


class Counts:
    """Outputs, and those that differ, by what was computed and the reference's level."""

    def __init__(self):
        self.all, self.differing, self.furthest = (collections.Counter() for _ in range(3))

    def add(self, key, apart):
        self.all[key] += apart.size
        self.differing[key] += int((apart > 0).sum())
        self.furthest[key] = max(self.furthest[key], int(apart.max()))

    def per_million(self, key):
        return 1e6 * self.differing[key] / self.all[key]


def compare(exporter, rng, model, dtype, levels, key, counts):
    pairs = [node for node in model.graph.node if node.op_type == "DequantizeLinear" and len(node.attribute) == 0]
    shape = [dim.dim_value for dim in model.graph.input[0].type.tensor_type.shape.dim]
    offset = 128 if dtype == np.uint8 else 0
    scale, zero = units(model, pairs[0])
    steps = rng.integers(-128, 128, shape).astype(np.int8)
    array = (steps.astype(np.int32) + offset - int(zero)).astype(np.float32) * scale
    raw, report = exporter.run(model, [steps])
    scale, zero = units(model, pairs[-1])
    for level in levels:
        want = reference(model, array, LEVELS[level])
        if re.search(r'^output "\w+" is ', report, re.MULTILINE):
            want = channels_last(want)
        want = np.rint(want / scale) + int(zero) - offset
        counts.add((key, level), np.abs(np.frombuffer(raw, np.int8).reshape(want.shape) - want))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exporter", type=pathlib.Path, required=True)
    parser.add_argument("--networks", type=int, default=20, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    levels = list(LEVELS) if has_exact_sums() else list(LEVELS)[:1]
    counts, failures = Counts(), 0
    kinds = {layer.__name__: lambda rng, dtype, layer=layer: network_of(rng, dtype, [layer]) for layer in OPERATORS}
    kinds["networks"] = random_network
    with tempfile.TemporaryDirectory() as folder:
        exporter = Exporter(options.exporter.resolve(), pathlib.Path(folder))
        for kind, make in kinds.items():
            for number in range(options.seed, options.seed + options.networks):
                for dtype in (np.int8, np.uint8):
                    rng = np.random.default_rng(number)
                    try:
                        compare(exporter, rng, make(rng, dtype), dtype, levels, kind, counts)
                    except RuntimeError as refused:
                        failures += 1
                        print(f"{kind}, {dtype.__name__}, seed {number}: {refused}")
    for kind, level in counts.all:
        key = kind, level
        limit = MOST_DIFFERING[level].get(kind, FEW)
        steps = MOST_STEPS if kind == "networks" else 1
        good = counts.per_million(key) <= limit and counts.furthest[key] <= steps
        failures += not good
        print(f"{kind:20} {level:14} {counts.differing[key]:6} of {counts.all[key]:8} differ, by up to "
              f"{counts.furthest[key]}{'' if good else '  FAILED'}")
    print(f"{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
