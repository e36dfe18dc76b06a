# SPDX-License-Identifier: BSL-1.0
"""Models in Python: the reference's bytes, batches, state, names, and what is refused."""

import sys
import threading
import time
import unittest
from pathlib import Path

import numpy as np
import tinytmpl

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
GOLDEN = ROOT.parent / "shared" / "golden"
MODELS = ROOT.parent / "shared" / "models"


def example(name):
    """A model of the project, with its golden vectors."""
    folder = EXAMPLES / name
    model = tinytmpl.load(folder / f"{name if name != 'ntc_thermistor' else 'thermistor'}.tflite")
    read = [np.fromfile(folder / f"golden_{kind}.bin", edge.dtype).reshape(-1, *edge.shape)
            for kind, edge in (("inputs", model.inputs[0]), ("outputs", model.outputs[0]))]
    return model, *read


class Bytes(unittest.TestCase):
    def test_examples(self):
        for name in ("digits", "gate", "mask", "ntc_thermistor", "vibration"):
            model, inputs, outputs = example(name)
            for threads in (1, 2, 3):
                np.testing.assert_array_equal(model.run(inputs, threads=threads), outputs)
            for x, y in zip(inputs[:5], outputs):
                np.testing.assert_array_equal(model.run(x), y)

    def test_rounding(self):
        file, x = EXAMPLES / "digits" / "digits.tflite", np.full((1, 8, 8, 1), 9, np.int8)
        models = {name: tinytmpl.load(file, rounding=name) for name in ("twice", "once", "onnx")}
        np.testing.assert_array_equal(models["twice"].run(x), tinytmpl.load(file).run(x))
        for name in ("once", "onnx"):
            self.assertIn(f"Rounding::{name}", models[name].report_text())
        with self.assertRaisesRegex(tinytmpl.Refused, "no rounding up; there are twice, once, onnx"):
            tinytmpl.load(file, rounding="up")

    def test_tensors(self):
        """Of each layer, from what the one in front of it gave: as a model of its own would be given it."""
        for name in ("digits", "gate", "mask", "ntc_thermistor", "vibration"):
            model, inputs, outputs = example(name)
            inputs, outputs = inputs[:7], outputs[:7]
            names = [tensor.name for tensor in model.tensors]
            for tensor in model.tensors:
                values = model.tensor(tensor.name, inputs)
                self.assertEqual((values.dtype, values.shape), (tensor.dtype, (len(inputs), *tensor.shape)))
                np.testing.assert_array_equal(model.tensor(tensor.name, inputs[-1]), values[-1])
                self.assertGreater(len(np.unique(values)), 1, tensor.name)
            np.testing.assert_array_equal(model.tensor(names[0], inputs), inputs)
            np.testing.assert_array_equal(model.tensor(names[-1], inputs), outputs)
            np.testing.assert_array_equal(model.run(inputs), outputs)
        with self.assertRaisesRegex(tinytmpl.Refused, f"there is no tensor .*{names[-1][:4]}"):
            model.tensor(names[-1] + "x", inputs[0])

    @unittest.skipUnless(GOLDEN.exists(), f"there is no {GOLDEN.name} beside the project")
    def test_golden_vectors(self):
        for folder in sorted(path for path in GOLDEN.iterdir() if path.is_dir()):
            model = tinytmpl.load(MODELS / f"{folder.name}.tflite")
            x, y = ([np.fromfile(folder / f"{kind}_{k}.bin", np.int8).reshape(edges[0].shape) for k in range(1, 9)]
                    for kind, edges in (("input", model.inputs), ("output", model.outputs)))
            np.testing.assert_array_equal(model.run(np.stack(x)), np.stack(y), err_msg=folder.name)
            structured = np.fromfile(folder / "structured_inputs.bin", np.int8).reshape(-1, *model.inputs[0].shape)
            expected = np.fromfile(folder / "structured_outputs.bin", np.int8).reshape(-1, *model.outputs[0].shape)
            np.testing.assert_array_equal(model.run(structured), expected, err_msg=folder.name)

    def test_random_models(self):
        """Of the differential tests: all types of edges, several inputs and outputs, variables that are kept."""
        sys.path.insert(0, str(ROOT / "tests" / "differential"))
        try:
            import generate
            import reference
        except ImportError as missing:
            self.skipTest(f"there is no reference: {missing}")
        chosen = [generate.GENERATORS[kind](1, index, range(1)) for kind, count in
                  (("operator", 120), ("network", 12), ("real", 12)) for index in range(count)]
        variants = [variant for case in chosen for variant in case.variants]
        compared = kept = changed = 0
        for variant, expected in zip(variants, reference.run(variant.job for variant in variants)):
            if isinstance(expected, reference.Refused):
                continue
            model = tinytmpl.load(variant.model)
            keeps = "READ_VARIABLE" in variant.operators
            kept += keeps
            given = [np.stack(arrays) for arrays in zip(*variant.vectors)]
            shaped = [x.reshape(-1, *edge.shape) for x, edge in zip(given, model.inputs)]
            found = model.run(*shaped)
            if keeps:  # from call to call, until it is reset
                again = [model.run(*(x[i] for x in shaped)) for i in range(len(shaped[0]))]
                changed += any(not np.array_equal(a, b) for a, b in zip(again, found))
                model.reset()
                found = [model.run(*(x[i] for x in shaped)) for i in range(len(shaped[0]))]
                found = tuple(map(np.stack, zip(*found))) if isinstance(found[0], tuple) else np.stack(found)
            for output, wanted in zip(found if isinstance(found, tuple) else (found,), zip(*expected)):
                wanted = np.stack(wanted).reshape(output.shape)
                if "EXP" in variant.operators or output.dtype == np.float32:  # e^x is the C library's, to the last bits
                    np.testing.assert_allclose(output, wanted, rtol=1e-5, atol=1e-6, err_msg=str(variant.operators))
                else:
                    np.testing.assert_array_equal(output, wanted, err_msg=str(variant.operators))
            compared += 1
        self.assertGreater(compared, 100)
        self.assertGreater(kept, 3, "few models had a variable")
        self.assertGreater(changed, 0, "nothing that was kept changed an output")


