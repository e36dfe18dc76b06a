# SPDX-License-Identifier: BSL-1.0
"""A model: loaded, run, counted, exported."""

from __future__ import annotations

import difflib
import html
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, SupportsIndex, overload

from tinytmpl import _arrays, _core, _frameworks, _quantize
from tinytmpl._boards import Board, find_board
from tinytmpl._tables import Array, Cost, Edge, Fit, InputMemory, Layer, Layers, Schedule

Ranges = Literal["min-max", "percentile", "mse", "best"]
Source = str | os.PathLike[str] | bytes | bytearray | memoryview


def load(source: Source | Any, *, sample: Any = None, array: str | None = None, signature: str | None = None,
         subgraph: int | None = None, keep_dead_channels: bool = False, own: Mapping[str, str] | None = None,
         own_headers: Sequence[str] = (), rounding: str | None = None) -> Model:
    """The model in a file, or in a file's bytes: a `.tflite`, an `.onnx`, or C with a .tflite as an array, as xxd -i
    writes it; or a Keras model, or a torch.nn.Module, which their own frameworks convert, in float32.

    sample              of a torch.nn.Module: an input with a batch of 1, or a tuple of them
    array               of a C file with several models: the name or the line of the array
    signature           of a file with several models: the signature
    subgraph            or the number of the subgraph
    keep_dead_channels  keep channels on which no output depends
    own                 custom operators, and your layers that compute them: {"CUSTOM_NAME": "my::Layer"}
    own_headers         which declare them, as the exported header is to include them
    rounding            of sums: "twice", "once", "onnx"; without the file's, as docs/frameworks.md says

    Raises Refused, with the exporter's sentence, for what is no model or cannot be taken.
    """
    made = None if isinstance(source, (str, os.PathLike)) else _frameworks.converted(source, sample)
    if made is not None:
        source = made
    if isinstance(source, (bytes, bytearray, memoryview)):
        name, content, place, folder = "model", bytes(source), "", ""
    else:
        path = Path(source)
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file")
        name, content, place = path.name, _core.read_file(str(path)), f"{path}: "
        folder = str(path.parent)
    try:
        core = _core.Model(content, name, array, signature, subgraph, keep_dead_channels, dict(own or {}),
                           list(own_headers), folder, rounding)
    except _core.Refused as refusal:
        raise _core.Refused(place + str(refusal)) from None
    return Model(core)


class Outputs(tuple[Array, ...]):
    """Several outputs, by position or by name."""

    names: tuple[str, ...]

    @classmethod
    def _of(cls, arrays: Sequence[Array], names: Sequence[str]) -> Outputs:
        self = cls(arrays)
        self.names = tuple(names)
        return self

    @overload
    def __getitem__(self, key: SupportsIndex | str) -> Array: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Array, ...]: ...
    def __getitem__(self, key: SupportsIndex | str | slice) -> Array | tuple[Array, ...]:
        if isinstance(key, str):
            if key not in self.names or not key:
                raise KeyError(f"there is no output {key!r}; there are {', '.join(map(repr, self.names))}")
            return super().__getitem__(self.names.index(key))
        return super().__getitem__(key)


