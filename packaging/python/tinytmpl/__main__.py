# SPDX-License-Identifier: BSL-1.0
"""The command tinytmpl, also python -m tinytmpl."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

import numpy as np

import tinytmpl
from tinytmpl import _arrays, _projects
from tinytmpl._build import ARDUINO, CPUS, FLOAT_ABIS, Target, build
from tinytmpl._model import Ranges
from tinytmpl._paths import run_exporter
from tinytmpl._tables import Array, Edge

COMMANDS = """commands:
  export MODEL -o OUT.hpp ...  write the model's C++ header; takes the options of tinytmpl-export
  export MODEL --arduino DIR   write a project with the model; also --platformio, --esp-idf, --zephyr, --pico
  build MODEL --cpu CPU        compile the model to an object with a header in C
  report MODEL                 what the model costs, layer by layer; with -o OUT.html as a page
  run MODEL INPUTS             compute a device's bytes
  quantize MODEL SAMPLES       make int8 of float32; with -o OUT.tflite or OUT.hpp
  boards                       the boards that are known
  fit MODEL                    which boards the model can fit, and what is left there

Each says more with --help; all but export print JSON with --json."""
PROJECT_OPTIONS = tuple(f"--{system}" for system in _projects.SYSTEMS)


def _options_of_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help="a .tflite, an .onnx, or a C file with a .tflite as an array")
    parser.add_argument("--array", metavar="NAME",
                        help="of a C file with several models: the name of the array, or its line")
    parser.add_argument("--signature", metavar="NAME", help="of a file with several models: the signature")
    parser.add_argument("--subgraph", metavar="N", type=int, help="or the number of the subgraph")
    parser.add_argument("--rounding", metavar="NAME", help="of sums: twice, once, onnx; default: the file's")
    parser.add_argument("--keep-dead-channels", action="store_true", help="keep channels on which no output depends")


def _loaded(options: argparse.Namespace) -> tinytmpl.Model:
    return tinytmpl.load(options.model, array=options.array, signature=options.signature, subgraph=options.subgraph,
                         keep_dead_channels=options.keep_dead_channels, rounding=options.rounding)


def _print_json(data: Any) -> None:
    print(json.dumps(data, indent=2))


def _project(arguments: Sequence[str]) -> int:
    """export MODEL --arduino DIR, and the like."""
    parser = argparse.ArgumentParser("tinytmpl export", description="Writes a project with the model, ready to build, "
                                     "that blinks what the model decides. Without such an option: tinytmpl-export.")
    _options_of_file(parser)
    parser.add_argument("--name", metavar="NAME", help="of the header; default: the model's")
    systems = parser.add_mutually_exclusive_group(required=True)
    for system in _projects.SYSTEMS:
        systems.add_argument(f"--{system}", metavar="DIR", type=Path, help=f"a new folder, for {system}")
    options = parser.parse_args(arguments)
    system, folder = next((system, folder) for system in _projects.SYSTEMS
                          if (folder := getattr(options, system.replace("-", "_"))))
    return _said(lambda: print(_projects.write_project(_loaded(options), system, folder, name=options.name)))


def _build(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    _options_of_file(parser)
    parser.add_argument("--cpu", choices=CPUS, action="append", default=[], metavar="CPU",
                        help=f"of {', '.join(CPUS)}")
    parser.add_argument("--float-abi", choices=FLOAT_ABIS, help="the firmware's; default: hard, if there is an FPU")
    parser.add_argument("--fpu", metavar="NAME", help="the firmware's -mfpu; default: all that the core may have")
    parser.add_argument("-o", "--output", metavar="OUT", type=Path,
                        help="NAME.o or libNAME.a, with NAME.h beside it; default: the model's name, .o")
    parser.add_argument("--arduino", metavar="DIR", type=Path,
                        help="instead a new folder for a library of the Arduino IDE, for boards whose cores cannot "
                             f"compile C++20; --cpu: {', '.join(dict.fromkeys(one.cpu for one in ARDUINO.values()))}")
    parser.add_argument("--compiler", metavar="PROGRAM", help="a g++ or clang++, or zig; default: GNU's for the CPU, "
                                                              "or that of the package ziglang")
    parser.add_argument("--flag", metavar="FLAG", action="append", default=[], help="for the compiler; may be repeated")
    parser.add_argument("--policy", metavar="NAME", action="append", default=[], help="of the model; may be repeated")
    parser.add_argument("--self-test", action="store_true",
                        help="with a function that compares bytes with those that were computed here")

    def do(options: argparse.Namespace) -> int:
        if options.arduino and (options.output or options.float_abi or options.fpu):
            parser.error("--arduino: its cores say output, floating-point ABI and FPU")
        if not options.arduino and len(options.cpu) != 1:
            parser.error("for which CPU? --cpu NAME, one")
        model = _loaded(options)
        if options.arduino:
            written = [_projects.write_arduino_library(model, options.arduino, cpus=options.cpu, flags=options.flag,
                                                       compiler=options.compiler, policies=options.policy)]
        else:
            target = Target(options.cpu[0], options.float_abi, options.fpu, options.compiler, tuple(options.flag))
            written = build(model, options.output or Path(f"{_projects.name_of(model)}.o"), target,
                            policies=options.policy, golden=_projects.golden(model) if options.self_test else None)
        if options.json:
            _print_json({"written": [str(path) for path in written]})
        else:
            print(*written, sep="\n")
        return 0
    return do


def _said(do: Callable[[], Any]) -> int:
    """Runs a command; what it was refused for is said."""
    try:
        return int(do() or 0)
    except (tinytmpl.Refused, OSError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1


def _report(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    _options_of_file(parser)
    parser.add_argument("--target", metavar="NAME", default="portable",
                        help=f"whose compiler to count for: {', '.join(tinytmpl.targets)}; also without \"cortex-\"")
    parser.add_argument("--why", action="store_true", help="say why layers have no better kernels")
    parser.add_argument("-o", "--output", metavar="REPORT.html", help="write the report as a page, too")

    def do(options: argparse.Namespace) -> int:
        model = _loaded(options)
        if options.output:
            model.report(options.output, options.target)
        if options.json:
            _print_json(model.describe(options.target))
        else:
            print(model.report_text(options.target, why=options.why), end="")
        return 0
    return do


def _read_inputs(edges: Sequence[Edge], file: Path) -> tuple[list[Array], int | None]:
    """Of an .npy, an .npz, or raw bytes."""
    if file.suffix == ".npy":
        return _arrays.batch(edges, (np.load(file),), {})
    if file.suffix == ".npz":
        with np.load(file) as arrays:
            return _arrays.batch(edges, (), dict(arrays))
    raw = file.read_bytes()
    size = sum(edge.size * edge.dtype.itemsize for edge in edges)
    if not raw or len(raw) % size != 0:
        raise tinytmpl.Refused(f"{file}: {len(raw):,} bytes; the inputs of an inference have {size:,}")
    count = len(raw) // size
    return _arrays.from_bytes(raw, edges, count), count


def _write_outputs(edges: Sequence[Edge], file: Path, arrays: Sequence[Array], count: int | None) -> None:
    if file.suffix == ".npy" and len(arrays) == 1:
        np.save(file, arrays[0])
    elif file.suffix in (".npy", ".npz"):
        named: dict[str, Any] = {edge.name or f"output_{i}": array
                                 for i, (edge, array) in enumerate(zip(edges, arrays))}
        np.savez(file.with_suffix(".npz"), **named)
    else:
        file.write_bytes(_arrays.to_bytes(arrays, count))


def _run(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    _options_of_file(parser)
    parser.add_argument("inputs", metavar="INPUTS", type=Path,
                        help="an .npy of the model's one input, an .npz with its inputs by name, or raw bytes")
    parser.add_argument("-o", "--output", metavar="OUT", type=Path, help=".npy, .npz or raw bytes, by its suffix")

    def do(options: argparse.Namespace) -> int:
        model = _loaded(options)
        inputs, count = _read_inputs(model.inputs, options.inputs)
        results = model.run(*inputs)
        arrays = list(results) if isinstance(results, tinytmpl.Outputs) else [results]
        if options.output:
            _write_outputs(model.outputs, options.output, arrays, count)
        if options.json:
            _print_json({edge.name or f"output_{i}": array.tolist()
                         for i, (edge, array) in enumerate(zip(model.outputs, arrays))})
        elif not options.output:
            for edge, array in zip(model.outputs, arrays):
                print(f"{edge.name or 'output'}: {array.dtype} {list(array.shape)}\n{array}")
        return 0
    return do


def _quantize(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    _options_of_file(parser)
    parser.add_argument("samples", metavar="SAMPLES", type=Path,
                        help="an .npy of the model's one input, an .npz with its inputs by name, or a folder")
    parser.add_argument("--labels", metavar="FILE", type=Path, help="an .npy with the class of each sample")
    parser.add_argument("--ranges", choices=get_args(Ranges), default="best", help="how a tensor's range is found")
    parser.add_argument("-o", "--output", metavar="OUT", type=Path, help="a .tflite, or a header")

    def do(options: argparse.Namespace) -> int:
        model = _loaded(options).quantize(options.samples, labels=options.labels, ranges=options.ranges)
        if options.output and options.output.suffix == ".tflite":
            options.output.write_bytes(model.source)
        elif options.output:
            model.export(options.output)
        if options.json:
            _print_json({"quantization": model.quantization, "model": model.describe()})
        else:
            print(model.quantization, end="")
        return 0
    return do


def _boards(_: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    def do(options: argparse.Namespace) -> int:
        if options.json:
            _print_json([vars(board) for board in tinytmpl.boards.values()])
        else:
            print(tinytmpl.boards)
        return 0
    return do


def _fit(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    _options_of_file(parser)
    parser.add_argument("--board", metavar="NAME", action="append", default=[],
                        help="one of `tinytmpl boards`, several by several options; default: all")
    parser.add_argument("--schedule", choices=("min_ram", "layerwise", "fed"), default="min_ram")
    parser.add_argument("--input-memory", choices=("kept", "reused"), default="kept")

    def do(options: argparse.Namespace) -> int:
        model = _loaded(options)
        fits = [model.fits(board, options.schedule, options.input_memory)
                for board in options.board or tinytmpl.boards]
        if options.json:
            _print_json([{"board": fit.board.name, "fits": bool(fit), "ram_bytes": fit.cost.ram_bytes,
                          "ram_left": fit.ram_left, "flash_bytes": fit.cost.flash_bytes,
                          "flash_left": fit.flash_left} for fit in fits])
        else:
            width = max(len(fit.board.name) for fit in fits)
            for fit in fits:
                ram = f"RAM {fit.cost.ram_bytes:>11,}, left {fit.ram_left:>11,}"
                flash = f"flash {fit.cost.flash_bytes:>11,}, left {fit.flash_left:>11,}"
                print(f"{fit.board.name:<{width}}  {'fits' if fit else 'does not fit':<12}  {ram}  {flash}")
        return 1 if options.board and not all(fits) else 0
    return do


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 1: it was refused, or the model does not fit the boards that were named."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["export"]:
        is_project = any(word.split("=")[0] in PROJECT_OPTIONS for word in given)
        return _project(given[1:]) if is_project else run_exporter(given[1:])
    parser = argparse.ArgumentParser("tinytmpl", description="Neural networks on microcontrollers.", epilog=COMMANDS,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"tinytmpl {tinytmpl.__version__}")
    parser.add_argument("--cmake-dir", action="store_true", help="print the CMake package's folder: -Dtinytmpl_DIR=")
    parser.add_argument("--include-dir", action="store_true", help="print the folder of the C++ headers")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, define in (("report", _report), ("run", _run), ("boards", _boards), ("fit", _fit),
                         ("build", _build), ("quantize", _quantize)):
        command = commands.add_parser(name)
        command.add_argument("--json", action="store_true", help="print JSON")
        command.set_defaults(do=define(command))
    options = parser.parse_args(given)
    if options.cmake_dir or options.include_dir:
        return _said(lambda: print(tinytmpl.cmake_dir() if options.cmake_dir else tinytmpl.include_dir()))
    if not options.command:
        parser.error("which command? export, build, report, run, quantize, boards or fit")
    return _said(lambda: options.do(options))


if __name__ == "__main__":
    sys.exit(main())
