# SPDX-License-Identifier: BSL-1.0
"""A model compiled for a microcontroller: an object or an archive with a header in C, by a cross compiler that is
installed or by the one of the package ziglang."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tinytmpl import _core
from tinytmpl._model import Model
from tinytmpl._paths import include_dir

# No constructors, no unwinding, nothing of a C++ library: what is left is memcpy, memset and the compiler's arithmetic.
FLAGS = ("-std=c++20", "-O2", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics", "-fno-unwind-tables",
         "-fno-asynchronous-unwind-tables", "-ffunction-sections", "-fdata-sections")
# Of zig's Clang for a system with C++ headers, Linux, what firmware has not; enumerators as the Arm EABI has them.
ZIG = ("-fno-pic", "-fno-stack-protector", "-fno-sanitize=all", "-fshort-enums")
ZIG_FPUS = {"fpv4-sp-d16": "vfp4d16sp", "fpv5-sp-d16": "fp_armv8d16sp", "fpv5-d16": "fp_armv8d16"}  # zig's names
FLOAT_ABIS = ("soft", "softfp", "hard")


@dataclass(frozen=True)
class Cpu:
    """How compilers name a core."""

    prefix: str  # of GNU's tools
    machine: tuple[str, ...]
    zig: tuple[str, ...] = ()  # empty: zig does not know it
    fpu: str = ""  # the largest that the core may have
    policies: tuple[str, ...] = ()
    is_arm: bool = field(default=False)


def _cortex(name: str, fpu: str = "") -> Cpu:
    return Cpu("arm-none-eabi-", (f"-mcpu={name}", "-mthumb"), (name.replace("-", "_"),), fpu, is_arm=True)


def _riscv(march: str) -> Cpu:
    zig = "+".join(["generic_rv32", *march.removeprefix("rv32i")])
    return Cpu("riscv64-unknown-elf-", (f"-march={march}", "-mabi=ilp32"),
               ("-target", "riscv32-linux-musl", f"-mcpu={zig}-d-f", "-mabi=ilp32"))


CPUS = {
    **{name: _cortex(name) for name in ("cortex-m0", "cortex-m0plus", "cortex-m3", "cortex-m23")},
    "cortex-m4": _cortex("cortex-m4", "fpv4-sp-d16"),
    "cortex-m7": _cortex("cortex-m7", "fpv5-d16"),
    "cortex-m33": _cortex("cortex-m33", "fpv5-sp-d16"),
    "cortex-m55": _cortex("cortex-m55", "fpv5-d16"),
    "cortex-m85": _cortex("cortex-m85", "fpv5-d16"),
    "rv32imc": _riscv("rv32imc"),
    "rv32imac": _riscv("rv32imac"),
    # Its flash is read by words; the Arduino core's linker script puts this section there.
    "esp8266": Cpu("xtensa-lx106-elf-", ("-mlongcalls", "-mtext-section-literals", "-falign-functions=4",
                                         '-DTINYTMPL_CONSTANT=[[gnu::section(".irom.text")]]'), policies=("word",)),
    "esp32": Cpu("xtensa-esp32-elf-", ("-mlongcalls",)),
    "esp32s3": Cpu("xtensa-esp32s3-elf-", ("-mlongcalls",)),
}


@dataclass(frozen=True)
class Target:
    """For what is compiled, and by what."""

    cpu: str
    float_abi: str | None = None  # default: hard where the core may have an FPU
    fpu: str | None = None        # default: the largest that the core may have
    compiler: str | None = None   # a g++ or clang++, or "zig"; default: GNU's of the core, or else zig
    flags: tuple[str, ...] = ()   # more of them, behind all others

    def known(self) -> Cpu:
        if self.cpu not in CPUS:
            raise _core.Refused(f"there is no CPU {self.cpu!r}; there are {', '.join(CPUS)}")
        cpu = CPUS[self.cpu]
        if (self.float_abi or self.fpu) and not cpu.is_arm:
            raise _core.Refused(f"{self.cpu} has no choice of a floating-point ABI")
        if self.float_abi in ("hard", "softfp") and not cpu.fpu:
            raise _core.Refused(f"{self.cpu} has no FPU: its floating-point ABI is soft")
        return cpu

    def abi(self) -> str:
        return self.float_abi or ("hard" if self.known().fpu else "soft")

    def tools(self) -> tuple[list[str], list[str]]:
        """The commands of the compiler, with what says the machine, and of the archiver."""
        cpu = self.known()
        gnu = shutil.which(self.compiler or f"{cpu.prefix}g++") if self.compiler != "zig" else None
        if gnu:
            floating = [f"-mfloat-abi={self.abi()}"] if cpu.is_arm else []
            floating += [f"-mfpu={self.fpu}"] if self.fpu else []
            archiver = re.sub(r"(g|clang)\+\+(-\d+)?(\.exe)?$", "ar", gnu)
            return [gnu, *cpu.machine, *floating], [archiver if shutil.which(archiver) else "ar"]
        if self.compiler not in (None, "zig"):
            raise _core.Refused(f"there is no compiler {self.compiler!r}")
        if not cpu.zig or importlib.util.find_spec("ziglang") is None:
            other = ", or: pip install ziglang" if cpu.zig else ""
            raise _core.Refused(f"there is no {cpu.prefix}g++; install it{other}")
        zig = [sys.executable, "-m", "ziglang"]
        machine = [*cpu.zig]
        if cpu.is_arm:  # with eabihf alone, arguments of a hard ABI would be said, and not passed
            feature = self.zig_fpu() if self.abi() != "soft" else ""
            machine = ["-target", f"thumb-linux-musleabi{'hf' if self.abi() == 'hard' else ''}",
                       f"-mcpu={cpu.zig[0]}{feature}"]
        return [*zig, "c++", *machine, *ZIG], [*zig, "ar"]

    def zig_fpu(self) -> str:
        fpu = self.fpu or self.known().fpu
        if fpu not in ZIG_FPUS:
            raise _core.Refused(f"zig knows no FPU {fpu!r}; there are {', '.join(ZIG_FPUS)}")
        return f"+{ZIG_FPUS[fpu]}"


def _run(command: Sequence[str | Path]) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = done.stderr or done.stdout
        hint = ("\nThe compiler has no headers of a C++ library. They may be another's, --flag=-isystemDIR, or: "
                "--compiler zig" if "cstdint" in said else "")
        raise _core.Refused(f"{' '.join(map(str, command))} failed:\n{said}{hint}")


def _compile(compiler: Sequence[str], source: Path, to: Path) -> None:
    """Clang for Linux marks what the stack needs, in a section without content. A linker would miss the mark in all
    objects of a firmware; under another name it is none."""
    _run([*compiler, "-c", source, "-o", to])
    to.write_bytes(to.read_bytes().replace(b"\0.note.GNU-stack\0", b"\0.note.undefined\0"))


def build(model: Model, output: Path, target: Target, *, namespace: str | None = None,
          policies: Sequence[str] = (), golden: tuple[Any, Any] | None = None) -> list[Path]:
    """Compiles a model to `output`, NAME.o or libNAME.a, and writes NAME.h beside it, in C; returns both paths."""
    if output.suffix not in (".o", ".a"):
        raise _core.Refused(f"{output}: name it NAME.o or libNAME.a")
    name = output.stem.removeprefix("lib") if output.suffix == ".a" else output.stem
    compiler, archiver = target.tools()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        known = [*target.known().policies, *policies]
        model.export(folder / f"{name}.hpp", namespace=namespace, c_interface=True, policies=known, golden=golden)
        compiled = folder / f"{name}.o"
        _compile([*compiler, *FLAGS, f"-I{include_dir()}", *target.flags], folder / f"{name}_c.cpp", compiled)
        output.parent.mkdir(parents=True, exist_ok=True)
        output.unlink(missing_ok=True)
        if output.suffix == ".a":
            _run([*archiver, "rcs", output, compiled])
        else:
            shutil.copy(compiled, output)
        header = output.with_name(f"{name}.h")
        shutil.copy(folder / f"{name}.h", header)
    return [output, header]


# What Arduino's builder looks for in a library, {build.mcu}/{fpu}-{float abi}, of cores whose compilers are too old for
# the headers: Nano 33 BLE, Nicla Sense ME; UNO R4; Portenta H7, Nicla Vision, GIGA R1; Nano RP2040 Connect; ESP8266.
# Source: arduino-cli's pull request 512; boards.txt and platform.txt of ArduinoCore-mbed and -renesas.
ARDUINO = {
    "cortex-m4/fpv4-sp-d16-softfp": Target("cortex-m4", "softfp", "fpv4-sp-d16"),
    "cortex-m4/fpv4-sp-d16-hard": Target("cortex-m4", "hard", "fpv4-sp-d16"),
    "cortex-m7/fpv5-d16-softfp": Target("cortex-m7", "softfp", "fpv5-d16"),
    "cortex-m0plus": Target("cortex-m0plus"),
    "esp8266": Target("esp8266"),
}


def build_arduino(model: Model, folder: Path, name: str, *, cpus: Sequence[str] = (), compiler: str | None = None,
                  flags: Sequence[str] = (), policies: Sequence[str] = (),
                  golden: tuple[Any, Any] | None = None) -> list[Path]:
    """Writes archives for Arduino's cores, below `folder`/src; default: for those of Arm."""
    chosen = {path: target for path, target in ARDUINO.items()
              if (target.cpu in cpus if cpus else target.cpu != "esp8266")}
    missing = [cpu for cpu in cpus if cpu not in {target.cpu for target in chosen.values()}]
    if missing:
        known = ", ".join(dict.fromkeys(target.cpu for target in ARDUINO.values()))
        raise _core.Refused(f"no Arduino core is known to need {missing[0]!r} compiled; there are {known}")
    written = []
    for path, target in chosen.items():
        archive = folder / "src" / path / f"lib{name}.a"
        archive, header = build(model, archive, replace(target, compiler=compiler, flags=tuple(flags)),
                                policies=policies, golden=golden)
        header.replace(folder / "src" / header.name)
        written.append(archive)
    return written
