#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Clocks for Profile: each compiles with its machine's compiler, and counts where there is a machine to run it.

    run.py --build DIR --work DIR
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
FIRMWARE = ROOT / "examples" / "c_firmware"
CORE = HERE.parent / "arduino" / "hardware" / "test" / "arm" / "cores" / "test"
sys.path.insert(0, str(ROOT / "tests" / "firmware"))

from targets import newlib_headers  # noqa: E402  for compilers without a C++ library

WARNINGS = ("-std=c++20", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror", f"-I{ROOT / 'include'}")


def run(*command):
    command = [str(part) for part in command]
    print("$", " ".join(command), flush=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def cortex_m(work):
    core = ("-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16")
    run("arm-none-eabi-gcc", *core, "-O2", "-c", FIRMWARE / "start.c", "-o", work / "start.o")
    run("arm-none-eabi-g++", *core, *WARNINGS, f"-I{work}", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics",
        "-nostartfiles", "--specs=nano.specs", "-T", FIRMWARE / "memory.ld", HERE / "cortex_m.cpp", work / "start.o",
        "-o", work / "cortex_m.elf")
    # -icount: SysTick counts instructions. By the host's time it wraps wherever the host is busy for 0.7 s.
    said = run("qemu-system-arm", "-M", "mps2-an386", "-icount", "shift=5", "-semihosting", "-nographic", "-serial",
               "none", "-monitor", "none", "-kernel", work / "cortex_m.elf")
    assert "SysTick counts" in said, said


def riscv(work):
    run("riscv64-unknown-elf-g++", "-march=rv32imc", "-mabi=ilp32", *newlib_headers(), *WARNINGS, "-ffreestanding",
        "-nostdlib", HERE / "riscv.cpp", "-o", work / "riscv")
    run("qemu-riscv32", work / "riscv")


def xtensa(work):
    run("xtensa-lx106-elf-g++", *newlib_headers(), *WARNINGS, "-c", HERE / "xtensa.cpp", "-o", work / "xtensa.o")
    assert "ccount" in run("xtensa-lx106-elf-objdump", "-d", work / "xtensa.o")


def arduino(work):
    run("g++", *WARNINGS, f"-I{CORE}", f"-I{work}", HERE / "arduino.cpp", "-o", work / "arduino")
    run(work / "arduino")


CLOCKS = {cortex_m: ("arm-none-eabi-g++", "qemu-system-arm"), riscv: ("riscv64-unknown-elf-g++", "qemu-riscv32"),
          xtensa: ("xtensa-lx106-elf-g++",), arduino: ("g++",)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    run(options.build / "tools" / "export_weights" / "tinytmpl-export", ROOT / "examples" / "digits" / "digits.tflite",
        "-o", options.work / "digits.hpp")
    for check, programs in CLOCKS.items():
        missing = [program for program in programs if not shutil.which(program)]
        if missing:
            print(f"left out, {missing[0]} is not installed: {check.__name__}")
        else:
            check(options.work)


if __name__ == "__main__":
    main()
