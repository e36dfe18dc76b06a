#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Programs with all of the C++ library on emulated cores: newlib, which QEMU serves by semihosting.

    cores.py compile cortex-m4 OPTIONS...         as a C++ compiler that compiles and links
    cores.py run cortex-m4 PROGRAM ARGUMENTS...   runs what it has made; its exit status"""
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from image import Failed, checked
from targets import HERE, SEMIHOSTING, TARGETS, newlib_headers, toolchain


@dataclass(frozen=True)
class Core:
    name: str  # of cmake/toolchains, too
    kernels: str  # the folder in tests/kernels
    machine: str  # of QEMU
    memory: str  # where it has much

    @property
    def linker(self):
        """The command; objects follow."""
        prefix, flags = toolchain(self.name)
        places = f"-Wl,--section-start=.vectors=0,-Ttext-segment={self.memory},--defsym=stack_top=0x20080000"
        return [prefix + "g++", *flags, "--specs=rdimon.specs", places]

    def compiler(self, compiler="gcc"):
        prefix, flags = toolchain(self.name)
        if compiler == "gcc":
            return [prefix + "g++", *flags]
        flags = [flag for flag in flags if not flag.startswith("-mfloat-abi")]
        target = next(target for target in TARGETS if target.name == self.name)
        return [compiler.replace("clang", "clang++"), target.clang_flags, *flags, *newlib_headers()]

    def board(self, folder):
        """The object that each program needs: its start, and what newlib lacks."""
        to = Path(folder) / "newlib.o"
        checked([*self.compiler(), "-std=c++20", "-O2", "-Wall", "-Wextra", "-Werror", "-c", HERE / "boards/newlib.cpp",
                 "-o", to])
        return to

    def command(self, elf, words):
        """What runs a program with arguments."""
        given = ",".join(f'arg="{word}"' if " " in word else f"arg={word}" for word in (Path(elf).stem, *words))
        served = [word.replace("native", f"native,{given}") for word in SEMIHOSTING.split()]
        return ["qemu-system-arm", "-M", self.machine, *served, elf]


# QEMU's only Cortex-M0 has 16 KB: a Cortex-M3 takes its place, whose assembler knows Armv6-M alone (boards/newlib.cpp).
CORES = {core.name: core for core in (Core("cortex-m0", "armv6m", "mps2-an385", "0x21000000"),
                                      Core("cortex-m4", "armv7em", "mps2-an386", "0x21000000"),
                                      Core("cortex-m55", "armv81m", "mps3-an547", "0x60000000"))}


def main():
    what, core, *words = sys.argv[1:]
    if what == "run":
        return subprocess.run(CORES[core].command(words[0], words[1:]), check=False).returncode
    with tempfile.TemporaryDirectory() as folder:
        board = CORES[core].board(folder)
        return subprocess.run([*CORES[core].linker, "-Wno-psabi", *words, board], check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
