#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The program as it quantizes a float32 model.

    quantize.py --program build/tools/export_weights/tinytmpl-export --digits examples/digits/digits.tflite
"""

import struct

import command_line


def field(number, content):
    """Of a message of Protocol Buffers: bytes, or a number."""
    def varint(value):
        return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + varint(value >> 7)
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def dense_onnx():
    """A dense layer of float32 from x, four numbers, to y, two, as an ONNX model."""
    def edge(name, size):
        shape = b"".join(field(1, field(1, dim)) for dim in (1, size))
        return field(1, name) + field(2, field(1, field(1, 1) + field(2, shape)))
    weights = struct.pack("<8f", 1, -2, 0.5, 0.25, -1, 3, 0.125, 2)
    matrix = field(1, 4) + field(1, 2) + field(2, 1) + field(8, b"w") + field(9, weights)
    node = field(1, b"x") + field(1, b"w") + field(2, b"y") + field(4, b"MatMul")
    graph = field(1, node) + field(2, b"g") + field(5, matrix) + field(11, edge(b"x", 4)) + field(12, edge(b"y", 2))
    return field(1, 8) + field(7, graph) + field(8, field(2, 17))


def npy(kind, shape, data):
    """A .npy file of NumPy."""
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data


class Quantize(command_line.Program):
    def test_a_float_model_is_quantized(self):
        (self.folder / "model.onnx").write_bytes(dense_onnx())
        samples = [((i * 7) % 32 - 16) / 8 for i in range(32)]
        (self.folder / "samples.npy").write_bytes(npy("<f4", "(8, 4)", struct.pack("<32f", *samples)))
        (self.folder / "labels.npy").write_bytes(npy("|u1", "(8,)", bytes([0, 1] * 4)))
        # As docs/quantization.md has it.
        said = self.taken(*"model.onnx --quantize samples.npy --labels labels.npy -o model.hpp".split(),
                          *"--to-tflite model_int8.tflite".split())
        self.assertRegex(said, r"quantized to int8 with 8 samples")
        self.assertRegex(said, r'output "y": [\d.]+ dB, the largest error is [\d.e-]+\n')
        self.assertRegex(said, r"the largest output is the same for \d of 8 samples")
        self.assertRegex(said, r"accuracy: float32 [\d.]+ %, int8 [\d.]+ %\n")
        self.assertRegex(said, r'\ninput 0 "x": int8 \[4\], scale')
        self.assertIn("Dense<2, NoBias>", (self.folder / "model.hpp").read_text(encoding="ascii"))
        (self.folder / "inputs").write_bytes(bytes(range(8)))
        self.taken("model_int8.tflite", "--run", "inputs", "-o", "a.bin")
        self.taken("model.onnx", "--quantize", "samples.npy", "--run", "inputs", "-o", "b.bin")
        self.assertEqual((self.folder / "a.bin").read_bytes(), (self.folder / "b.bin").read_bytes())
        for ranges in ("min-max", "percentile", "mse"):
            self.taken("model.onnx", "--quantize", "samples.npy", "--ranges", ranges)

    def test_a_quantization_that_cannot_be(self):
        (self.folder / "model.onnx").write_bytes(dense_onnx())
        (self.folder / "samples.npy").write_bytes(npy("<f4", "(1, 4)", struct.pack("<4f", 1, 2, 3, 4)))
        (self.folder / "wrong.npy").write_bytes(npy("<f4", "(1, 3)", struct.pack("<3f", 1, 2, 3)))
        quantize = ("model.onnx", "--quantize", "samples.npy")
        self.refused("wrong.npy: the array has samples of shape [3], but input \"x\" takes [1, 4]", "model.onnx",
                     "--quantize", "wrong.npy")
        self.refused("nowhere: no such file", "model.onnx", "--quantize", "nowhere")
        self.refused("model.onnx: this is neither a .npy nor an .npz file of NumPy", "model.onnx", "--quantize",
                     "model.onnx")
        self.refused("model.tflite: the model is quantized already; give the float32 model", "model.tflite",
                     "--quantize", "samples.npy")
        self.refused("the output is a file of samples or labels; name another file", *quantize, "-o", "samples.npy")
        self.refused("the output is the model itself", *quantize, "--to-tflite", "model.onnx")
        self.refused("the quantized model is the header itself", *quantize, "-o", "a.hpp", "--to-tflite", "./a.hpp")
        self.refused("--ranges: kl not in {min-max", *quantize, "--ranges", "kl")
        for option in ("--labels", "--to-tflite", "--ranges"):
            self.refused(f"{option} requires --quantize", "model.onnx", option, "mse")


if __name__ == "__main__":
    command_line.main(__doc__)
