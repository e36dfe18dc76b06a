#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs the tests of kernels, tests/kernels/, on emulated cores that have the instructions: on the random geometries for
which the host runs the definitions in C++, here the assembler runs.

A program a core, linked with newlib, which QEMU serves by semihosting. Each round draws other geometries; with --long
there are many. The exit status is 1 if a test failed, and 77 if nothing could be run."""
import argparse
import os
import re
import shutil
import sys
from pathlib import Path

from cores import CORES
from image import Failed, checked, run
from run import SKIPPED
from targets import PROJECT, toolchain

TESTS = PROJECT / "tests"
CATCH = Path("/usr/include/catch2")
LONG_ROUNDS = 20
GEOMETRIES = 1000  # from the first of a round to that of the next
WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -Wno-psabi".split()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=PROJECT / "build-firmware/kernels", help="folder for programs")
    parser.add_argument("--core", action="append", choices=CORES, help="only these")
    parser.add_argument("--compiler", default="gcc", help="gcc (default), or one such as clang-19, for the tests")
    parser.add_argument("--level", default="-Os", help="of optimization; -Os (default) compiles faster than -O2")
    parser.add_argument("--first", type=int, default=0, help="number of the first geometry")
    parser.add_argument("--rounds", type=int, help=f"default: 1; with --long {LONG_ROUNDS}")
    parser.add_argument("--only", help="tests with these names, as Catch2 takes them")
    parser.add_argument("--long", action="store_true", default=bool(os.environ.get("TINYTMPL_LONG")),
                        help="many rounds; default if TINYTMPL_LONG is set")
    parser.add_argument("--exporter", help=argparse.SUPPRESS)  # what run.py takes
    parser.add_argument("--models", help=argparse.SUPPRESS)
    parser.add_argument("--jobs", help=argparse.SUPPRESS)
    return parser.parse_args()


class Builder:
    """Compiles and links the tests of a core's kernels."""

    def __init__(self, core, options):
        self.core, self.options, self.folder = core, options, options.build / core.name
        self.folder.mkdir(parents=True, exist_ok=True)
        catch = self.folder / "include/catch2"  # alone: the host's other headers are not for this machine
        catch.parent.mkdir(exist_ok=True)
        if not catch.exists():
            catch.symlink_to(CATCH)

    def compile(self, source, *options, compiler="gcc"):
        to = self.folder / f"{source.stem}.o"
        folders = [f"-I{PROJECT / 'include'}", f"-I{TESTS}", "-isystem", self.folder / "include"]
        checked([*self.core.compiler(compiler), "-std=gnu++20", "-DCATCH_CONFIG_NO_POSIX_SIGNALS", *folders, *options,
                 "-c", source, "-o", to])
        return to

    def fixed(self):
        """What is the same in all rounds."""
        return [self.core.board(self.folder), self.compile(TESTS / "support/main.cpp", "-O0", "-w")]

    def tests(self, first):
        sources = sorted((TESTS / "kernels" / self.core.kernels).glob("*.cpp"))
        sources = [source for source in sources if source.stem != "model"]  # run.py has models
        options = [self.options.level, *WARNINGS, f"-DTINYTMPL_FIRST_GEOMETRY={first}"]
        return [self.compile(source, *options, compiler=self.options.compiler) for source in sources]

    def check(self, objects):
        """Links and runs a program: what Catch2 says in the end."""
        elf = self.folder / "kernels.elf"
        checked([*self.core.linker, *objects, "-o", elf])
        done = run(self.core.command(elf, [self.options.only] if self.options.only else []), 1800)
        printed = done.stdout + done.stderr
        passed = re.search(r"All tests passed \((.*)\)", printed)
        if done.returncode != 0 or not passed:
            raise Failed(f"{elf} ended with {done.returncode}:\n{printed[-4000:]}")
        return passed[1]


def main():
    options = arguments()
    failed = passed = 0
    for core in CORES.values():
        if options.core and core.name not in options.core:
            continue
        tools = (toolchain(core.name)[0] + "g++", options.compiler.replace("clang", "clang++"), "qemu-system-arm")
        missing = [tool for tool in tools if not shutil.which(tool)]
        missing += [] if (CATCH / "catch.hpp").exists() else ["header of Catch2 2"]
        if missing:
            print(f"{core.name}: skipped, there is no {missing[0]}")
            continue
        builder = Builder(core, options)
        fixed = builder.fixed()
        for number in range(options.rounds or (LONG_ROUNDS if options.long else 1)):
            first = options.first + GEOMETRIES * number
            title = f"{core.name}/{options.compiler} {core.kernels:8} geometries from {first:6}"
            try:
                said = builder.check([*fixed, *builder.tests(first)])
                print(f"{title} ok      {said}", flush=True)
                passed += 1
            except Failed as failure:
                print(f"{title} FAILED  {failure}\nto repeat: {sys.argv[0]} --build={options.build} --core={core.name} "
                      f"--compiler={options.compiler} --level={options.level} --first={first}", flush=True)
                failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0 if passed else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
