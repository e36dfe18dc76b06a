#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Random models of TFLM's signal operators, by the reference and by tinytmpl-export --run: every byte must be equal.

    signals_run.py DIR --exporter build/tools/export_weights/tinytmpl-export --cases 36
"""

import argparse
import pathlib
import subprocess
import sys

import reference
import signals

VARIANTS = 2


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path, help="for models")
    parser.add_argument("--exporter", required=True, help="the program tinytmpl-export")
    parser.add_argument("--cases", type=int, default=36)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def complaint(options, variant, expected):
    """What is wrong with a variant, or nothing."""
    if isinstance(expected, reference.Refused):
        return f"refused by the reference: {expected.reason}"
    model, inputs, outputs = (options.directory / f"signal.{end}" for end in ("tflite", "in", "out"))
    model.write_bytes(variant.model)
    inputs.write_bytes(b"".join(array.tobytes() for vector in variant.vectors for array in vector))
    run = subprocess.run([options.exporter, model, "--run", inputs, "-o", outputs], capture_output=True, text=True,
                         check=False)
    if run.returncode:
        return run.stderr
    same = outputs.read_bytes() == b"".join(array.tobytes() for vector in expected for array in vector)
    return None if same else "bytes differ"


def main():
    options = arguments()
    options.directory.mkdir(parents=True, exist_ok=True)
    drawn = [(index, variant) for index in range(options.cases)
             for variant in signals.case(options.seed, index, range(VARIANTS)).variants]
    failures = 0
    for (index, variant), expected in zip(drawn, reference.run(variant.job for _, variant in drawn)):
        if wrong := complaint(options, variant, expected):
            failures += 1
            print(f"case {index}, variant {variant.number}, {variant.flavour}: {wrong}")
    print(f"{len(drawn)} models, {failures} failures")
    return 1 if failures or not drawn else 0


if __name__ == "__main__":
    sys.exit(main())
