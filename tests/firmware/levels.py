#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Models at other levels of optimization than -O2, with link-time optimization and with more compilers: the golden
bytes again. It is about what compilers do around assembler: naked functions, constants as operands, registers."""
import sys
from dataclasses import dataclass

import run
from image import Failed, Image, Toolset, export
from models import all_models
from targets import TARGETS, missing_tool

FEW = {"gcc": ("-O0", "-Os", "-O2 -flto"), "clang-19": ("-O0", "-O2")}
MANY = {"gcc": ("-O0", "-Os", "-O3", "-O2 -flto", "-Os -flto"), "clang-14": ("-O0", "-Os"),
        "clang-19": ("-O0", "-Os", "-O2 -mno-unaligned-access")}
LEVELS = {"cortex-m0": FEW, "cortex-m4": MANY, "cortex-m55": FEW}
MODELS = ("digits", "kws")  # kws, which has depthwise convolutions, only with -flto


@dataclass(frozen=True)
class Case:
    tools: Toolset
    model: object
    flags: tuple  # behind the level

    @property
    def title(self):
        return f"{self.tools.name:20} {self.model.name:8} {' '.join((self.tools.level, *self.flags))}"

    def faults(self):
        machine = self.tools.target.machines[-1]  # without optimization it is larger
        variant = "".join(("min_ram", *self.flags))
        image = Image(self.tools, self.model.name, "min_ram", machine, self.model.golden(), self.flags, variant=variant)
        report, layers = image.build().run()
        found = run.wrong_kernels(self.tools.target, self.model.name, layers)
        return found + [f"{report['wrong']} of {report['compared']} bytes differ"] * (report["wrong"] > 0)


def cases(options, models):
    """All that can be run here; says of the others why not."""
    for target in TARGETS:
        if options.target and target.name not in options.target:
            continue
        levels_of = MANY if options.long and target.name in LEVELS else LEVELS.get(target.name, {})
        for compiler, levels in levels_of.items():
            if tool := missing_tool(target, compiler):
                print(f"{target.name}/{compiler}: skipped, there is no {tool}")
                continue
            for level, *flags in (words.split() for words in levels):
                folder = options.build / f"{target.name}-{compiler}{level}"
                tools = Toolset(target, compiler, level, options.build / "headers", folder)
                yield from (Case(tools, model, tuple(flags)) for model in models
                            if "-flto" in flags or model.name == "digits")


def main():
    options = run.arguments()
    models = [model for model in all_models(options.models) if model.name in MODELS]
    export(options.exporter, models, options.build / "headers")
    passed = failed = 0
    for case in cases(options, models):
        try:
            found = case.faults()
        except Failed as failure:
            found = [str(failure)]
        passed, failed = passed + (not found), failed + bool(found)
        print(f"{case.title:46} {'FAILED  ' + '; '.join(found) if found else 'ok'}", flush=True)
    if failed:
        print(f"to repeat: {sys.argv[0]} --exporter={options.exporter} --models={options.models} "
              f"--build={options.build}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0 if passed else run.SKIPPED


if __name__ == "__main__":
    sys.exit(main())
