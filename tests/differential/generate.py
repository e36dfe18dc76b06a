# SPDX-License-Identifier: BSL-1.0
"""Makes cases, asks the reference, and writes what it said: models, inputs and outputs."""

from functools import partial
from typing import NamedTuple

import cases
import networks
import operators
import reals
import reference
import uint8
import wide

GENERATORS = {"operator": operators.case,
              **{kind: partial(networks.case, kind=kind) for kind in networks.ARITHMETICS},
              "real": reals.case, "uint8": uint8.case,
              "wide": wide.case}


class Chosen(NamedTuple):
    """Variants of one case."""
    kind: str
    index: int
    variants: range

    @classmethod
    def parse(cls, text):
        kind, index, which = text.split(":")
        return cls(kind, int(index), range(int(which), int(which) + 1))


class Generated(NamedTuple):
    records: dict               # by name, in the order of the models
    refused: list               # names, with the reference's reason
    constant: list              # names of models whose outputs do not vary with the input


def write(directory, seed, chosen, as_files=False):
    """Writes the chosen variants into `directory`: one pack, and with `as_files` files for each, too."""
    made = [GENERATORS[kind](seed, index, variants) for kind, index, variants in chosen]
    return write_cases(directory, seed, made, as_files)


def write_cases(directory, seed, made, as_files):
    pairs = [(case, variant) for case in made for variant in case.variants]
    answers = iter(reference.run(variant.job for _, variant in pairs if not variant.expected))
    records, refused, constant = {}, [], []
    with (directory / cases.PACK).open("wb") as pack:
        for case, variant in pairs:
            name = cases.name(case, variant)
            if not variant.expected:
                result = next(answers)
                if isinstance(result, reference.Refused):
                    refused.append(f"{name}: {result.reason}")
                    continue
                variant.take(result)
            if not variant.varies():
                constant.append(name)
            records[name] = cases.record(seed, case, variant)
            cases.write_packed(pack, name, variant)
            if as_files:
                cases.write_files(directory, records[name], variant)
    return Generated(records, refused, constant)
