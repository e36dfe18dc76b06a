# SPDX-License-Identifier: BSL-1.0
"""Makes a failing case smaller: smaller geometries of an operator, shorter and smaller relatives of a network."""

import json

import generate
import networks
import operators

MOST_ROUNDS = 40


def shrink(directory, record, check):
    """Prints the smallest failing relative that it finds; returns a program's exit code. `check` is a function of a
    directory and records, as in runtime.py and headers.py."""
    form = OperatorForm if record["kind"] == "operator" else NetworkForm
    smallest = form.of(record)
    kept = directory / "shrunk"
    kept.mkdir(exist_ok=True)
    if failure_of(smallest, check, kept) is None:
        print(f"{record['name']} does not fail")
        return 0
    for _ in range(MOST_ROUNDS):
        for candidate in smallest.smaller():
            if failure_of(candidate, check, kept):
                smallest = candidate
                print("still fails:", smallest, flush=True)
                break
        else:
            break
    failure = failure_of(smallest, check, kept)
    print(f"smallest, kept in {kept}: {smallest}\n{failure}")
    return 1


def failure_of(form, check, scratch):
    """The first failure of one form of a case, or None if it passes or is no valid model."""
    try:
        case = form.case()
    except (ValueError, IndexError, ZeroDivisionError):
        return None
    generated = generate.write_cases(scratch, form.seed, [case], as_files=True)
    return next(iter(check(scratch, generated.records).failures), None)


class OperatorForm:
    """A case of one operator with a geometry that may be smaller than the one that was drawn."""

    def __init__(self, seed, index, which, geometry):
        self.seed, self.index, self.which, self.geometry = seed, index, which, geometry

    @classmethod
    def of(cls, record):
        return cls(record["seed"], record["index"], record["variant"], record["geometry"])

    def case(self):
        return operators.case_of_geometry(self.seed, self.index, self.which, self.geometry)

    def smaller(self):
        for key, value in self.geometry.items():
            for simpler in simpler_values(key, value):
                yield OperatorForm(self.seed, self.index, self.which, {**self.geometry, key: simpler})

    def __str__(self):
        return json.dumps(self.geometry)


class NetworkForm:
    """A network under limits; lower limits on operators cut the same network short."""

    def __init__(self, kind, seed, index, which, limits):
        self.kind, self.seed, self.index, self.which, self.limits = kind, seed, index, which, limits

    @classmethod
    def of(cls, record):
        return cls(record["kind"], record["seed"], record["index"], record["variant"],
                   networks.Limits(**record["geometry"]["limits"]))

    def case(self):
        return networks.case(self.seed, self.index, [self.which], self.limits, self.kind)

    def smaller(self):
        for key, value in self.limits._asdict().items():
            for simpler in sorted({value // 2, value - 1} - {value}):
                if simpler >= (0 if key == "operators" else 1):
                    limits = self.limits._replace(**{key: simpler})
                    yield NetworkForm(self.kind, self.seed, self.index, self.which, limits)

    def __str__(self):
        return f"{self.limits._asdict()}: {' '.join(self.case().variants[-1].operators)}"


def simpler_values(key, value):
    """Simpler values of one entry of a geometry, the simplest first."""
    if key == "activation":
        return [] if value == "NONE" else ["NONE"]
    if key in ("operator", "kind", "axes", "axis", "constant", "padding") or isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int):
        return sorted({max(1, value // 2), max(1, value - 1)} - {value})
    if isinstance(value, list):
        return [[*value[:i], simpler, *value[i + 1:]]
                for i, entry in enumerate(value) for simpler in simpler_values(key, entry)]
    return []
