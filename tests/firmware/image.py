# SPDX-License-Identifier: BSL-1.0
"""Builds and runs images: one model in one schedule for one machine."""
import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import stack
import windowed
from targets import HERE, PROJECT, Machine, Target, compile_command, link_command

REFUSAL = re.compile(r"tinytmpl: the model needs more (RAM|flash) than the board has")


class Failed(Exception):
    """What went wrong, as a text for the reader."""


class Refused(Exception):
    """The library's sentence: the model is too large for the machine."""


def run(command, limit=600):
    """The finished process; its output as text."""
    command = [str(part) for part in command]
    try:
        return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=limit, check=False)
    except subprocess.TimeoutExpired as late:
        raise Failed(f"not done after {limit} s: {' '.join(command)}") from late


def checked(command):
    done = run(command)
    if done.returncode != 0:
        raise Failed(f"{' '.join(str(part) for part in command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def export(exporter, models, folder):
    """The models' headers."""
    folder.mkdir(parents=True, exist_ok=True)
    for model in models:
        if model.trained:
            checked([exporter, model.file, "-o", folder / f"{model.name}.hpp", "--namespace", model.name])
    return folder


class Layer(NamedTuple):
    """What the image says of a layer."""
    kind: str
    kernel: str
    macs: int
    node: int


@dataclass(frozen=True)
class Toolset:
    """A target, a compiler and a level of optimization, with the objects that all its images share."""
    target: Target
    compiler: str
    level: str
    headers: Path
    folder: Path
    program: Path = HERE / "program.cpp"

    @property
    def name(self):
        return f"{self.target.name}/{self.compiler}"

    def compile(self, source, to, *definitions, options=()):
        to.parent.mkdir(parents=True, exist_ok=True)
        command = [*compile_command(self.target, self.compiler), self.level, *options]
        command += [part for folder in (PROJECT / "include", self.headers, HERE) for part in ("-I", folder)]
        command += [*(f"-D{definition}" for definition in definitions), "-c", source, "-o", to]
        command += [stack.FLAG] * (self.compiler == "gcc")
        if self.target.windowed and source.suffix == ".cpp":
            return self.assemble_windowed(command, to)
        return run(command)

    def assemble_windowed(self, command, to):
        """Compiles to assembly, and assembles that."""
        assembly = to.with_suffix(".s")
        done = run(["-S" if part == "-c" else assembly if part == to else part for part in command])
        if done.returncode != 0:
            return done
        assembly.write_text(windowed.rewrite(assembly.read_text()))
        return run([*compile_command(self.target, self.compiler), "-c", assembly, "-o", to])

    @cached_property
    def board(self):
        """The board's objects: start-up, input and output, what compilers call, the test program."""
        sources = [HERE / "boards" / name for name in (*self.target.board, "report.cpp")] + [self.program]
        objects = []
        for source in sources:
            objects.append(self.folder / "board" / f"board.{source.stem}.o")
            succeeded(self.compile(source, objects[-1]))
        objects.append(self.folder / "board/library.o")
        succeeded(self.compile(HERE / "boards/library.cpp", objects[-1]))
        return objects


def succeeded(done):
    if done.returncode != 0:
        raise Failed(f"{' '.join(done.args)}\n{done.stdout}{done.stderr}")


@dataclass(frozen=True)
class Image:
    tools: Toolset
    model: str
    schedule: str
    machine: Machine
    golden: tuple  # inputs, outputs
    options: tuple = ()  # more, for the compiler of the model
    name: str = "image"
    variant: str = ""  # what tells its folder from that of another image of the schedule

    @cached_property
    def folder(self):
        folder = self.tools.folder / f"{self.model}-{self.variant or self.schedule}-{self.machine.link}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def elf(self):
        return self.folder / f"{self.name}.elf"

    def build(self):
        """Compiles the model and links it with as many golden vectors as fit."""
        done = self.tools.compile(
            HERE / "subject.cpp", self.folder / f"{self.name}.o", f'MODEL_HEADER="{self.model}.hpp"',
            f"MODEL={self.model}", f"SCHEDULE={self.schedule}", f"FLASH_BYTES={self.machine.flash}",
            f"RAM_BYTES={self.machine.ram}", options=self.options)
        if REFUSAL.search(done.stderr):
            raise Refused(REFUSAL.search(done.stderr)[0])
        succeeded(done)
        inputs, outputs = self.golden
        for name, data in (("inputs", inputs), ("outputs", outputs)):
            (self.folder / name).write_bytes(b"".join(data))
        count = len(inputs)
        while overflow := self.link(count):
            count -= max(1, -(-overflow // (len(inputs[0]) + len(outputs[0]))))
            if count < 1:
                raise Failed(f"no golden vector fits beside {self.model} into {self.machine.link}'s flash")
        return self

    def link(self, count):
        """Links the image with `count` golden vectors; by how many bytes it is larger than flash."""
        inputs, outputs = self.golden
        embedded = self.folder / "board.golden.o"
        succeeded(self.tools.compile(
            HERE / "golden.S", embedded, f"GOLDEN_COUNT={count}", f"INPUT_BYTES={len(inputs[0])}",
            f"OUTPUT_BYTES={len(outputs[0])}", f'GOLDEN_INPUTS="{self.folder / "inputs"}"',
            f'GOLDEN_OUTPUTS="{self.folder / "outputs"}"'))
        libraries = [] if self.tools.target.windowed or not self.tools.target.prefix else ["-lgcc"]
        whole = [self.tools.level, "-flto"] if "-flto" in self.options else []  # the linker compiles
        done = run([*link_command(self.tools.target, self.tools.compiler, self.machine), *whole,
                    self.folder / f"{self.name}.o", embedded, *self.tools.board, *libraries, "-o", self.elf])
        overflow = re.search(r"region `?FLASH'? overflowed by (\d+)", done.stderr)
        if overflow:
            return int(overflow[1])
        succeeded(done)
        return 0

    def stack_bound(self):
        """What `infer` needs of the stack, at most, as the compiler says; None if it does not."""
        if self.tools.compiler != "gcc":
            return None
        files = (self.folder / f"{self.name}.ci", self.tools.folder / "board/library.ci")
        disassembly = checked([self.tools.target.prefix + "objdump", "-d", "--no-show-raw-insn", self.elf])
        return stack.CallGraph(files, disassembly).depth("infer")

    def run(self, *options):
        """What the image printed: its report, and the kernel of each layer."""
        done = run([*self.machine.command.split(), self.elf, *options])
        printed = done.stdout + done.stderr  # semihosting writes to the one or the other
        lines = [line.split(" ", 1) for line in printed.splitlines() if " " in line]
        report = {key: int(value) for key, value in lines if value.isdigit()}
        if done.returncode not in (0, 1) or "wrong" not in report:
            raise Failed(f"{self.elf} ended with {done.returncode}:\n{printed}")
        layers = [value.rsplit(" ", 3) for key, value in lines if key == "layer"]
        return report, [Layer(kind, kernel, int(macs), int(node)) for kind, kernel, macs, node in layers]