class Arrays(unittest.TestCase):
    def setUp(self):
        self.model, self.inputs, self.outputs = example("digits")

    def test_shapes(self):
        self.assertEqual(self.model.run(self.inputs[0]).shape, (10,))
        self.assertEqual(self.model.run(self.inputs[:1]).shape, (1, 10))
        self.assertEqual(self.model.run(self.inputs[:0]).shape, (0, 10))
        turned = np.asfortranarray(self.inputs[:7])
        np.testing.assert_array_equal(self.model.run(turned), self.outputs[:7])
        np.testing.assert_array_equal(self.model.run(self.inputs[:20:3]), self.outputs[:20:3])
        np.testing.assert_array_equal(self.model.run(self.inputs[0].tolist()), self.outputs[0])

    def test_names(self):
        name = self.model.inputs[0].name
        for by_name in (self.model.run({name: self.inputs[0]}), self.model.run(**{name: self.inputs[0]})):
            np.testing.assert_array_equal(by_name, self.outputs[0])

    def refused(self, sentence, call):
        with self.assertRaisesRegex(tinytmpl.Refused, sentence):
            call()

    def test_refusals(self):
        x, run = self.inputs[0], self.model.run
        self.refused("takes int8, and float32 is given; run_float quantizes", lambda: run(x.astype(np.float32)))
        self.refused("takes int8, and int64 is given", lambda: run(x.astype(np.int64)))
        self.refused("takes int8, and uint8 is given", lambda: run(x.astype(np.uint8)))
        self.refused("takes int8, and int64 is given", lambda: run(np.full(x.shape, 200).tolist()))
        self.refused(r"has the shape \(8, 8, 1\), or with a batch \(n, 8, 8, 1\); \(8, 8\) is given",
                     lambda: run(x[..., 0]))
        self.refused("the model takes 1: input 0 .*; 2 given", lambda: run(x, x))
        self.refused("the model takes 1: input 0 .*; 0 given", run)
        self.refused("there is no input 'image'", lambda: run(image=x))
        self.refused("is given twice", lambda: run(x, **{self.model.inputs[0].name: x}))

    def test_real_numbers(self):
        edge, out = self.model.inputs[0], self.model.outputs[0]
        real = np.linspace(-300, 300, 1001).astype(np.float32) * edge.scale
        real = np.append(real, np.float32([np.nan, np.inf, -np.inf, 1e30]))
        steps = real.astype(np.float64) / np.float64(np.float32(edge.scale))
        halves = np.abs(steps - np.trunc(np.clip(steps, -1e6, 1e6))) == 0.5
        nearest = np.where(halves, np.trunc(steps) + np.sign(steps), np.rint(steps))
        expected = np.clip(np.where(np.isnan(real), -np.inf, nearest) + edge.zero_point, -128, 127)
        np.testing.assert_array_equal(edge.quantize(real), expected.astype(np.int8))
        np.testing.assert_array_equal(edge.quantize(edge.dequantize(self.inputs)), self.inputs)
        np.testing.assert_array_equal(self.model.run_float(edge.dequantize(self.inputs)), out.dequantize(self.outputs))

    def test_others_run_meanwhile(self):
        """The GIL is free while a batch is computed, and several threads may ask one model."""
        many = np.concatenate([self.inputs] * 2000)
        results, ticks = [], 0
        workers = [threading.Thread(target=lambda: results.append(self.model.run(many, threads=1))) for _ in range(2)]
        for worker in workers:
            worker.start()
        while any(worker.is_alive() for worker in workers):
            ticks += 1
            time.sleep(0.0005)
        self.assertGreater(ticks, 2)
        for result in results:
            np.testing.assert_array_equal(result, np.concatenate([self.outputs] * 2000))


if __name__ == "__main__":
    unittest.main()
