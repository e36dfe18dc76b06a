# SPDX-License-Identifier: BSL-1.0
"""A model of float32 becomes int8."""

import contextlib
import io
import json
import os
import unittest
from pathlib import Path

import numpy as np
import tinytmpl
from tinytmpl import __main__ as command

try:
    import onnx
    from onnx import helper, numpy_helper
except ImportError:
    onnx = None

WORK = Path(os.environ.get("WORK", "."))


def float_model():
    """A small classifier, and samples of it with its own classes."""
    rng = np.random.default_rng(5)
    first, second = rng.normal(0, 0.5, (6, 12)).astype(np.float32), rng.normal(0, 0.5, (12, 3)).astype(np.float32)
    nodes = [helper.make_node("MatMul", ["x", "first"], ["a"]), helper.make_node("Relu", ["a"], ["b"]),
             helper.make_node("MatMul", ["b", "second"], ["y"])]
    edges = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, size]) for name, size in (("x", 6), ("y", 3))]
    constants = [numpy_helper.from_array(first, "first"), numpy_helper.from_array(second, "second")]
    graph = helper.make_graph(nodes, "classifier", edges[:1], edges[1:], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    x = rng.normal(0, 1, (200, 6)).astype(np.float32)
    return model.SerializeToString(), x, np.maximum(x @ first, 0) @ second


@unittest.skipUnless(onnx, "there is no onnx, which makes the model")
class Quantize(unittest.TestCase):
    def setUp(self):
        self.file, self.x, self.y = float_model()
        self.labels = self.y.argmax(1)
        self.model = tinytmpl.load(self.file)

    def test_bytes(self):
        small = self.model.quantize(self.x, labels=self.labels)
        self.assertEqual([edge.dtype for edge in (*small.inputs, *small.outputs)], [np.int8] * 2)
        self.assertIn("dB", small.quantization)
        got = small.run_float(self.x)
        self.assertLess(np.abs(got - self.y).max(), 0.05 * np.abs(self.y).max())
        self.assertGreater(np.mean(got.argmax(1) == self.labels), 0.95)
        again = tinytmpl.load(small.source)
        q = small.inputs[0].quantize(self.x)
        np.testing.assert_array_equal(again.run(q), small.run(q))
        self.assertEqual(self.model.quantization, "")
        self.assertEqual(self.model.source, self.file)

    def test_samples_by_name_and_from_a_file(self):
        np.save(WORK / "x.npy", self.x)
        sources = [self.model.quantize(samples, ranges="min-max").source
                   for samples in (self.x, {"x": self.x}, WORK / "x.npy")]
        self.assertEqual(len(set(sources)), 1)

    def test_refusals(self):
        small = self.model.quantize(self.x)
        for model, samples, options, sentence in (
                (self.model, self.x[:, :5], {}, "x"), (self.model, {"z": self.x}, {}, "inputs are 'x'"),
                (self.model, self.x[:0], {}, "sample"), (self.model, self.x * np.nan, {}, "no number"),
                (self.model, self.x, {"ranges": "widest"}, "there are no ranges"),
                (self.model, self.x, {"labels": self.labels[:3]}, "labels"), (small, self.x, {}, "quantized")):
            with self.subTest(sentence), self.assertRaisesRegex(tinytmpl.Refused, sentence):
                model.quantize(samples, **options)

    def test_command(self):
        (WORK / "float.onnx").write_bytes(self.file)
        np.save(WORK / "x.npy", self.x)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            arguments = ["quantize", str(WORK / "float.onnx"), str(WORK / "x.npy"), "--json", "-o"]
            for output in ("small.tflite", "small.hpp"):
                printed.seek(printed.truncate(0))
                self.assertEqual(command.main([*arguments, str(WORK / output)]), 0)
        self.assertIn("dB", json.loads(printed.getvalue())["quantization"])
        self.assertEqual(tinytmpl.load(WORK / "small.tflite").source, self.model.quantize(self.x).source)
        self.assertIn("namespace small", (WORK / "small.hpp").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
