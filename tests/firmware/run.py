#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs the models on emulated microcontrollers: every golden byte, and the proofs on the linked images.

Small models, and for each compiler the larger ones that targets.py names; all of them with --long. One line a target,
model and schedule; the exit status is 1 if one of them failed, and 77 if nothing could be run."""
import argparse
import os
import shlex
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from image import Failed, Image, Refused, Toolset, export
from models import HEARING, SCHEDULES, SMALL, all_models, real_models
from proofs import Linked, broken
from targets import PROJECT, TARGETS, missing_tool

SKIPPED = 77
STACK_LIMIT = {"gcc": 512, "clang": 768}  # bytes, of an inference: what docs/porting.md tells users to leave
UNPAINTED = 128  # bytes that boards/stack.cpp takes for the frames of its own functions


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exporter", type=Path, default=PROJECT / "build/gcc/tools/export_weights/tinytmpl-export",
                        help="the program tinytmpl-export")
    parser.add_argument("--reference", type=Path, default=PROJECT / "build/gcc/tests/firmware/firmware_reference",
                        help="the program of reference.cpp")
    parser.add_argument("--models", type=Path, default=PROJECT.parent / "shared",
                        help="folder with models/ and golden/; without it only the examples' models run")
    parser.add_argument("--build", type=Path, default=PROJECT / "build-firmware", help="folder for images")
    parser.add_argument("--target", action="append", help="only these, by name; default: all")
    parser.add_argument("--model", action="append", help="only these")
    parser.add_argument("--schedule", action="append", choices=SCHEDULES, help="only these; default: all")
    parser.add_argument("--long", action="store_true", default=bool(os.environ.get("TINYTMPL_LONG")),
                        help="all models everywhere; default if TINYTMPL_LONG is set")
    parser.add_argument("--compiler", action="append", help="only these; default: all that the target names")
    parser.add_argument("--level", default="-O2", help="of optimization; the proofs hold for -O2 (default) and -Os")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="print the targets and their compilers")
    return parser.parse_args()


def wrong_kernels(target, model, layers):
    """The layers that another kernel computed than the one that this target has for them."""
    expected = [target.kernel(model, position, kind) for position, (kind, *_) in enumerate(layers)]
    return [f"layer {position}, {kind}, was computed by {kernel}, not {right}"
            for position, ((kind, kernel, *_), right) in enumerate(zip(layers, expected)) if kernel != right]


def check(tools, model, schedule, golden):
    """Builds for the first machine that is large enough, runs, compares: the figures to print."""
    image, refused = None, ""
    for machine in tools.target.machines:
        expected = (model.name, schedule) in machine.refuses
        try:
            image = Image(tools, model.name, schedule, machine, golden).build()
        except Refused as sentence:
            if not expected:
                raise Failed(f"{machine.link}: {sentence}") from sentence
            refused = f"; {machine.link} refuses it"
            continue
        if expected:
            raise Failed(f"{machine.link} should have refused it")
        break
    if not image:
        return f"too large for all machines{refused}"
    report, layers = image.run()
    faults = wrong_kernels(tools.target, model.name, layers) if model.trained else []
    if report["wrong"]:
        faults.append(f"{report['wrong']} of {report['compared']} bytes differ")
    if tools.target.prefix:
        faults += broken(Linked(image.elf, tools.target.prefix), report, len(layers))
    for command in image.machine.siblings:
        wrong = replace(image, machine=replace(image.machine, command=command)).run()[0]["wrong"]
        faults += [f"{wrong} bytes differ on {command}"] * (wrong > 0)
    bound = image.stack_bound()
    if bound is not None and report["stack"] > max(bound, UNPAINTED):
        faults.append(f"the stack was {report['stack']} bytes deep, the compiler's frames add up to {bound}")
    depth, limit = max(report["stack"], bound or 0), STACK_LIMIT[tools.compiler.split("-")[0]]
    if depth > limit:
        faults.append(f"the stack is {depth} bytes deep, more than {limit}")
    if faults:
        raise Failed("; ".join(faults))
    own = sum(layer.kernel != "portable" for layer in layers)
    most = "" if bound is None else f" of at most {bound}"
    return (f"{report['compared']} bytes equal, {own} of {len(layers)} kernels its own, RAM {report['ram']}, "
            f"constants {report['flash']}, stack {report['stack']}{most}{refused}")


def line(options, tools, model, schedule, golden):
    """A line of the report, and whether it is good."""
    title = f"{tools.name:20} {model.name:12} {schedule:10}"
    try:
        return f"{title} ok      {check(tools, model, schedule, golden)}", True
    except Failed as failure:
        return f"{title} FAILED  {failure}\nto repeat: {repeat(options, tools, model, schedule)}", False


def repeat(options, tools, model, schedule):
    only = {"exporter": options.exporter, "reference": options.reference, "models": options.models,
            "build": options.build, "level": options.level, "target": tools.target.name, "compiler": tools.compiler,
            "model": model.name, "schedule": schedule}
    return shlex.join([sys.argv[0], *(f"--{name}={value}" for name, value in only.items())])


def toolsets(options):
    """Those that can be used here; says of the others why not."""
    for target in TARGETS:
        if options.target and target.name not in options.target:
            continue
        for compiler in target.compilers:
            if options.compiler and compiler not in options.compiler:
                continue
            if tool := missing_tool(target, compiler):
                print(f"{target.name}/{compiler}: skipped, there is no {tool}")
                continue
            folder = options.build / f"{target.name}-{compiler}{options.level}"
            yield Toolset(target, compiler, options.level, options.build / "headers", folder)


def chosen(options, models, real, tools):
    """Those of `models` that are run with `tools`; those of float32, `real`, and those that hear where targets.py names
    them."""
    if options.model:
        return models
    named = SMALL + tools.target.compilers[tools.compiler]
    others = [model for model in models if options.long and model not in real and model.name not in HEARING]
    return [model for model in models if model.name in named or model in others]


def main():
    options = arguments()
    if options.list:
        print(*(f"{target.name} {compiler}" for target in TARGETS for compiler in target.compilers), sep="\n")
        return 0
    real = real_models(options.models, options.exporter)
    known = [*all_models(options.models, options.reference), *real]
    models = [model for model in known if not options.model or model.name in options.model]
    if not (options.models / "models").is_dir():
        print(f"{options.models}: no models there; only the examples' run")
    export(options.exporter, models, options.build / "headers")
    golden = {model.name: model.golden() for model in models}
    failed = passed = 0
    for tools in toolsets(options):
        try:
            tools.board  # once, before images are built side by side
        except Failed as failure:
            print(f"{tools.name} FAILED  {failure}")
            failed += 1
            continue
        with ThreadPoolExecutor(options.jobs) as pool:
            tasks = [pool.submit(line, options, tools, m, s, golden[m.name])
                     for m in chosen(options, models, real, tools) for s in options.schedule or SCHEDULES]
            for task in tasks:
                text, good = task.result()
                print(text, flush=True)
                passed, failed = passed + good, failed + (not good)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0 if passed else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
