#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""TINYTMPL_CONSTANT with a section: all constants of a model lie there, weights and what is derived from them.

docs/porting.md says how: GCC ignores the section of templates' variables, so the linker script names those, too."""
import sys
from dataclasses import replace

import run
from image import Failed, Image, Toolset, export
from models import all_models
from proofs import Linked, broken
from targets import TARGETS, missing_tool

LINKED = {"cortex-m4": "mps2-external", "lx106": "lx106-mapped"}
MODEL = "digits"


def faults(tools, model):
    machine = replace(tools.target.machines[0], link=LINKED[tools.target.name])
    options = ('-DTINYTMPL_CONSTANT=[[gnu::section(".external")]]',)
    image = Image(tools, model.name, "min_ram", machine, model.golden(), options).build()
    report, layers = image.run()
    found = broken(Linked(image.elf, tools.target.prefix), report, len(layers), ".external")
    return found + [f"{report['wrong']} bytes differ"] * (report["wrong"] > 0)


def main():
    options = run.arguments()
    model = next(model for model in all_models(options.models) if model.name == MODEL)
    export(options.exporter, [model], options.build / "headers")
    passed = failed = 0
    for target in TARGETS:
        for compiler in target.compilers if target.name in LINKED else ():
            if tool := missing_tool(target, compiler):
                print(f"{target.name}/{compiler}: skipped, there is no {tool}")
                continue
            folder = options.build / f"{target.name}-{compiler}-section"
            tools = Toolset(target, compiler, options.level, options.build / "headers", folder)
            found = faults(tools, model)
            passed, failed = passed + (not found), failed + bool(found)
            print(f"{tools.name:20} {'FAILED  ' + '; '.join(found) if found else 'ok'}")
    if failed:
        print(f"to repeat: {sys.argv[0]} --exporter={options.exporter} --build={options.build}")
    return 1 if failed else 0 if passed else run.SKIPPED


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
