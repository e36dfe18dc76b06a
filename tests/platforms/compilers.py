# SPDX-License-Identifier: BSL-1.0
"""The compilers and targets for which the headers are tried."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "firmware"))
from targets import newlib_headers  # noqa: E402  where the Arm compiler's package has them

WARNINGS = ("-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror")
CORTEX_M = ("cortex-m0", "cortex-m3", "cortex-m4", "cortex-m33", "cortex-m55")


@dataclass(frozen=True)
class Compiler:
    """A compiler for a target: its name and the command, to which flags and sources are added."""
    name: str
    command: tuple

    def compile(self, *words, standard="c++20", only_check=True):
        """What it says, and whether it was content."""
        what = ["-fsyntax-only"] if only_check else []
        command = [*self.command, f"-std={standard}", *what, *map(str, words)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        return Outcome(" ".join(command), run.returncode == 0, run.stderr)


@dataclass(frozen=True)
class Outcome:
    command: str
    passed: bool
    text: str


def arm(name, *flags):
    return Compiler(name, ("arm-none-eabi-g++", *flags))


def clang_rv32(name, march):
    return Compiler(name, ("clang++-19", "--target=riscv32-unknown-elf", f"-march={march}", *newlib_headers()))


HOST = Compiler("host, GCC", ("g++",))
HOST_CLANG = (Compiler("host, Clang 14", ("clang++-14",)), Compiler("host, Clang 19", ("clang++-19",)))
EMBEDDED_GCC = (*(arm(core, f"-mcpu={core}", "-mthumb") for core in CORTEX_M),
                Compiler("rv32imc", ("riscv64-unknown-elf-g++", "-march=rv32imc", "-mabi=ilp32", *newlib_headers())),
                Compiler("lx106", ("xtensa-lx106-elf-g++", *newlib_headers())))
EMBEDDED_CLANG = (clang_rv32("rv32imc, Clang", "rv32imc"),
                  clang_rv32("rv32imc with Zve32x, Clang", "rv32imc_zve32x_zvl128b"))
# For which the portable kernels are chosen, or Armv7E-M's in Thumb: each with QEMU's program that runs its code.
ARM_STATES = ((arm("Cortex-A7, Arm state", "-mcpu=cortex-a7", "-marm"), "qemu-arm"),
              (arm("Cortex-A7, Thumb", "-mcpu=cortex-a7", "-mthumb"), "qemu-arm"),
              (arm("ARM926, Arm state", "-mcpu=arm926ej-s", "-marm"), "qemu-arm"),
              (arm("Armv6, Arm state", "-march=armv6", "-marm"), "qemu-arm"),
              (arm("Cortex-R5, big-endian", "-mcpu=cortex-r5", "-mthumb", "-mbig-endian"), "qemu-armeb"),
              (arm("Cortex-A7, Arm state, big-endian", "-mcpu=cortex-a7", "-marm", "-mbig-endian"), "qemu-armeb"))


def installed(compilers):
    """Those that this machine has; of the others it says that they are left out."""
    found = []
    for compiler in compilers:
        if shutil.which(compiler.command[0]):
            found.append(compiler)
        else:
            print(f"left out, {compiler.command[0]} is not installed: {compiler.name}")
    return found
