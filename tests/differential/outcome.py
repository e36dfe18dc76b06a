# SPDX-License-Identifier: BSL-1.0
"""What both ways of checking models report, and how they run other programs."""

import subprocess
from dataclasses import dataclass, field
from typing import NamedTuple

TIMEOUT_SECONDS = 3600


class Failure(NamedTuple):
    case: str               # its name
    stage: str              # export, compile, run or compare
    message: str

    def __str__(self):
        return f"{self.case} {self.stage}: {self.message}"


@dataclass
class Outcome:
    models: int = 0
    vectors: int = 0            # that gave the reference's bytes
    runs: int = 0               # vectors times plans, or schedules
    kernels: int = 0            # instantiations that were compiled
    failures: list = field(default_factory=list)

    def add(self, other):
        self.models += other.models
        self.vectors += other.vectors
        self.runs += other.runs
        self.kernels += other.kernels
        self.failures += other.failures

    def __str__(self):
        return (f"{self.models} models, {self.vectors} vectors, {self.runs} runs, {self.kernels} kernels, "
                f"{len(self.failures)} failures")


def run(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, -1, "", f"took more than {TIMEOUT_SECONDS} seconds")
