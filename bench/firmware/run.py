#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Counts what each model costs on emulated cores; writes results.json and all that shows it.

With --model or --core it measures those alone and prints their table; with --merge they take their place in
results.json. With --check it measures the default build alone, writes nothing, and fails when a figure is more
than 1 % worse than in results.json."""
import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "tests/firmware"))

from image import Failed, Image, Toolset, checked, export  # noqa: E402
from measure import build_counter, measure  # noqa: E402
from models import all_models, real_models  # noqa: E402
from publish import publish  # noqa: E402
from table import markdown  # noqa: E402
from targets import PROJECT, TARGETS, missing_tool  # noqa: E402

CORES = {"cortex-m0": "gcc", "cortex-m4": "gcc", "cortex-m55": "gcc",  # and the compiler
         "rv32imc": "clang-19", "rv32imc_zve32x": "clang-19",  # GCC 12 knows no vectors of RISC-V
         "lx106": "gcc"}
REAL_CORES = ("cortex-m4",)  # of float32 models: without an FPU it is the compiler's library that is measured
MEASURED = ("instructions", "cycles", "code_flash", "constants", "ram", "stack")
TOLERATED = 1.01
SKIPPED = 77


@dataclass(frozen=True)
class Build:
    """How a model is built: the compiler's level, the schedule, and what the kernels are chosen for."""
    core: str
    level: str = "-O2"
    schedule: str = "min_ram"
    optimize: str = "speed"

    @property
    def name(self):
        return f"{self.core}/{self.level}/{self.schedule}" + ("/size" if self.optimize == "size" else "")

    def image(self, tools, model, golden, machine):
        policies = ("-DINPUT_MEMORY=reused", f"-DOPTIMIZE={self.optimize}")
        return Image(tools, model, self.schedule, machine, golden, policies, variant=f"{self.schedule}-{self.optimize}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exporter", type=Path, required=True, help="the program tinytmpl-export")
    parser.add_argument("--models", type=Path, default=PROJECT.parent / "shared",
                        help="folder with models/ and golden/; float32 models: corpus/further/")
    parser.add_argument("--build", type=Path, default=PROJECT / "build-bench-firmware", help="folder for images")
    parser.add_argument("--model", action="append", help="only these; default: all")
    parser.add_argument("--core", action="append", choices=CORES, help="only these; default: all")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--merge", action="store_true",
                        help="with --model or --core: change only those in results.json")
    parser.add_argument("--check", action="store_true", help="compare with results.json; of the default build")
    return parser.parse_args()


def builds(options):
    """The default schedule everywhere; on Cortex-M4, whose cycles are modelled, the others too."""
    for core in options.core or CORES:
        yield Build(core)
        if not options.check:
            yield Build(core, "-Os")
        if core == "cortex-m4" and not options.check:
            yield Build(core, schedule="layerwise")
            yield Build(core, "-Os", optimize="size")


def known_models(options):
    """All models, and the names of those of float32."""
    real = real_models(options.models, options.exporter)
    return [*all_models(options.models), *real], {model.name for model in real}


def measure_all(options, models, real, plugin):
    """The figures by "model/core/level/schedule"; of those that are `real`, on cores with an FPU."""
    targets = {target.name: target for target in TARGETS}
    golden = {model.name: model.golden() for model in models}
    results = {}
    for build in builds(options):
        tools = Toolset(targets[build.core], CORES[build.core], build.level, options.build / "headers",
                        options.build / f"{build.core}{build.level}", HERE / "program.cpp")
        tools.board  # once, before images are built side by side
        machine = targets[build.core].machines[-1]
        images = [build.image(tools, m.name, tuple(list[:1] for list in golden[m.name]), machine) for m in models
                  if build.core in REAL_CORES or m.name not in real]
        layers = build == Build(build.core) and not options.check
        with ThreadPoolExecutor(options.jobs) as pool:
            for image, figures in zip(images, pool.map(lambda image: measure(image, plugin, layers), images)):
                results[f"{image.model}/{build.name}"] = figures
                print(f"{build.name} {image.model}: {figures['instructions']:,} instructions", flush=True)
    return in_order(results, models)


def in_order(results, models):
    """Model by model, core by core."""
    names, cores = [model.name for model in models], list(CORES)

    def place(item):
        model, core = item[0].split("/")[:2]
        return names.index(model), cores.index(core)
    return dict(sorted(results.items(), key=place))


def worse(results, committed):
    """The figures that got worse, as sentences; says of the others how many there were."""
    sentences, compared = [], 0
    for key, figures in results.items():
        for name in MEASURED:
            before = committed.get(key, {}).get(name)
            if before is None or name not in figures:
                continue
            compared += 1
            if figures[name] > before * TOLERATED:
                sentences.append(f"{key}: {name} was {before:,}, is {figures[name]:,}")
    print(f"{compared - len(sentences)} passed, {len(sentences)} failed")
    return sentences


def main():
    options = arguments()
    missing = [tool for target in TARGETS if target.name in (options.core or CORES)
               and (tool := missing_tool(target, CORES[target.name]))]
    if missing:
        print(f"skipped: there is no {missing[0]}")
        return SKIPPED
    committed = HERE / "results.json"
    compilers = {"gcc": checked(["arm-none-eabi-gcc", "-dumpfullversion"]).strip(),
                 "clang": checked(["clang-19", "-dumpversion"]).strip()}
    recorded = json.loads(committed.read_text())
    if options.check and any(recorded[name] != version for name, version in compilers.items()):
        print(f"skipped: the figures are those of GCC {recorded['gcc']} and Clang {recorded['clang']}")
        return SKIPPED
    known, real = known_models(options)
    writes = options.merge or not (options.model or options.core or options.check)
    gone = sorted({key.split("/")[0] for key in recorded["results"]} - {model.name for model in known})
    if gone and writes:
        raise Failed(f"results.json also has {', '.join(gone)}: give their files, and a Python that has tflite_micro")
    models = [model for model in known if not options.model or model.name in options.model]
    export(options.exporter, models, options.build / "headers")
    results = measure_all(options, models, real, build_counter(options.build))
    if options.check:
        sentences = worse(results, recorded["results"])
        print(*sentences, sep="\n")
        return 1 if sentences else 0
    if options.merge:
        results = in_order(recorded["results"] | results, known)
    document = {**compilers, "results": results}
    if not writes:  # not all of the table
        print(markdown(document, json.loads((HERE / "tflm.json").read_text())))
        return 0
    committed.write_text(json.dumps(document, indent=1) + "\n")
    publish()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
