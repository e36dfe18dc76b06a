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

FILE = Path(__file__).with_name("classifier.onnx")
WORK = Path(os.environ.get("WORK", "."))


class Quantize(unittest.TestCase):
    def setUp(self):
        self.model = tinytmpl.load(FILE)
        self.x = np.random.default_rng(6).normal(0, 1, (200, 6)).astype(np.float32)
        self.y = self.model.run(self.x)
        self.labels = self.y.argmax(1)

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
        self.assertEqual(self.model.source, FILE.read_bytes())

    def test_samples_by_name_and_from_a_file(self):
        np.save(WORK / "x.npy", self.x)
        sources = [self.model.quantize(samples, ranges="min-max").source
                   for samples in (self.x, {"x": self.x}, WORK / "x.npy")]
        self.assertEqual(len(set(sources)), 1)

    def test_refusals(self):
        small = self.model.quantize(self.x)
        for model, samples, options, sentence in (
                (self.model, self.x[:, :5], {}, "x"), (self.model, {"z": self.x}, {}, "inputs are 'x'"),
                (self.model, self.x[:0], {}, "sample"),
                (self.model, self.x * np.nan, {}, "^samples.npy: element 0 is nan"),
                (self.model, self.x, {"ranges": "widest"}, "there are no ranges"),
                (self.model, self.x, {"labels": self.labels[:3]}, "labels"), (small, self.x, {}, "quantized")):
            with self.subTest(sentence), self.assertRaisesRegex(tinytmpl.Refused, sentence):
                model.quantize(samples, **options)

    def test_command(self):
        np.save(WORK / "x.npy", self.x)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            arguments = ["quantize", str(FILE), str(WORK / "x.npy"), "--json", "-o"]
            for output in ("small.tflite", "small.hpp"):
                printed.seek(printed.truncate(0))
                self.assertEqual(command.main([*arguments, str(WORK / output)]), 0)
        self.assertIn("dB", json.loads(printed.getvalue())["quantization"])
        self.assertEqual(tinytmpl.load(WORK / "small.tflite").source, self.model.quantize(self.x).source)
        self.assertIn("namespace small", (WORK / "small.hpp").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
