#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks that exported and compiled models give the reference's bytes, for the cases that generate.py wrote.

    check.py OUT_DIR --exporter PATH --include DIR [--schedules layerwise,min_ram] [--cases case_00003,case_00007]
    check.py OUT_DIR --exporter PATH --include DIR --shrink case_00003
"""

import argparse
import pathlib
import sys

import driver
import shrink


def main():
    options = parse_arguments()
    tools = driver.Tools(options.exporter, options.include, options.compiler, batch=options.batch,
                         flags=("-std=c++20", *options.flags.split(), *driver.WARNINGS),
                         schedules=tuple(options.schedules.split(",")))
    if options.shrink:
        return shrink.shrink(options.directory, options.shrink, tools)
    names = sorted(path.stem for path in options.directory.glob("case_*.json"))
    if options.cases:
        names = [name for name in names if name in options.cases.split(",")]
    outcome = driver.check(options.directory, names, tools)
    for failure in outcome.failures:
        print(failure)
    print(f"{outcome.cases} cases, {outcome.vectors} vectors, {len(outcome.failures)} failures")
    return 1 if outcome.failures or not names else 0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--exporter", required=True, help="the program tinytmpl-export")
    parser.add_argument("--include", required=True, help="the directory that holds tinytmpl/tinytmpl.hpp")
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--flags", default="-O1", help="of the compiler, as in --flags='-O2 -g'")
    parser.add_argument("--schedules", default="layerwise,min_ram",
                        help="of layerwise, min_ram and fed; other policies are added so: min_ram+reused")
    parser.add_argument("--batch", type=int, default=20, help="headers in one translation unit")
    parser.add_argument("--cases", help="only these, by name, separated by commas")
    parser.add_argument("--shrink", metavar="CASE", help="search for the smallest relative of a case that fails")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
