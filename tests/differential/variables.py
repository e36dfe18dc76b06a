# SPDX-License-Identifier: BSL-1.0
"""Variables, which keep their values from one vector to the next: READ_VARIABLE and ASSIGN_VARIABLE."""

import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from elementwise import shape_of

FORMS = ("slice", "slice", "drop", "input")    # how the last steps of a stream are kept


class Variable:
    """A variable of a model. Without an initial value the reference begins with zero points."""

    def __init__(self, model, shape, quantization, initial=None):
        self.model, self.shape, self.quantization = model, tuple(shape), quantization
        self.name = f"variable_{len(model.tensors)}"
        self.handle = model.tensor((), dtype="resource")
        model.operators.append(self._handle(self.handle.index))
        if initial is not None:
            self._begin_with(initial)

    def read(self):
        return self.model._add("READ_VARIABLE", [self.handle], self.shape, self.quantization)

    def assign(self, value):
        self.model.operators.append(self._assign(self.handle.index, value.index))

    def _handle(self, output):
        options = schema.VarHandleOptionsT()
        options.container, options.sharedName = "", self.name
        return schema.OperatorT(opcodeIndex=self.model.code("VAR_HANDLE"), inputs=[], outputs=[output],
                                builtinOptions=options, builtinOptionsType=schema.BuiltinOptions.VarHandleOptions)

    def _assign(self, handle, value):
        return schema.OperatorT(opcodeIndex=self.model.code("ASSIGN_VARIABLE"), inputs=[handle, value], outputs=[])

    def _begin_with(self, initial):
        """In a subgraph that CALL_ONCE runs before everything else."""
        if not self.model.called:
            options = schema.CallOnceOptionsT()
            options.initSubgraphIndex = 1
            once = schema.OperatorT(opcodeIndex=self.model.code("CALL_ONCE"), inputs=[], outputs=[],
                                    builtinOptions=options, builtinOptionsType=schema.BuiltinOptions.CallOnceOptions)
            self.model.operators.insert(0, once)
            subgraph = schema.SubGraphT()
            subgraph.tensors, subgraph.operators, subgraph.inputs, subgraph.outputs = [], [], [], []
            self.model.called.append(subgraph)
        subgraph, first = self.model.called[0], len(self.model.called[0].tensors)
        constant = self.model.constant(initial, self.quantization)
        subgraph.tensors += [self.model.tensors[self.handle.index], self.model.tensors.pop(constant.index)]
        subgraph.operators += [self._handle(first), self._assign(first, first + 1)]


def part(model, x, axis, begin, end):
    """Elements of one axis, all of the others."""
    begins, ends = [0] * len(x.shape), list(x.shape)
    begins[axis], ends[axis] = begin, end
    return model.strided_slice(x, begins, ends, [1] * len(x.shape), [i == axis for i in range(len(x.shape))])


def last_steps(model, x, kept, axis, form, initial):
    """`kept` steps of earlier inferences, and behind them `x`; `form` says how they come into their variable."""
    axis %= len(x.shape)
    added = x.shape[axis]
    held = {"slice": kept, "drop": kept + added, "input": added}[form]
    shape = [*x.shape[:axis], held, *x.shape[axis + 1:]]
    zeros = np.full(shape, x.quantization.zero_point, np.int8)
    variable = Variable(model, shape, x.quantization, zeros if initial else None)
    before = variable.read()
    if form == "drop":
        before = part(model, before, axis, added, held)
    joined = model.concatenation([before, x], axis)
    if form == "slice":
        variable.assign(part(model, joined, axis, added, added + kept))
    else:
        variable.assign(joined if form == "drop" else x)
    return joined


# READ_VARIABLE, as a stream's last steps

def history_grid():
    return [{"shape": (1, 3, 4, 2)[:rank], "axis": axis, "kept": kept, "form": form}
            for rank in (2, 3, 4) for axis in range(1, rank) for kept in (1, 3, 20) for form in ("slice", "drop")]


def history_geometry(draw, fixed):
    geometry = {"shape": shape_of(draw, most=8), "kept": draw.integer(1, 9), "form": draw.one_of(FORMS),
                "initial": draw.chance(0.5), **fixed}
    geometry.setdefault("axis", draw.integer(1, len(geometry["shape"]) - 1))
    if geometry["form"] == "input":
        geometry["kept"] = geometry["shape"][geometry["axis"]]
    return geometry


def history(model, draw, geometry):
    x = model.input(geometry["shape"], draw.quantization())
    return last_steps(model, x, geometry["kept"], geometry["axis"], geometry["form"], geometry["initial"])
