# SPDX-License-Identifier: BSL-1.0
"""Many models quickly: kernels are compiled by geometry, models are loaded and planned at run time."""

import pathlib
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import cases
from outcome import Failure, Outcome, run

HERE = pathlib.Path(__file__).parent.resolve()
NAME = re.compile(r"[a-z0-9_]+:\d+:\d+")
PER_LIBRARY = 200           # kernels
AT_ONCE = 2                 # targets


@dataclass
class Target:
    """Whose kernels: the flags name the target, as in `-DTINYTMPL_TARGET=portable`."""
    name: str
    flags: tuple = ()
    compiled: set = field(default_factory=set)         # geometries
    libraries: list = field(default_factory=list)


@dataclass
class Tools:
    driver: str                 # the program differential_driver
    include: str
    compiler: str
    flags: tuple
    targets: list               # Target
    directory: pathlib.Path     # where libraries stay, for all packs


def check(directory, records, tools):
    """Checks the models of a pack, with the kernels of every target."""
    outcome = Outcome(models=len(records))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for part in pool.map(lambda target: check_target(directory / cases.PACK, target, tools), tools.targets):
            outcome.add(part)
    return outcome


def check_target(pack, target, tools):
    outcome = Outcome()
    if not target.libraries:
        outcome.failures += compile_kernels([], target, tools)
    listed = run([tools.driver, "geometries", pack, *target.libraries[:1]])
    if listed.returncode != 0:
        outcome.failures.append(Failure("all", "load", f"{target.name}: {listed.stderr.strip()}"))
        return outcome
    missing = [geometry for geometry in listed.stdout.splitlines() if geometry not in target.compiled]
    for start in range(0, len(missing), PER_LIBRARY):
        outcome.failures += compile_kernels(missing[start:start + PER_LIBRARY], target, tools)
    outcome.kernels += len(missing)
    run_models(pack, target, tools, outcome)
    return outcome


def compile_kernels(geometries, target, tools):
    stem = tools.directory / f"kernels_{target.name}_{len(target.libraries)}"
    stem.with_suffix(".cpp").write_text(kernel_list(geometries))
    library = stem.with_suffix(".so")
    command = [tools.compiler, *tools.flags, *target.flags, "-fPIC", "-shared", "-I", tools.include, "-I", HERE,
               stem.with_suffix(".cpp"), "-o", library]
    result = run(command)
    if result.returncode != 0:
        return [Failure(target.name, "compile", result.stderr.strip()[:2000])]
    target.compiled.update(geometries)
    target.libraries.append(library)
    return []


def kernel_list(geometries):
    entries = [f'    differential::kernel<{geometry}>("{geometry}"),' for geometry in geometries]
    array = ["static constexpr differential::Kernel all[] = {", *entries, "};"] if geometries else []
    return "\n".join(['#include "runtime/kernels.hpp"', "using namespace tinytmpl;", "using namespace core;", *array,
                      'extern "C" const differential::KernelList differential_kernels{'
                      f"{'all' if geometries else 'nullptr'}, {len(geometries)}}};", ""])


def run_models(pack, target, tools, outcome):
    """One line for each model that fails; the last line holds the totals."""
    ran = run([tools.driver, "run", pack, target.name, *target.libraries])
    lines = ran.stdout.splitlines()
    if ran.returncode not in (0, 1) or not lines:
        outcome.failures.append(died(target, ran))
        return
    for line in lines[:-1]:
        name, message = line.split(", ", 1)
        outcome.failures.append(Failure(name, "compare", message))
    numbers = [int(part.split()[0]) for part in lines[-1].split(", ")]
    outcome.vectors += numbers[1]
    outcome.runs += numbers[2]


def died(target, ran):
    """The driver names each model before it runs it; behind the last name stands what a sanitizer says."""
    said = ran.stderr.splitlines()
    names = [i for i, line in enumerate(said) if NAME.fullmatch(line)]
    name, rest = (said[names[-1]], said[names[-1] + 1:]) if names else ("all", said)
    return Failure(name, "run", f"{target.name}, exit code {ran.returncode}\n    " + "\n    ".join(rest[:12]))
