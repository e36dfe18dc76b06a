# SPDX-License-Identifier: BSL-1.0
"""The data of the differential tests: a case is one geometry, with several variants of its numbers.

What C++ instantiates by shape is the same in all variants of a case; weights, quantizations, input vectors differ, and
what no kernel knows at compile time: heights, activations. Each variant is a model of its own, `operator:INDEX:VARIANT`
or `network:INDEX:VARIANT`. A pack holds many: for each its name, the `.tflite`, and the data, each behind its length.
Data are for each vector all inputs in order, then all expected outputs in order, bytes as the model's types say.
"""

import struct
from dataclasses import dataclass, field

import numpy as np

from reference import Job

PACK = "cases.pack"


@dataclass
class Variant:
    """One model with its input vectors; `expected` is filled by the reference."""
    number: int
    flavour: str
    geometry: dict
    model: bytes
    arena_size: int
    operators: list
    inputs: list                                 # Tensor
    outputs: list                                # Tensor
    vectors: list                                # for each vector its input arrays
    expected: list = field(default_factory=list)     # for each vector its output arrays
    reference: bytes = b""                       # the same in a form that the reference computes right; empty: model
    as_int8: bool = False                        # that is the same model of int8, 128 less than uint8

    @property
    def job(self):
        vectors = self.vectors
        if self.as_int8:
            vectors = [[moved(array, -128, np.int8) for array in arrays] for arrays in vectors]
        return Job(self.reference or self.model, self.arena_size, vectors)

    def take(self, result):
        """What the reference gave."""
        if self.as_int8:
            result = [[moved(array, 128, np.uint8) for array in arrays] for arrays in result]
        self.expected = result

    def varies(self):
        """Do outputs depend on the input? A case in which they do not tests little."""
        first = np.concatenate([array.ravel() for array in self.expected[0]])
        return any(not np.array_equal(first, np.concatenate([array.ravel() for array in outputs]))
                   for outputs in self.expected[1:])


def moved(array, by, dtype):
    return (array.astype(np.int16) + by).astype(dtype)


@dataclass
class Case:
    kind: str                                    # "operator", "network", "real" or "uint8"
    index: int
    variants: list


def variant(builder, number, flavour, geometry, vectors):
    return Variant(number, flavour, geometry, builder.build(), builder.arena_size(), list(builder.operator_names),
                   list(builder.input_tensors), list(builder.output_tensors), vectors)


def name(case, chosen):
    return f"{case.kind}:{case.index}:{chosen.number}"


def record(seed, case, chosen):
    """All that is known of a variant but its numbers."""
    return {
        "name": name(case, chosen), "seed": seed, "kind": case.kind, "index": case.index, "variant": chosen.number,
        "operators": chosen.operators, "flavour": chosen.flavour, "geometry": chosen.geometry,
        "inputs": [tensor.shape for tensor in chosen.inputs], "outputs": [tensor.shape for tensor in chosen.outputs],
        "vectors": len(chosen.vectors),
    }


def data(chosen):
    arrays = [array for vector, outputs in zip(chosen.vectors, chosen.expected) for array in (*vector, *outputs)]
    return b"".join(array.tobytes() for array in arrays)


def write_packed(file, called, chosen):
    for part in (called.encode(), chosen.model, data(chosen)):
        file.write(struct.pack("<I", len(part)) + part)


def identifier(called):
    """A model's name as a namespace, and as the stem of its files."""
    return "case_" + called.replace(":", "_")


def write_files(directory, of, chosen):
    stem = directory / identifier(of["name"])
    stem.with_suffix(".tflite").write_bytes(chosen.model)
    stem.with_suffix(".bin").write_bytes(data(chosen))
