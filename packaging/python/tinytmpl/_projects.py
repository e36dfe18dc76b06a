# SPDX-License-Identifier: BSL-1.0
"""Projects with a model in them, ready to build."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tinytmpl import _build, _core, _routes
from tinytmpl._model import Model, Outputs
from tinytmpl._tables import Array, Edge

SYSTEMS = tuple(_routes.PROJECTS)


def _drawn(edge: Edge, random: np.random.Generator) -> Array:
    if edge.dtype.kind == "f":
        return random.standard_normal(edge.shape).astype(edge.dtype)
    if edge.dtype.kind == "b":
        return random.integers(0, 1, edge.shape, np.uint8, endpoint=True).astype(edge.dtype)
    limits = np.iinfo(edge.dtype)
    return random.integers(limits.min, limits.max, edge.shape, edge.dtype, endpoint=True)


def golden(model: Model) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    """Inputs drawn at random, and the bytes that every machine computes of them. The model is reset."""
    random = np.random.default_rng(0)
    inputs = tuple(_drawn(edge, random)[None] for edge in model.inputs)
    model.reset()
    outputs = model.run(*inputs)
    model.reset()
    return inputs, tuple(outputs) if isinstance(outputs, Outputs) else (outputs,)


def name_of(model: Model) -> str:
    """The name of the model's file, as a header's and a C identifier's."""
    name = re.sub(r"\W+", "_", Path(model.describe()["name"]).stem, flags=re.ASCII).strip("_")
    return name if name and not name[0].isdigit() else f"model_{name}".rstrip("_")


def _new(folder: Path) -> Path:
    if re.search(r"[^\w.+-]", folder.resolve().name, re.ASCII):
        raise _core.Refused(f"{folder}: name the folder with letters, digits and _ - + .")
    return _routes.check_new(folder)


def write_project(model: Model, system: str, folder: str | os.PathLike[str], *, name: str | None = None) -> Path:
    """Writes a project with the model, for `system`, to a new folder: it blinks what the model decides."""
    if system not in SYSTEMS:
        raise _core.Refused(f"there is no build system {system!r} here; there are {', '.join(SYSTEMS)}")
    to = _new(Path(folder))
    known = name or name_of(model)
    with tempfile.TemporaryDirectory() as made:
        header, = model.export(Path(made) / f"{known}.hpp", golden=golden(model))
        exported = _routes.Exported(known, header.read_text("ascii"))
    _routes.write(_routes.PROJECTS[system](exported, to.resolve().name, True), to)
    return to


def _sketch(header: str, name: str) -> dict[str, str]:
    """What the sketch of a compiled model says, by the functions of the model's header in C."""
    lines = []
    fills = re.findall(r"^(?:int8_t\* (\w+)\(void\)|void (\w+)_assign\(const (\w+)\* from\));", header, re.M)
    for i, (pointer, assigned, kind) in enumerate(fills):
        function = pointer or assigned
        has_scale = f" {function}_quantize(" in header  # else elements are the numbers themselves
        element = f"{function}_quantize(sensor({i}, i))" if has_scale else f"({kind})sensor({i}, i)"
        to = f"{function}()" if pointer else f"elements_{i}"
        lines += [] if pointer else [f"  static {kind} elements_{i}[{function.upper()}_SIZE];"]
        lines += [f"  for (int i = 0; i < {function.upper()}_SIZE; ++i) {to}[i] = {element};"]
        lines += [] if pointer else [f"  {assigned}_assign({to});"]
    output = re.search(r"^int (\w+)_argmax\(void\);", header, re.M)
    prefix = re.search(r"^void (\w+)_run\(void\);", header, re.M)
    assert output and prefix
    size = re.search(rf"^#define {output[1].upper()}_SIZE (\d+)$", header, re.M)
    kind = re.search(rf"{output[1]}_copy_to\((\w+)\* to\)", header)
    if size and int(size[1]) > 1:
        decision = f"  const int decision = {output[1]}_argmax();"
    else:
        taken = (f"  {kind[1]} element;\n  {output[1]}_copy_to(&element);\n" if kind else
                 f"  const int8_t element = {output[1]}()[0];\n")
        real = f"{output[1]}_dequantize(element)" if f" {output[1]}_dequantize(" in header else "element"
        decision = f"{taken}  const int decision = {real} > 0.5f ? 1 : 0;"
    return {"NAME": name, "URL": _routes.URL, "INPUTS": "\n".join(lines), "PREFIX": prefix[1], "DECISION": decision}


def write_arduino_library(model: Model, folder: str | os.PathLike[str], *, name: str | None = None,
                          cpus: Sequence[str] = (), compiler: str | None = None, flags: Sequence[str] = (),
                          policies: Sequence[str] = ()) -> Path:
    """Writes a library for the Arduino IDE to a new folder: the model compiled for boards whose cores cannot compile
    C++20, with a sketch that blinks what it decides."""
    to, known = _new(Path(folder)), name or name_of(model)
    if any("fed" in policy.split(",") for policy in policies):
        raise _core.Refused("a sketch gives a whole input at once: no policy fed")
    with tempfile.TemporaryDirectory() as made:
        built = Path(made) / "library"
        options: dict[str, Any] = {"cpus": cpus, "compiler": compiler, "flags": flags, "policies": policies,
                                   "golden": golden(model)}
        archives = _build.build_arduino(model, built, known, **options)
        header = (built / "src" / f"{known}.h").read_text("ascii")
        files = _routes.template(_routes.ROUTES / "arduino" / "compiled", _sketch(header, known))
        _routes.write(files | {f"src/{known}.h": header}, to)
        for archive in archives:
            target = to / archive.relative_to(built)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read_bytes())
    return to
