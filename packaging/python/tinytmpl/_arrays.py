# SPDX-License-Identifier: BSL-1.0
"""Arrays as the bytes of a model's inputs, and the other way round: those of an inference, one edge after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tinytmpl._core import Refused
from tinytmpl._tables import Array, Edge


def _said(edge: Edge, position: int, kind: str = "input") -> str:
    return f"{kind} {position}" + (f" {edge.name!r}" if edge.name else "")


def in_order(edges: Sequence[Edge], given: tuple[Any, ...], by_name: Mapping[str, Any]) -> list[Any]:
    """One array for each edge, in the edges' order."""
    if len(given) == 1 and isinstance(given[0], Mapping):
        by_name = {**given[0], **by_name}
        given = ()
    names = [edge.name for edge in edges]
    for name in by_name:
        if not name or name not in names:
            raise Refused(f"there is no input {name!r}; there are {', '.join(map(repr, names))}")
        if names.index(name) < len(given):
            raise Refused(f"input {name!r} is given twice: by position, and by name")
    missing = [i for i in range(len(given), len(edges)) if names[i] not in by_name or not names[i]]
    if missing or len(given) > len(edges):
        wanted = ", ".join(_said(edge, i) for i, edge in enumerate(edges))
        raise Refused(f"the model takes {len(edges)}: {wanted}; {len(given) + len(by_name)} given")
    return [*given, *(by_name[name] for name in names[len(given):])]


def _typed(edge: Edge, position: int, x: Any, kind: str) -> Array:
    array: Array = np.asarray(x)
    if array.dtype == edge.dtype:
        return array
    kinds = array.dtype.kind + edge.dtype.kind
    if not hasattr(x, "dtype") and array.size > 0:  # numbers of Python
        if kinds in ("if", "ff"):
            return np.asarray(array, edge.dtype)
        if kinds in ("ii", "iu"):
            limits = np.iinfo(edge.dtype)
            if limits.min <= array.min() and array.max() <= limits.max:
                return np.asarray(array, edge.dtype)
    hint = "; run_float quantizes real numbers" if array.dtype.kind == "f" and edge.scale is not None else ""
    raise Refused(f"{_said(edge, position, kind)} takes {edge.dtype}, and {array.dtype} is given{hint}")


def _shaped(edge: Edge, position: int, x: Any, kind: str = "input") -> tuple[Array, int | None]:
    """The array, and of how many inferences it is; None: of one, without an axis for that."""
    array = _typed(edge, position, x, kind)
    if array.shape == edge.shape:
        return array, None
    if array.ndim == len(edge.shape) + 1 and array.shape[1:] == edge.shape:
        return array, len(array)
    raise Refused(f"{_said(edge, position, kind)} has the shape {edge.shape}, or with a batch (n, "
                  f"{', '.join(map(str, edge.shape))}); {array.shape} is given")


def batch(edges: Sequence[Edge], given: tuple[Any, ...], by_name: Mapping[str, Any]) -> tuple[list[Array], int | None]:
    """The arrays of all inputs, and of how many inferences they are."""
    shaped = [_shaped(edge, i, x) for i, (edge, x) in enumerate(zip(edges, in_order(edges, given, by_name)))]
    counts = {count for _, count in shaped}
    if len(counts) > 1:
        raise Refused("the inputs are of different numbers of inferences: "
                      + ", ".join("one" if count is None else str(count) for _, count in shaped))
    return [array for array, _ in shaped], counts.pop() if counts else None


def to_bytes(arrays: Sequence[Array], count: int | None) -> bytes:
    """All edges of an inference, then those of the next."""
    if count == 0:
        return b""
    rows = [np.ascontiguousarray(array).reshape(1 if count is None else count, -1).view(np.uint8) for array in arrays]
    return rows[0].tobytes() if len(rows) == 1 else np.concatenate(rows, axis=1).tobytes()


def from_bytes(raw: bytes, edges: Sequence[Edge], count: int | None) -> list[Array]:
    """The arrays of all edges."""
    sizes = [edge.size * edge.dtype.itemsize for edge in edges]
    rows = np.frombuffer(raw, np.uint8).reshape(1 if count is None else count, sum(sizes))
    arrays, first = [], 0
    for edge, size in zip(edges, sizes):
        shape = edge.shape if count is None else (count, *edge.shape)
        arrays.append(rows[:, first:first + size].copy().view(edge.dtype).reshape(shape))
        first += size
    return arrays


def golden(edges: Sequence[Edge], given: Any) -> bytes:
    """The bytes of golden vectors: one array, or a tuple with one for each edge."""
    arrays = given if isinstance(given, tuple) else (given,)
    if len(arrays) != len(edges):
        raise Refused(f"golden vectors of {len(edges)} edges are a tuple with an array for each")
    shaped = [_shaped(edge, i, x, "edge") for i, (edge, x) in enumerate(zip(edges, arrays))]
    counts = {1 if count is None else count for _, count in shaped}
    if len(counts) != 1:
        raise Refused("the golden vectors of the edges are not equally many")
    return to_bytes([array for array, _ in shaped], counts.pop())
