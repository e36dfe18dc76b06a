# SPDX-License-Identifier: BSL-1.0
"""Models of frameworks, which are converted by those."""

import sys
import unittest
from unittest import mock

import numpy as np
import tinytmpl

from stand_ins import CLASSIFIER, DIGITS, KerasModel, Net, frameworks

SAMPLE = np.zeros((1, 6), np.float32)


class Frameworks(unittest.TestCase):
    def test_torch(self):
        given, net = [], Net()
        with frameworks(given):
            model = tinytmpl.load(net, sample=SAMPLE)
        self.assertEqual(model.source, CLASSIFIER)
        self.assertFalse(given[0], "it is converted as it infers")
        self.assertIs(given[1][0], SAMPLE)
        self.assertTrue(net.training, "as it was")

    def test_keras(self):
        with frameworks():
            self.assertEqual(tinytmpl.load(KerasModel()).source, DIGITS)

    def test_refusals(self):
        with self.assertRaisesRegex(TypeError, "give an input as `sample`"):
            tinytmpl.load(Net())
        with mock.patch.dict(sys.modules, {"tensorflow": None, "torch": None}):
            with self.assertRaisesRegex(ImportError, "becomes a file by tensorflow, which is not installed"):
                tinytmpl.load(KerasModel())
            with self.assertRaisesRegex(ImportError, "pip install torch onnx onnxscript"):
                tinytmpl.load(Net(), sample=SAMPLE)
        with self.assertRaises(TypeError):
            tinytmpl.load(3)


if __name__ == "__main__":
    unittest.main()
