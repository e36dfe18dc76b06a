# SPDX-License-Identifier: BSL-1.0
"""Samples and labels, as the exporter's library reads them: from files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tinytmpl import _core
from tinytmpl._tables import Edge


def _written(samples: Any, inputs: Sequence[Edge], folder: Path) -> str:
    if isinstance(samples, (str, os.PathLike)):
        return os.fspath(samples)
    if not isinstance(samples, Mapping):
        np.save(folder / "samples.npy", np.asarray(samples))
        return str(folder / "samples.npy")
    names = [edge.name for edge in inputs]
    if sorted(samples) != sorted(names):
        raise _core.Refused(f"there are samples of {', '.join(map(repr, samples))}; the model's inputs are "
                            f"{', '.join(map(repr, names))}")
    np.savez(folder / "samples.npz", **{name: np.asarray(array) for name, array in samples.items()})
    return str(folder / "samples.npz")


def quantized(core: _core.Model, inputs: Sequence[Edge], samples: Any, labels: Any,
              ranges: str) -> tuple[bytes, str]:
    """The bytes of a .tflite in int8, and what the exporter says of its cost."""
    with tempfile.TemporaryDirectory() as folder:
        path = _written(samples, inputs, Path(folder))
        classes = None
        if labels is not None:
            classes = str(Path(folder) / "labels.npy")
            np.save(classes, np.load(labels) if isinstance(labels, (str, os.PathLike)) else np.asarray(labels))
        try:
            return core.quantized(path, classes, ranges)
        except _core.Refused as refusal:
            raise _core.Refused(str(refusal).replace(os.path.join(folder, ""), "")) from None
