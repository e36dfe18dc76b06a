# SPDX-License-Identifier: BSL-1.0
"""Exports cases, compiles them in batches into C++ drivers, runs those and reads what they say."""

import json
import pathlib
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

PROCESSES = 2
TIMEOUT_SECONDS = 900
WARNINGS = ("-Wall", "-Wextra", "-Wpedantic", "-Werror")
POLICIES = {
    "layerwise": "Schedule::layerwise", "min_ram": "Schedule::min_ram", "fed": "Schedule::fed",
    "reused": "InputMemory::reused", "size": "Optimize::size", "word": "FlashAccess::word",
}
PRELUDE = (pathlib.Path(__file__).parent / "driver.hpp").resolve()


class Failure(NamedTuple):
    case: str
    stage: str              # export, compile, run or compare
    message: str
    repeat: str

    def __str__(self):
        return f"{self.case} {self.stage}: {self.message}\n    {self.repeat}"


@dataclass
class Tools:
    exporter: str
    include: str
    compiler: str
    flags: tuple
    schedules: tuple
    batch: int


@dataclass
class Outcome:
    cases: int = 0
    vectors: int = 0            # vectors that ran, counted once for each schedule
    failures: list = field(default_factory=list)


def check(directory, names, tools):
    """Checks the cases of these names (stems of files in `directory`)."""
    records = {name: json.loads((directory / f"{name}.json").read_text()) for name in names}
    outcome = Outcome(cases=len(names))
    with ThreadPoolExecutor(PROCESSES) as pool:
        exported = []
        for name, failure in zip(names, pool.map(lambda name: export(directory, name, records[name], tools), names)):
            outcome.failures += failure
            if not failure and not records[name]["expected_refusal"]:
                exported.append(name)
        batches = [exported[start:start + tools.batch] for start in range(0, len(exported), tools.batch)]
        for vectors, failures in pool.map(lambda batch: check_batch(directory, batch, records, tools), batches):
            outcome.vectors += vectors
            outcome.failures += failures
    return outcome


def export(directory, name, record, tools):
    """Runs the exporter; returns a list of at most one failure."""
    header = directory / f"{name}.hpp"
    header.unlink(missing_ok=True)
    command = [tools.exporter, directory / f"{name}.tflite", "-o", header, "--namespace", name]
    result = run(command)
    refused = result.returncode != 0
    if refused == record["expected_refusal"] and header.exists() != refused:
        return []
    said = (result.stderr or result.stdout).strip() or f"exit code {result.returncode}, no message"
    return [Failure(name, "export", said if refused else "was to be refused and was not", record["repeat"])]


def check_batch(directory, names, records, tools):
    """Compiles and runs one driver for these cases; halves the batch until a case that breaks it stands alone."""
    source = directory / f"driver_{names[0].removeprefix('case_')}.cpp"
    source.write_text(driver_source(names, records, tools.schedules))
    program = source.with_suffix(".out")
    command = [tools.compiler, *tools.flags, "-I", tools.include, "-I", directory, "-include", PRELUDE, source,
               "-o", program]
    compiled = run(command)
    ran = run([program, directory]) if compiled.returncode == 0 else None
    program.unlink(missing_ok=True)
    broken = ran is None or ran.returncode not in (0, 1)
    if broken and len(names) > 1:
        middle = len(names) // 2
        halves = [check_batch(directory, half, records, tools) for half in (names[:middle], names[middle:])]
        return sum(vectors for vectors, _ in halves), [failure for _, failures in halves for failure in failures]
    if broken:
        stage, message = ("compile", first_errors(compiled.stderr)) if ran is None else \
            ("run", f"exit code {ran.returncode} {ran.stderr.strip()}")
        return 0, [Failure(names[0], stage, message, records[names[0]]["repeat"])]
    return read_report(ran.stdout, records)


def run(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, -1, "", f"took more than {TIMEOUT_SECONDS} seconds")


def driver_source(names, records, schedules):
    calls = [call for name in names for schedule in schedules for call in driver_calls(name, records[name], schedule)]
    return "\n".join([*(f'#include "{name}.hpp"' for name in names), "", "int main(int, char** arguments) {",
                      "  differential::Report report{arguments[1]};", *calls, "  return report.finish();", "}", ""])


def driver_calls(name, record, schedule):
    """`schedule` is a schedule and perhaps other policies, as in `min_ram+reused`."""
    words = schedule.split("+")
    model = f"{name}::ModelWith<{', '.join('tinytmpl::' + POLICIES[word] for word in words)}>"
    arguments = f'report, "{name}", "{schedule}", {record["vectors"]}'
    inputs, outputs = len(record["inputs"]), len(record["outputs"])
    if "fed" not in words:
        keeps = "false" if "reused" in words else "true"
        return [f"  differential::check<{model}, {inputs}, {outputs}, {keeps}>({arguments});"]
    shape = record["inputs"][0]["shape"]
    rows = shape[1] if len(shape) == 4 else 1
    return [f"  differential::check_fed<{model}, {outputs}>({arguments}, {rows});"] if inputs == 1 else []


def read_report(text, records):
    """The driver prints `case schedule ok VECTORS` or `case schedule wrong VECTOR WHAT INDEX EXPECTED GOT COUNT`."""
    vectors, failures = 0, []
    for line in text.splitlines():
        name, schedule, verdict, *numbers = line.split()
        if verdict == "ok":
            vectors += int(numbers[0])
            continue
        vector, what, index, expected, got, count = numbers
        message = (f"{schedule}, vector {vector}, {what}, index {index}: expected {expected}, got {got}; "
                   f"{count} bytes differ in all ({' '.join(records[name]['operators'])})")
        failures.append(Failure(name, "compare", message, records[name]["repeat"]))
    return vectors, failures


def first_errors(text, most=3):
    lines = [line for line in text.splitlines() if re.search(r"\berror:", line)]
    return "\n    ".join(lines[:most] or text.splitlines()[:most])
