#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""FlashAccess::word on an LX106: aligned words are read of a model's constants and nothing else; without it, bytes.

QEMU reads a byte of any memory; a plugin counts the loads from .rodata that the ESP8266's mapped flash would refuse."""
import sys
import tempfile
from pathlib import Path

import run
from image import Failed, Image, Toolset, checked, export
from models import SMALL, all_models
from proofs import Linked, broken
from targets import HERE, PROJECT, TARGETS, missing_tool

VECTORS = 4
STACK_LIMIT = 768  # bytes: structures of constants are copied


def build_plugin(folder):
    plugin = Path(folder, "loads.so")
    checked(["gcc", "-std=c11", "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-I", PROJECT / "bench/firmware/count",
             "-o", plugin, HERE / "loads.c"])
    return plugin


def check(tools, model, access, plugin):
    """What is wrong with `model` when it reads its constants by `access`; and a line of figures."""
    golden = tuple(vectors[:VECTORS] for vectors in model.golden())
    image = Image(tools, model.name, "min_ram", tools.target.machines[0], golden,
                  (f"-DFLASH_ACCESS={access}",), access).build()
    linked = Linked(image.elf, tools.target.prefix)
    begin, size = linked.sections[".rodata"]
    report, layers = image.run("-plugin", f"{plugin},begin={begin:#x},end={begin + size:#x}")
    faults = broken(linked, report, len(layers))
    if report["wrong"]:
        faults.append(f"{report['wrong']} of {report['compared']} bytes differ")
    if image.stack_bound() > STACK_LIMIT:
        faults.append(f"the stack is up to {image.stack_bound()} bytes deep")
    if access == "word" and report["narrow"]:
        faults.append(f"{report['narrow']} loads are not of a word")
    if access == "any" and not report["narrow"]:
        faults.append("all loads are of words without the policy: this test sees nothing")
    return faults, f"{report['narrow']} narrow loads, {report['wide']} of words; stack at most {image.stack_bound()}"


def main():
    options = run.arguments()
    target = next(target for target in TARGETS if target.name == "lx106")
    if tool := missing_tool(target, "gcc"):
        print(f"skipped, there is no {tool}")
        return run.SKIPPED
    models = [model for model in all_models(options.models, options.reference)
              if model.name in (options.model or SMALL)]
    export(options.exporter, models, options.build / "headers")
    tools = Toolset(target, "gcc", options.level, options.build / "headers", options.build / f"words{options.level}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        plugin = build_plugin(folder)
        for model in models:
            for access in ("any", "word"):
                faults, figures = check(tools, model, access, plugin)
                failed += bool(faults)
                print(f"{model.name:12} {access:5} {'FAILED  ' + '; '.join(faults) if faults else 'ok'}  {figures}")
    if failed:
        print(f"to repeat: {sys.argv[0]} --exporter={options.exporter} --reference={options.reference} "
              f"--models={options.models} --build={options.build}")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
