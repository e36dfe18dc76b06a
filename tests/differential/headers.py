# SPDX-License-Identifier: BSL-1.0
"""Models as a user has them: exports cases, compiles their headers in batches into programs, and runs those."""

import pathlib
import re
from dataclasses import dataclass

from cases import identifier
from outcome import Failure, Outcome, run

WARNINGS = ("-Wall", "-Wextra", "-Wpedantic", "-Werror")
POLICIES = {
    "layerwise": "Schedule::layerwise", "min_ram": "Schedule::min_ram", "fed": "Schedule::fed",
    "reused": "InputMemory::reused", "size": "Optimize::size", "word": "FlashAccess::word",
}
RAM = re.compile(r"RAM (\w+) +([\d,]+) bytes(?:, +([\d,]+) with InputMemory::reused)?")
PRELUDE = (pathlib.Path(__file__).parent / "headers.hpp").resolve()


@dataclass
class Tools:
    exporter: str
    include: str
    compiler: tuple
    runner: tuple               # what runs a program
    flags: tuple
    schedules: tuple
    machine: str                # for which it compiles, by the exporter's name
    batch: int


def check(directory, records, tools):
    """Checks the models that `generate.write` wrote as files."""
    outcome, exported = Outcome(models=len(records)), []
    for name in records:
        said = export(directory, name, tools)
        outcome.failures += said
        if not said:
            exported.append(name)
    for start in range(0, len(exported), tools.batch):
        runs, failures = check_batch(directory, exported[start:start + tools.batch], records, tools)
        outcome.runs += runs
        outcome.failures += failures
    outcome.vectors = outcome.runs // len(tools.schedules)
    outcome.kernels = 0
    return outcome


def export(directory, name, tools):
    """Runs the exporter, whose report stays beside the header; returns a list of at most one failure."""
    stem = directory / identifier(name)
    command = [tools.exporter, stem.with_suffix(".tflite"), "-o", stem.with_suffix(".hpp"), "--namespace", stem.name,
               "--target", tools.machine]
    result = run(command)
    if result.returncode == 0:
        stem.with_suffix(".txt").write_text(result.stdout)
        return []
    return [Failure(name, "export", (result.stderr or result.stdout).strip() or f"exit code {result.returncode}")]


def check_batch(directory, names, records, tools):
    """Compiles and runs one program for these models; halves the batch until one that breaks it stands alone."""
    source = directory / f"headers_{identifier(names[0])}.cpp"
    source.write_text(program(directory, names, records, tools.schedules))
    executable = source.with_suffix(".out")
    command = [*tools.compiler, *tools.flags, "-I", tools.include, "-I", directory, "-include", PRELUDE, source,
               "-o", executable]
    compiled = run(command)
    ran = run([*tools.runner, executable, directory]) if compiled.returncode == 0 else None
    executable.unlink(missing_ok=True)
    broken = ran is None or ran.returncode not in (0, 1)
    if broken and len(names) > 1:
        middle = len(names) // 2
        halves = [check_batch(directory, half, records, tools) for half in (names[:middle], names[middle:])]
        return sum(runs for runs, _ in halves), [failure for _, failures in halves for failure in failures]
    if broken:
        stage, message = ("compile", first_errors(compiled.stderr)) if ran is None else \
            ("run", f"exit code {ran.returncode} {ran.stderr.strip()}")
        return 0, [Failure(names[0], stage, message)]
    return read_report(ran.stdout)


def program(directory, names, records, schedules):
    calls = [call for name in names for schedule in schedules for call in checks(records[name], schedule)]
    figures = [figure for name in names for figure in reported(directory, name, schedules)]
    return "\n".join([*(f'#include "{identifier(name)}.hpp"' for name in names), "", *figures, "",
                      "int main(int, char** arguments) {", "  differential::Report report{arguments[1]};", *calls,
                      "  return report.finish();", "}", ""])


def reported(directory, name, schedules):
    """What the exporter says of a model's RAM: the compiler says the same."""
    report = (directory / identifier(name)).with_suffix(".txt").read_text()
    bytes_of = {}
    for schedule, kept, reused in RAM.findall(report):
        bytes_of[schedule] = int(kept.replace(",", ""))
        if reused:
            bytes_of[f"{schedule}+reused"] = int(reused.replace(",", ""))
    if not bytes_of:
        return [f'static_assert(false, "{name}: the exporter reports no RAM");']
    return [f"static_assert({model(identifier(name), schedule)}::ram_bytes == {bytes_of[schedule]});"
            for schedule in schedules if schedule in bytes_of]


def model(namespace, schedule):
    """`schedule` is a schedule and perhaps other policies, as in `min_ram+reused`."""
    return f"{namespace}::ModelWith<{', '.join('tinytmpl::' + POLICIES[word] for word in schedule.split('+'))}>"


def checks(record, schedule):
    words, stem = schedule.split("+"), identifier(record["name"])
    arguments = f'report, "{record["name"]}", "{stem}", "{schedule}", {record["vectors"]}'
    inputs, outputs = len(record["inputs"]), len(record["outputs"])
    if "fed" not in words:
        keeps = "false" if "reused" in words else "true"
        return [f"  differential::check<{model(stem, schedule)}, {inputs}, {outputs}, {keeps}>({arguments});"]
    extents = record["inputs"][0][1:]  # without the batch; rows, or the steps of a sequence
    rows = next((extent for extent in extents[:-1] if extent > 1), 1)
    call = f"  differential::check_fed<{model(stem, schedule)}, {outputs}>({arguments}, {rows});"
    return [call] if inputs == 1 else []


def read_report(text):
    """Lines `NAME SCHEDULE ok VECTORS` or `NAME SCHEDULE wrong VECTOR WHAT INDEX EXPECTED GOT COUNT`."""
    runs, failures = 0, []
    for line in text.splitlines():
        name, schedule, verdict, *numbers = line.split()
        if verdict == "ok":
            runs += int(numbers[0])
            continue
        vector, what, index, expected, got, count = numbers
        failures.append(Failure(name, "compare", f"{schedule}, vector {vector}, {what}, index {index}: "
                                f"expected {expected}, got {got}; {count} bytes differ"))
    return runs, failures


def first_errors(text, most=3):
    lines = [line for line in text.splitlines() if re.search(r"\berror:", line)]
    return "\n    ".join(lines[:most] or text.splitlines()[:most])