class Model:
    """A model as it will be on the device. `tinytmpl.load` makes one."""

    def __init__(self, core: _core.Model) -> None:
        self._core = core
        self._known: dict[str, dict[str, Any]] = {}
        self.quantization = ""  # of a model that `quantize` made: what it cost
        known = self.describe()
        self.inputs = tuple(Edge._of(edge) for edge in known["inputs"])
        self.outputs = tuple(Edge._of(edge) for edge in known["outputs"])
        self.layers = Layers(Layer._of(layer) for layer in known["layers"])
        written = [edge["tensor"] for edge in known["inputs"]] + [layer["output"] for layer in known["layers"]]
        self._numbers = list(dict.fromkeys(written))  # in the order of computation
        self.tensors = tuple(Edge._of(known["tensors"][number]) for number in self._numbers)

    def describe(self, target: str = "portable") -> dict[str, Any]:
        """All that is known of the model, with the kernels of a target, as plain data."""
        if target not in self._known:
            self._known[target] = json.loads(self._core.describe(target))
        return self._known[target]

    def report_text(self, target: str = "portable", *, why: bool = False) -> str:
        """The table that the exporter prints; with `why` also why layers have no better kernels."""
        return self._core.report(target, why)

    def report(self, path: str | os.PathLike[str], target: str = "portable") -> Path:
        """Writes the report as a page of HTML that needs no other file: layers and their graph, memory over time,
        flash, boards, quantization, weights."""
        Path(path).write_text(self._core.page(target), encoding="utf-8")
        return Path(path)

    def _repr_html_(self) -> str:
        """The report, in a notebook."""
        page = html.escape(self._core.page("portable"))
        return f'<iframe title="tinytmpl report" srcdoc="{page}" style="width:100%;height:48rem;border:0"></iframe>'

    def run(self, *inputs: Any, threads: int | None = None, **by_name: Any) -> Array | Outputs:
        """The bytes that a device computes: for one inference, or for a batch, whose arrays have an axis more in front.

        Arrays must have the model's types: `run_float` takes real numbers. Several inputs come in the model's order, or
        by name, as keywords or in a dict. Of several outputs there is a tuple, whose elements may be asked for by name.
        What a model with state keeps goes from one inference to the next, in a batch as from call to call, until
        `reset()`.
        `threads`: of a batch; default: as many as the machine has.
        """
        arrays, count = _arrays.batch(self.inputs, inputs, by_name)
        raw = self._core.run(_arrays.to_bytes(arrays, count), 1 if count is None else count,
                             threads or os.cpu_count() or 1)
        outputs = _arrays.from_bytes(raw, self.outputs, count)
        return outputs[0] if len(outputs) == 1 else Outputs._of(outputs, [edge.name for edge in self.outputs])

    def run_float(self, *inputs: Any, threads: int | None = None, **by_name: Any) -> Array | Outputs:
        """`run` for real numbers: inputs are quantized by their scale, as `input.quantize` does in C++, and outputs
        dequantized."""
        given = _arrays.in_order(self.inputs, inputs, by_name)
        results = self.run(*(edge.quantize(x) for edge, x in zip(self.inputs, given)), threads=threads)
        if not isinstance(results, Outputs):
            return self.outputs[0].dequantize(results)
        return Outputs._of([edge.dequantize(x) for edge, x in zip(self.outputs, results)], results.names)

    def tensor(self, name: str, *inputs: Any, threads: int | None = None, **by_name: Any) -> Array:
        """What a tensor of the network holds in an inference, or in each of a batch, to be compared with a framework's.

        `name` is that of the file; `model.tensors` lists them, with their scales. Of a model with state each call
        begins anew.
        """
        found = [i for i, tensor in enumerate(self.tensors) if tensor.name == name]
        if not found:
            near = difflib.get_close_matches(name, [tensor.name for tensor in self.tensors], 3, 0.4)
            raise _core.Refused(f"there is no tensor {name!r}" + (f"; there are {', '.join(map(repr, near))}" if near
                                                                 else "; model.tensors lists them"))
        arrays, count = _arrays.batch(self.inputs, inputs, by_name)
        raw = self._core.run_with(self._numbers[found[0]], _arrays.to_bytes(arrays, count),
                                  1 if count is None else count, threads or os.cpu_count() or 1)
        return _arrays.from_bytes(raw, (*self.outputs, self.tensors[found[0]]), count)[-1]

    def quantize(self, samples: Any, *, labels: Any = None, ranges: Ranges = "best") -> Model:
        """The model in int8, by samples of its inputs, whose first axis counts them; this one must compute in float32.

        samples  an array, of several inputs a dict of arrays by name; or a path, of what `tinytmpl-export --quantize`
                 takes
        labels   the class of each sample, or the path of an .npy: `quantization` tells the accuracy, too
        ranges   how the range of a tensor is found; best: whichever of the others loses least

        The result's `quantization` says what it cost, tensor by tensor; its `source` is a .tflite.
        """
        made, said = _quantize.quantized(self._core, self.inputs, samples, labels, ranges)
        model = load(made)
        model.quantization = said
        return model

    @property
    def source(self) -> bytes:
        """The bytes of the file."""
        return self._core.source()

    def reset(self) -> None:
        """Forgets what layers keep from one inference to the next."""
        self._core.reset()

    def cost(self, target: str = "portable", schedule: Schedule = "min_ram",
             input_memory: InputMemory = "kept") -> Cost:
        """Flash and RAM as the compiler for a target, one of `tinytmpl.targets`, will find them."""
        known = self.describe(target)
        plan = known["plan"]
        if plan is None:
            raise _core.Refused("the network is too large to be planned here; its Model in C++ says what it costs")
        if schedule not in plan["ram_bytes"]:
            raise _core.Refused(f"there is no schedule {schedule!r} here; there are {', '.join(plan['ram_bytes'])}")
        if input_memory not in ("kept", "reused"):
            raise _core.Refused(f"input_memory is {input_memory!r}; it may be 'kept' or 'reused'")
        return Cost(known["target"], schedule, input_memory, plan["flash_bytes"],
                    plan["ram_bytes"][schedule][input_memory], known["macs"],
                    Layers(Layer._of(layer) for layer in known["layers"]))

    def fits(self, board: str | Board, schedule: Schedule = "min_ram", input_memory: InputMemory = "kept") -> Fit:
        """Whether the model can fit a board, of `tinytmpl.boards` or your own: RAM and constants, with nothing beside
        them, as `tinytmpl::fits` in C++."""
        on = find_board(board)
        return Fit(on, self.cost(on.target, schedule, input_memory))

    def export(self, path: str | os.PathLike[str], *, namespace: str | None = None,
               golden: tuple[Any, Any] | None = None, c_interface: bool = False,
               policies: Sequence[str] = ()) -> list[Path]:
        """Writes the model's C++ header, and says which files were written.

        namespace    of the header; default: its name
        golden       arrays of inputs, and of the reference's outputs, for Model::self_test; of several edges, tuples
        c_interface  for firmware in C: write path.h and path_c.cpp beside it
        policies     of the C interface's model: "reused", "fed", ...
        """
        if policies and not c_interface:
            raise _core.Refused("policies are those of the C interface's model; with c_interface=True")
        vectors = (None, None) if golden is None else (_arrays.golden(self.inputs, golden[0]),
                                                       _arrays.golden(self.outputs, golden[1]))
        written = self._core.write_header(str(Path(path)), namespace, vectors[0], vectors[1],
                                          list(policies) if c_interface else None)
        return [Path(file) for file in written]

    def __repr__(self) -> str:
        known = self.describe()
        edges = [f"{kind} {i} {edge.name!r}: {edge.dtype} {list(edge.shape)}"
                 for kind, every in (("input", self.inputs), ("output", self.outputs)) for i, edge in enumerate(every)]
        return "\n".join([f"{known['name']}: {len(self.layers)} layers, {known['macs']:,} MACs", *edges])
