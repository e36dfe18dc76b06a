#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""micro_speech from samples to words, on this machine and on an emulated Cortex-M4: features and scores are those of
TensorFlow Lite Micro's two models, run one after the other by its interpreter.

The samples are yes_no.wav, in which a synthesizer (espeak-ng, en-us) says both words. The models are no part of the
project: audio_preprocessor_int8.tflite and micro_speech_quantized.tflite of tflite-micro's examples/micro_speech."""
import sys
import wave

import run
from cores import CORES
from image import Failed, checked, export
from models import HEARING, Model
from targets import HERE, PROJECT

FILES = {name: f"{HEARING[name]}.tflite" for name in ("audio_preprocessor", "micro_speech")}
FRAME, HOP, FRAMES, STEP = 480, 320, 49, 5
WORDS = ["heard yes", "heard no"]
CORE = "cortex-m4"
WARNINGS = "-std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror".split()


def expected(files):
    """What the program is to print, but for the words."""
    import numpy
    from tflite_micro.python.tflite_micro import runtime
    with wave.open(str(HERE / "yes_no.wav")) as clip:
        pcm = numpy.frombuffer(clip.readframes(clip.getnframes()), "<i2")
    ears, network = (runtime.Interpreter.from_file(str(files[name])) for name in FILES)

    def line(what, array):
        return " ".join([what, *map(str, array.ravel())])
    lines, rows = [], []
    for start in range(0, len(pcm) // (HOP // 2) * (HOP // 2) - FRAME + 1, HOP):
        ears.set_input(pcm[None, start:start + FRAME], 0), ears.invoke()
        rows.append(numpy.array(ears.get_output(0)))
        lines.append(line("features", rows[-1]))
        if len(rows) >= FRAMES and (len(rows) - FRAMES) % STEP == 0:
            network.set_input(numpy.concatenate(rows[-FRAMES:])[None], 0), network.invoke()
            lines.append(line("scores", network.get_output(0)))
    return lines


def difference(printed, wanted):
    """Where they differ, and which words were heard, if not both in their order."""
    lines = printed.splitlines()
    heard = [line for line in lines if line.startswith("heard")]
    rest = [line for line in lines if not line.startswith("heard")]
    for number, (got, right) in enumerate(zip(rest, wanted)):
        if got != right:
            return f"line {number}: {got}\ninstead of: {right}"
    if len(rest) != len(wanted):
        return f"{len(rest)} lines, not {len(wanted)}"
    return None if heard == WORDS else f"{heard}, not {WORDS}"


def programs(headers, folder):
    """For each machine what compiles the program, and what runs it."""
    options = [*WARNINGS, "-O2", "-I", PROJECT / "include", "-I", headers, f"-Wa,-I,{HERE}", HERE / "speech.cpp", "-o"]
    yield "host", ["g++", *options, folder / "speech"], [folder / "speech"]
    cores, elf = [sys.executable, "-B", HERE / "cores.py"], folder / f"speech.{CORE}"
    yield CORE, [*cores, "compile", CORE, *options, elf], CORES[CORE].command(elf, [])


def main():
    options = run.arguments()
    files = {name: next(options.models.rglob(file), None) for name, file in FILES.items()}
    if None in files.values():
        print(f"skipped: no {' or '.join(FILES.values())} in {options.models}")
        return run.SKIPPED
    try:
        wanted = expected(files)
    except ImportError as missing:
        print(f"skipped: there is no {missing.name}")
        return run.SKIPPED
    headers = export(options.exporter, [Model(name, file, None) for name, file in files.items()],
                     options.build / "headers")
    passed = failed = 0
    for machine, compiling, running in programs(headers, options.build):
        checked(compiling)
        found = difference(checked(running), wanted)
        passed, failed = passed + (not found), failed + bool(found)
        print(f"{machine:10} {'FAILED  ' + found if found else f'ok      {len(wanted)} lines equal, and both words'}")
    if failed:
        print(f"to repeat: {sys.argv[0]} --exporter={options.exporter} --models={options.models}")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
