# SPDX-License-Identifier: BSL-1.0
"""What is known of a model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from tinytmpl._boards import Board

if TYPE_CHECKING:
    import pandas

Array = np.ndarray[Any, np.dtype[Any]]
Schedule = Literal["min_ram", "layerwise", "fed"]
InputMemory = Literal["kept", "reused"]


@dataclass(frozen=True)
class Edge:
    """An input or an output of a model, or a tensor between."""

    name: str  # that of the signature, or the tensor's; empty: it has only its position
    dtype: np.dtype[Any]
    shape: tuple[int, ...]  # of one inference
    scale: float | None = None  # real = scale * (q - zero_point); None: elements are the numbers themselves
    zero_point: int | None = None

    @classmethod
    def _of(cls, edge: dict[str, Any]) -> Edge:
        return cls(edge["name"], np.dtype(edge["dtype"]), tuple(edge["shape"]), edge.get("scale"),
                   edge.get("zero_point"))

    @property
    def size(self) -> int:
        """How many elements one inference has of it."""
        return int(np.prod(self.shape))

    def quantize(self, real: Any) -> Array:
        """Real numbers as the model has them: the nearest, half away from zero, clamped, as `input.quantize` in C++."""
        real = np.asarray(real, np.float32)
        if self.scale is None or self.zero_point is None:
            return np.asarray(real, self.dtype)
        limits = np.iinfo(self.dtype)
        steps = (real / np.float32(self.scale)).astype(np.float64)
        steps = np.where(np.isnan(steps), -np.inf, steps)
        nearest = np.copysign(np.floor(np.abs(steps) + 0.5), steps)
        return np.asarray(np.clip(nearest + self.zero_point, limits.min, limits.max), self.dtype)

    def dequantize(self, elements: Any) -> Array:
        """The real numbers that elements stand for."""
        elements = np.asarray(elements)
        if self.scale is None or self.zero_point is None:
            return np.asarray(elements, np.float32)
        return np.asarray(np.float32(self.scale) * (elements.astype(np.int32) - self.zero_point).astype(np.float32))


@dataclass(frozen=True)
class Layer:
    """A layer of the network that is exported, and what it costs on a target under the default policies."""

    number: int  # from 1 on
    word: str  # in C++: "Conv2D<8, 3>"
    kind: str
    activation: str  # that it is followed by; empty: none
    shape: tuple[int, ...]  # of its output
    macs: int
    flash_bytes: int | None  # constants; None: the network is too large to be planned here
    ram_bytes: int | None  # memory of its output
    kernel: str  # several: what it becomes; empty: it joined another
    refusals: tuple[tuple[str, str], ...]  # better kernels, and why they did not take it

    @classmethod
    def _of(cls, layer: dict[str, Any]) -> Layer:
        return cls(layer["number"], layer["word"], layer["kind"], layer["activation"], tuple(layer["shape"]),
                   layer["macs"], layer.get("flash_bytes"), layer.get("ram_bytes"), layer.get("kernel", ""),
                   tuple((refusal["kernel"], refusal["reason"]) for refusal in layer.get("refusals", ())))


class Layers(Sequence[Layer]):
    """A table: prints as one, and becomes one of pandas'."""

    def __init__(self, layers: Iterable[Layer]) -> None:
        self._all = tuple(layers)

    @overload
    def __getitem__(self, index: int) -> Layer: ...
    @overload
    def __getitem__(self, index: slice) -> Layers: ...
    def __getitem__(self, index: int | slice) -> Layer | Layers:
        return Layers(self._all[index]) if isinstance(index, slice) else self._all[index]

    def __len__(self) -> int:
        return len(self._all)

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas.DataFrame; pandas must be installed."""
        import pandas as pd
        return pd.DataFrame([asdict(layer) for layer in self._all],
                            columns=list(Layer.__dataclass_fields__)).set_index("number")

    def __repr__(self) -> str:
        head = ("", "layer", "output", "MACs", "flash", "RAM", "kernel")
        rows = [(str(one.number), one.kind + (f", {one.activation}" if one.activation else ""),
                 " x ".join(map(str, one.shape)), _number(one.macs), _number(one.flash_bytes), _number(one.ram_bytes),
                 one.kernel) for one in self._all]
        widths = [max(map(len, column)) for column in zip(head, *rows)]
        right = (0, 3, 4, 5)
        return "\n".join("  ".join(cell.rjust(width) if i in right else cell.ljust(width)
                                   for i, (cell, width) in enumerate(zip(row, widths))).rstrip()
                         for row in (head, *rows))


def _number(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


@dataclass(frozen=True)
class Cost:
    """What a Model costs: as its `flash_bytes` and `ram_bytes` in C++, where a pointer has four bytes."""

    target: str
    schedule: Schedule
    input_memory: InputMemory
    flash_bytes: int  # constants and the tables of the plan, not code
    ram_bytes: int  # all memory of the Model, its input's included, but for the stack
    macs: int
    layers: Layers = field(repr=False)  # under min_ram, with the input kept


@dataclass(frozen=True)
class Fit:
    """Whether a model can fit a board: true or false, and what is left for the firmware around it, and all code."""

    board: Board
    cost: Cost

    @property
    def ram_left(self) -> int:
        """Bytes; below zero: so many are missing."""
        return self.board.ram_bytes - self.cost.ram_bytes

    @property
    def flash_left(self) -> int:
        """Bytes; below zero: so many are missing."""
        return self.board.flash_bytes - self.cost.flash_bytes

    def __bool__(self) -> bool:
        return self.ram_left >= 0 and self.flash_left >= 0
