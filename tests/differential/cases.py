# SPDX-License-Identifier: BSL-1.0
"""The data of the differential tests: a case is one geometry, with several variants of its numbers.

Everything that C++ instantiates by shape is the same in all variants of a case; weights, quantizations and input
vectors differ. On disk each variant is a model of its own: `case_00000.tflite`, `.json` (what it is, and the command
that repeats it) and `.bin` (for each vector all inputs in order, then all expected outputs in order, int8).
"""

import json
from dataclasses import dataclass, field

import numpy as np

from reference import Job


@dataclass
class Variant:
    """One model with its input vectors; `expected` is filled by the reference."""
    flavour: str
    model: bytes
    arena_size: int
    operators: list
    inputs: list                                 # Tensor
    outputs: list                                # Tensor
    vectors: list                                # for each vector its input arrays
    expected: list = field(default_factory=list)     # for each vector its output arrays

    @property
    def job(self):
        return Job(self.model, self.arena_size, self.vectors)

    def varies(self):
        """Do outputs depend on the input? A case in which they do not tests little."""
        first = np.concatenate([array.ravel() for array in self.expected[0]])
        return any(not np.array_equal(first, np.concatenate([array.ravel() for array in outputs]))
                   for outputs in self.expected[1:])


@dataclass
class Case:
    kind: str                                    # "operator" or "network"
    index: int
    geometry: dict
    variants: list


def variant(builder, flavour, vectors):
    return Variant(flavour, builder.build(), builder.arena_size(), list(builder.operator_names),
                   list(builder.input_tensors), list(builder.output_tensors), vectors)


def repeat_command(seed, case, which):
    return f"generate.py OUT_DIR --seed {seed} --only {case.kind}:{case.index}:{which}"


def write(directory, number, seed, case, which):
    """Writes variant `which` of a case as case number `number`."""
    chosen = case.variants[which]
    stem = directory / f"case_{number:05d}"
    stem.with_suffix(".tflite").write_bytes(chosen.model)
    arrays = [array for vector, outputs in zip(chosen.vectors, chosen.expected) for array in (*vector, *outputs)]
    stem.with_suffix(".bin").write_bytes(b"".join(array.tobytes() for array in arrays))
    record = {
        "operators": chosen.operators, "flavour": chosen.flavour,
        "kind": case.kind, "seed": seed, "index": case.index, "variant": which,
        "repeat": repeat_command(seed, case, which), "geometry": case.geometry,
        "inputs": [describe(tensor) for tensor in chosen.inputs],
        "outputs": [describe(tensor) for tensor in chosen.outputs],
        "vectors": len(chosen.vectors),
        "layout": "for each vector: all inputs in order, then all outputs in order; int8",
        "expected_refusal": False,
    }
    lines = [f"  {json.dumps(key)}: {json.dumps(value, default=float)}" for key, value in record.items()]
    stem.with_suffix(".json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def describe(tensor):
    return {"shape": list(tensor.shape), **tensor.quantization._asdict()}
