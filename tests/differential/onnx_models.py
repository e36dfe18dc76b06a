#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Random ONNX networks, by ONNX Runtime and by the exporter's --run.

    onnx_models.py --exporter build/gcc/tools/export_weights/tinytmpl-export --networks 40 --seed 1

They are of float32, and compared to 1e-5 of the largest output; quantized ones: onnx_bytes.py.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

TOLERANCE = 1e-5


class Network:
    """Nodes as they are added; the last one's output is the network's."""

    def __init__(self, rng, shape):
        self.rng, self.nodes, self.constants = rng, [], []
        self.shape, self.value = list(shape), "x"
        self.input = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, *shape])

    def constant(self, array, dtype=np.float32):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(array, dtype), name))
        return name

    def weights(self, *shape):
        return self.constant(self.rng.normal(0, 1 / np.sqrt(max(1, np.prod(shape[1:]))), shape))

    def add(self, op, *inputs, **attributes):
        self.value = f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [self.value], **attributes))
        return self.value

    def model(self):
        output = helper.make_tensor_value_info(self.value, TensorProto.FLOAT, None)
        graph = helper.make_graph(self.nodes, "network", [self.input], [output], self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def pick(net, *choices):
    return choices[net.rng.integers(len(choices))]


def convolve(net):
    channels, rank = net.shape[0], len(net.shape) - 1
    kernel, stride = int(pick(net, 1, 2, 3)), int(pick(net, 1, 1, 2))
    if min(net.shape[1:]) < 4:
        kernel = stride = 1
    groups = int(pick(net, 1, 1, channels))
    filters = channels if groups > 1 else int(pick(net, 3, 4, 8))
    before, after = int(net.rng.integers(kernel)), int(net.rng.integers(kernel))
    net.add("Conv", net.value, net.weights(filters, channels // groups, *[kernel] * rank), net.weights(filters),
            group=groups, strides=[stride] * rank, pads=[before] * rank + [after] * rank)
    net.shape = [filters] + [(size + before + after - kernel) // stride + 1 for size in net.shape[1:]]


def normalize(net):
    channels = net.shape[0]
    net.add("BatchNormalization", net.value, *[net.weights(channels) for _ in range(3)],
            net.constant(net.rng.uniform(0.5, 2, channels)))


def activate(net):
    op = pick(net, "Relu", "Sigmoid", "Tanh", "HardSwish", "LeakyRelu", "Clip", "Erf")
    limits = [net.constant(-0.5), net.constant(0.75)] if op == "Clip" else []
    net.add(op, net.value, *limits)


def gelu(net):
    image = net.value  # as PyTorch writes it
    net.add("Erf", net.add("Div", image, net.constant(np.sqrt(2))))
    net.add("Mul", net.add("Mul", image, net.add("Add", net.value, net.constant(1))), net.constant(0.5))


def resize(net):
    size = net.rng.integers(2, 9, len(net.shape) - 1).tolist()
    net.add("Resize", net.value, "", "", net.constant([1, net.shape[0], *size], np.int64), mode="linear",
            coordinate_transformation_mode=pick(net, "half_pixel", "align_corners", "asymmetric"))
    net.shape[1:] = size


def pool(net):
    if min(net.shape[1:]) < 4:
        return
    rank, op, kernel = len(net.shape) - 1, pick(net, "MaxPool", "AveragePool"), int(pick(net, 2, 3))
    pad = int(net.rng.integers(2))
    room = [size + 2 * pad - kernel for size in net.shape[1:]]
    # Where a last window would lie in the padding alone, the reference's shapes and its kernels disagree.
    ceil = int(net.rng.integers(2) and all((-(-r // 2)) * 2 < size + pad for r, size in zip(room, net.shape[1:])))
    more = {"count_include_pad": int(net.rng.integers(2))} if op == "AveragePool" and not ceil else {}
    net.add(op, net.value, kernel_shape=[kernel] * rank, strides=[2] * rank, pads=[pad] * (2 * rank), ceil_mode=ceil,
            **more)
    net.shape[1:] = [(-(-r // 2) if ceil else r // 2) + 1 for r in room]


def branch(net):
    from_here, channels = net.value, net.shape[0]
    rank = len(net.shape) - 1
    first = net.add("Conv", from_here, net.weights(channels, channels, *[1] * rank))
    if net.rng.integers(2):
        net.add("Add", first, from_here)
    else:
        net.add("Concat", first, from_here, axis=1)
        net.shape[0] *= 2


def squeeze_and_excite(net):
    image, channels, rank = net.value, net.shape[0], len(net.shape) - 1
    net.add("GlobalAveragePool", image)
    net.add("Conv", net.value, net.weights(channels, channels, *[1] * rank))
    net.add("Mul", image, net.add("Sigmoid", net.value))


def part(net):
    channels = net.shape[0]
    if channels < 4:
        return
    net.add("Slice", net.value, net.constant([1], np.int64), net.constant([channels], np.int64),
            net.constant([1], np.int64), net.constant([2], np.int64))
    net.shape[0] = channels // 2


def head(net):
    kind = net.rng.integers(4)
    if kind == 0:
        return
    if kind == 1:
        axes = list(range(2, len(net.shape) + 1))
        net.add("ReduceMean", net.value, axes=axes, keepdims=0)
        net.shape = net.shape[:1]
    else:
        net.add("Flatten", net.value)
        net.shape = [int(np.prod(net.shape))]
    if kind == 2:
        net.add("MatMul", net.value, net.weights(net.shape[0], 5))
        net.add("Add", net.value, net.weights(5))
    else:
        net.add("Gemm", net.value, net.weights(5, net.shape[0]), net.weights(5), transB=1)
    if net.rng.integers(2):
        net.add("Softmax", net.value, axis=1)


def random_network(rng):
    net = Network(rng, (int(rng.integers(2, 5)), *rng.integers(6, 14, int(rng.integers(1, 3))).tolist()))
    convolve(net)
    for _ in range(int(rng.integers(1, 6))):
        pick(net, convolve, normalize, activate, activate, gelu, resize, pool, branch, squeeze_and_excite, part)(net)
    head(net)
    return net.model()


def channels_last(array):
    return np.moveaxis(array, 1, -1)


class Exporter:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def __call__(self, *arguments):
        result = subprocess.run([self.program, self.folder / "model.onnx", *arguments], capture_output=True, text=True,
                                check=False)
        if result.returncode != 0:
            raise RuntimeError(result.stderr.strip())
        return result.stdout

    def run(self, model, arrays):
        """The outputs' bytes, and the report; arrays in the file's order."""
        onnx.save(model, self.folder / "model.onnx")
        report = self()
        moved = 'input "x" is' in report
        data = b"".join(np.ascontiguousarray(channels_last(a) if moved else a).tobytes() for a in arrays)
        (self.folder / "in.bin").write_bytes(data)
        self("--run", self.folder / "in.bin", "-o", self.folder / "out.bin")
        return (self.folder / "out.bin").read_bytes(), report


def reference(model, array, level=onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = level
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": array})[0]


def expected(model, array, report):
    out = reference(model, array)
    return channels_last(out) if re.search(r'^output "\w+" is ', report, re.MULTILINE) else out


def check_real(exporter, rng):
    model = random_network(rng)
    shape = [dim.dim_value for dim in model.graph.input[0].type.tensor_type.shape.dim]
    array = rng.normal(0, 1, shape).astype(np.float32)
    raw, report = exporter.run(model, [array])
    want = expected(model, array, report)
    got = np.frombuffer(raw, np.float32).reshape(want.shape)
    error = np.abs(got - want).max() / max(1, np.abs(want).max())
    return None if error <= TOLERANCE else f"differs by {error}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exporter", type=pathlib.Path, required=True)
    parser.add_argument("--networks", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        exporter = Exporter(options.exporter.resolve(), pathlib.Path(folder))
        for number in range(options.seed, options.seed + options.networks):
            try:
                problem = check_real(exporter, np.random.default_rng(number))
            except RuntimeError as refused:
                problem = str(refused)
            if problem:
                failures += 1
                print(f"network of seed {number}: {problem}\n  to repeat: {sys.argv[0]} --exporter {options.exporter} "
                      f"--networks 1 --seed {number}")
    print(f"{options.networks} networks, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
