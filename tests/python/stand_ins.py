# SPDX-License-Identifier: BSL-1.0
"""Stand-ins for TensorFlow and PyTorch: their converters give what lies here. tests/frameworks has PyTorch itself."""

import sys
import types
from pathlib import Path
from unittest import mock

import numpy as np

CLASSIFIER = Path(__file__).with_name("classifier.onnx").read_bytes()
DIGITS = (Path(__file__).parents[2] / "examples" / "digits" / "digits.tflite").read_bytes()


class Module:
    """torch.nn.Module, as far as a converter asks."""
    training = True

    def eval(self):
        self.training = False
        return self

    def train(self, mode):
        self.training = mode


class KerasModel:
    pass


Module.__module__, KerasModel.__module__ = "torch.nn.modules.module", "keras.src.models.model"
KerasModel.__name__ = "Model"


class Net(Module):
    pass


def framework(name, **members):
    module = types.ModuleType(name)
    vars(module).update(members)
    return module


def frameworks(given=None):
    """Both are installed; `given` gets what torch.onnx.export was given, and whether the module was training."""
    def export(module, inputs, path, **_options):
        if given is not None:
            given.extend((module.training, inputs))
        Path(path).write_bytes(CLASSIFIER)
    converter = types.SimpleNamespace(from_keras_model=lambda _: types.SimpleNamespace(convert=lambda: DIGITS))
    torch = framework("torch", Tensor=np.ndarray, as_tensor=np.asarray, onnx=types.SimpleNamespace(export=export),
                      randn=lambda *shape: np.zeros(shape, np.float32))
    lite = types.SimpleNamespace(TFLiteConverter=converter)
    return mock.patch.dict(sys.modules, {"torch": torch, "tensorflow": framework("tensorflow", lite=lite)})
