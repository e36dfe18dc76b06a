# SPDX-License-Identifier: BSL-1.0
"""Models of Keras and PyTorch, by the converters that come with those: the bytes of a .tflite, or of an .onnx."""

from __future__ import annotations

import importlib
import tempfile
from pathlib import Path
from typing import Any


def converted(model: Any, sample: Any = None) -> bytes | None:
    """A Keras model or a torch.nn.Module as the bytes of a file; None: it is neither."""
    classes = {(base.__module__.partition(".")[0], base.__name__) for base in type(model).__mro__}
    if classes & {("keras", "Model"), ("tf_keras", "Model"), ("tensorflow", "Model")}:
        return _of_keras(model)
    if ("torch", "Module") in classes:
        return _of_torch(model, sample)
    return None


def _imported(name: str, what: str, why: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise ImportError(f"{what} becomes a file by {name}, which is not installed: pip install {why}") from None


def _of_keras(model: Any) -> bytes:
    tensorflow = _imported("tensorflow", "a Keras model", "tensorflow")
    return bytes(tensorflow.lite.TFLiteConverter.from_keras_model(model).convert())


def _of_torch(module: Any, sample: Any) -> bytes:
    if sample is None:
        raise TypeError("a torch.nn.Module knows no shapes of its inputs: give an input as `sample`, with a batch of 1")
    torch = _imported("torch", "a torch.nn.Module", "torch onnx onnxscript")
    inputs = sample if isinstance(sample, tuple) else (sample,)
    tensors = tuple(x if isinstance(x, torch.Tensor) else torch.as_tensor(x) for x in inputs)
    training = module.training
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        try:
            torch.onnx.export(module.eval(), tensors, str(path), dynamo=True, external_data=False, verbose=False)
        finally:
            module.train(training)
        return path.read_bytes()
