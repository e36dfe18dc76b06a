# SPDX-License-Identifier: BSL-1.0
"""What each compiler compiles for: its name, and the options that make it do that."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "host"
ARM = ("cortex-m0", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33", "cortex-m55")
RISCV = ("rv32imc", "rv32imc_zve32x")
TARGETS = (HOST, *ARM, *RISCV, "lx106", "wasm32")
FREESTANDING = ["-ffreestanding", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics"]

# Zig brings a C library for each of its targets, and names the processor in its own way.
ZIG = {HOST: ["-target", "x86_64-linux-gnu"],
       "cortex-m0": ["-target", "thumb-linux-musleabi", "-mcpu=cortex_m0"],
       "cortex-m4": ["-target", "thumb-linux-musleabihf", "-mcpu=cortex_m4"],
       "cortex-m55": ["-target", "thumb-linux-musleabihf", "-mcpu=cortex_m55"],
       "rv32imc": ["-target", "riscv32-linux-musl", "-mcpu=generic_rv32+m+c"],
       "wasm32": ["-target", "wasm32-wasi"]}


def toolchain(name):
    """Prefix and flags of the processor, as the toolchain file has them."""
    text = (ROOT / "cmake" / "toolchains" / f"{name}.cmake").read_text(encoding="utf-8")
    return (re.search(r"set\(prefix (\S+)\)", text)[1],
            re.search(r'set\(cpu_flags "(.*)"\)', text)[1].replace("${cpu_flags}", "").split())


def headers_of_arm_gcc(*flags):
    """Where the Arm compiler finds the C++ library: its freestanding headers serve compilers that bring none."""
    command = ["arm-none-eabi-g++", *flags, "-x", "c++", "-E", "-v", "/dev/null"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    folders = re.search(r"<\.\.\.> search starts here:\n(.*)End of search list", said, re.S)[1].split()
    outside = [folder for folder in folders if "lib/gcc" not in folder or "c++" in folder]  # not those of GCC itself
    return ["-nostdinc++", *(flag for folder in outside for flag in ("-isystem", folder))]


def options(compiler, target):
    """The command that compiles for a target, or None if this compiler does not."""
    if compiler == "zig":
        return [sys.executable, "-m", "ziglang", "c++", *ZIG[target]] if target in ZIG else None
    if target == HOST:
        return None if compiler.endswith("-g++") else [compiler]
    if compiler.startswith("clang++"):
        return options_of_clang(compiler, target)
    prefix = re.fullmatch(r"(.+-)g\+\+", compiler)
    if not prefix or target in ("rv32imc_zve32x", "wasm32") or toolchain(target)[0] != prefix[1]:
        return None
    borrowed = [] if target in ARM else headers_of_arm_gcc()
    return [compiler, *toolchain(target)[1], *borrowed, *FREESTANDING]


def options_of_clang(compiler, target):
    if target == "lx106" or (target == "rv32imc_zve32x" and int(compiler.rpartition("-")[2]) < 17):
        return None
    if target == "wasm32":
        endian = "-D__IEEE_LITTLE_ENDIAN"  # what the C library's headers know of Arm, and not of this
        return [compiler, "--target=wasm32", endian, *headers_of_arm_gcc(), *FREESTANDING]
    triple = "arm-none-eabi" if target in ARM else "riscv32-unknown-elf"
    flags = toolchain("rv32imc" if target in RISCV else target)[1]
    if target == "rv32imc_zve32x":
        flags = ["-march=rv32imc_zve32x_zvl128b", "-mabi=ilp32"]
    headers = headers_of_arm_gcc(*flags) if target in ARM else headers_of_arm_gcc()
    return [compiler, f"--target={triple}", *flags, *headers, *FREESTANDING]
