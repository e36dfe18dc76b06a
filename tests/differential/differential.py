#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Random and systematic models, by the reference and by tinytmpl: every byte must be equal.

    differential.py DIR --driver build/tests/differential/differential_driver --operators 250 --networks 40
    differential.py DIR --headers --exporter build/tools/export_weights/tinytmpl-export --operators 150
    differential.py DIR --driver ... --only network:17:3            repeats one model
    differential.py DIR --driver ... --only network:17:3 --shrink   looks for a smaller one that fails

Without --headers models are loaded at run time, with compiled kernels, in all plans; with it they are exported, and
their headers compiled.
"""

import argparse
import os
import pathlib
import shlex
import shutil
import sys

import generate
import headers
import runtime
import shrink
from outcome import Outcome

INCLUDE = pathlib.Path(__file__).resolve().parents[2] / "include"
SHARE_THAT_MUST_VARY = 0.9
MOST_PRINTED = 20


def main():
    options = parse_arguments()
    options.directory.mkdir(parents=True, exist_ok=True)
    check = checker(options)
    if options.shrink:
        chosen = generate.Chosen.parse(options.only)
        made = generate.write(options.directory, options.seed, [chosen], as_files=True)
        return shrink.shrink(options.directory, next(iter(made.records.values())), check)
    total, refused, constant = Outcome(), [], []
    for chunk in chunks(options):
        made = generate.write(options.directory, options.seed, chunk, as_files=options.headers)
        outcome = check(options.directory, made.records)
        total.add(outcome)
        refused += made.refused
        constant += made.constant
        report(outcome, made, options)
        if options.verbose:
            print(f"{sum(os.times()[:4]):.0f} s of CPU; {total}", flush=True)
        if not options.only:
            remove_files(options.directory)
    if not options.only:
        shutil.rmtree(options.directory / "kernels", ignore_errors=True)
    return 1 if finish(total, refused, constant) or total.failures or not total.models else 0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path, help="for models and programs")
    parser.add_argument("--operators", type=int, default=0, help="geometries of one operator")
    parser.add_argument("--variants", type=int, default=8, help="numbers for each")
    parser.add_argument("--networks", type=int, default=0, help="random networks")
    parser.add_argument("--network-variants", type=int, default=8, help="numbers for each")
    parser.add_argument("--real-networks", type=int, default=0, help="random networks in float32")
    parser.add_argument("--wide-networks", type=int, default=0, help="random networks in int16")
    parser.add_argument("--reals", type=int, default=0, help="geometries of one operator in float32")
    parser.add_argument("--wide", type=int, default=0, help="geometries of one operator in int16")
    parser.add_argument("--uint8s", type=int, default=0, help="geometries of one operator in uint8")
    parser.add_argument("--first", type=int, default=0, help="index of the first of each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", metavar="KIND:INDEX:VARIANT", help="one model")
    parser.add_argument("--shrink", action="store_true", help="with --only: look for its smallest relative that fails")
    parser.add_argument("--chunk", type=int, default=4000, help="models at a time")
    parser.add_argument("--headers", action="store_true", help="through headers; of each case one variant")
    parser.add_argument("--driver", help="the program differential_driver")
    parser.add_argument("--exporter", help="the program tinytmpl-export")
    parser.add_argument("--include", default=INCLUDE, help="the directory that holds tinytmpl/tinytmpl.hpp")
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--runner", default="", help="with --headers: a command that runs programs for other machines")
    parser.add_argument("--machine", default="portable",
                        help="with --headers: for which that compiles, as tinytmpl-export --target is told")
    parser.add_argument("--flags", help="of the compiler, as in --flags='-O2 -g'")
    parser.add_argument("--target", action="append", metavar="NAME=FLAGS",
                        help="whose kernels, as in --target='mine=-DTINYTMPL_TARGET=mine -include mine.hpp'; repeated: "
                             "each of them runs all models; default: portable")
    parser.add_argument("--schedules", default="layerwise,min_ram",
                        help="with --headers, of layerwise, min_ram, fed; other policies are added so: min_ram+reused")
    parser.add_argument("--verbose", action="store_true", help="totals after each chunk")
    return parser.parse_args()


def checker(options):
    """A function of a directory and records."""
    flags = ("-std=c++20", *(options.flags or ("-O0" if options.headers else "-O1")).split(), *headers.WARNINGS)
    if options.headers:
        tools = headers.Tools(options.exporter, options.include, tuple(shlex.split(options.compiler)),
                              tuple(shlex.split(options.runner)), flags, tuple(options.schedules.split(",")),
                              options.machine, batch=15)
        return lambda directory, records: headers.check(directory, records, tools)
    kernels = options.directory / "kernels"
    kernels.mkdir(exist_ok=True)
    named = (target.partition("=") for target in options.target or ["portable="])
    targets = [runtime.Target(name, tuple(shlex.split(words))) for name, _, words in named]
    tools = runtime.Tools(options.driver, options.include, options.compiler, flags, targets, kernels)
    return lambda directory, records: runtime.check(directory, records, tools)


def chunks(options):
    """Lists of what is chosen."""
    if options.only:
        yield [generate.Chosen.parse(options.only)]
        return
    chunk, models = [], 0
    for kind, count, variants in (("operator", options.operators, options.variants),
                                  ("network", options.networks, options.network_variants),
                                  ("real_network", options.real_networks, options.network_variants),
                                  ("wide_network", options.wide_networks, options.network_variants),
                                  ("real", options.reals, options.variants),
                                  ("uint8", options.uint8s, options.variants),
                                  ("wide", options.wide, options.variants)):
        for index in range(options.first, options.first + count):
            which = range(index % variants, index % variants + 1) if options.headers else range(variants)
            chunk.append(generate.Chosen(kind, index, which))
            models += len(which)
            if models >= options.chunk:
                yield chunk
                chunk, models = [], 0
    if chunk:
        yield chunk


def report(outcome, made, options):
    for failure in outcome.failures[:MOST_PRINTED]:
        record = made.records.get(failure.case)
        print(failure, f"({' '.join(record['operators'])}; {record['flavour']})" if record else "")
        if record:
            print("   ", repeat_command(options, failure.case), flush=True)
    if len(outcome.failures) > MOST_PRINTED:
        print(f"and {len(outcome.failures) - MOST_PRINTED} more", flush=True)


def repeat_command(options, name):
    """The command line, with --only and --shrink instead of what chooses many."""
    many = ("--operators", "--variants", "--networks", "--network-variants", "--real-networks", "--wide-networks",
            "--reals", "--uint8s", "--wide", "--first", "--only", "--chunk")
    words, kept = sys.argv[1:], [sys.argv[0]]
    while words:
        word = words.pop(0)
        if word.split("=")[0] not in many:
            kept += [word] if word not in ("--shrink", "--verbose") else []
        elif "=" not in word:
            words.pop(0)
    return f"{shlex.join([sys.executable, *kept, '--only', name])} [--shrink]"


def remove_files(directory):
    for path in directory.iterdir():
        if path.is_file():
            path.unlink()


def finish(total, refused, constant):
    """Prints totals; true if the models themselves are at fault."""
    share = 1 - len(constant) / max(1, total.models)
    for line in refused:
        print("refused by the reference:", line)
    print(f"{total}; outputs of {100 * share:.1f} % vary with the input")
    return bool(refused) or (total.models > 20 and share < SHARE_THAT_MUST_VARY)


if __name__ == "__main__":
    sys.exit(main())
