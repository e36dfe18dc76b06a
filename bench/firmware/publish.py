#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes all that shows results.json: results.md, the two plots, and the table in the README.

With --check it writes nothing, and fails if one of them is not what it would write."""
import argparse
import json
import sys
from pathlib import Path

import plot
from table import markdown, number, row

HERE = Path(__file__).resolve().parent
README = HERE.parent.parent / "README.md"
BEGIN, END = "<!-- figures: written by bench/firmware/publish.py -->\n", "<!-- end of figures -->\n"
CORES = {"cortex-m4": "cycles", "cortex-m55": "instructions", "cortex-m0": "instructions"}
HEAD = """
| model | | M4, Mcycles | M55, M instr. | M0, M instr. | code | constants | RAM |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def million(value):
    return f"{value / 1e6:.3g}" if value is not None else ""


def readme_table(results, tflm):
    """Two lines a model, the smaller figure in bold. Code, constants, RAM with the stack are those on Cortex-M4."""
    lines = []
    for model, title in plot.MODELS.items():
        ours = {core: results[f"{model}/{core}/-O2/min_ram"] for core in CORES}
        theirs = tflm["models"][model]
        pairs = [(million(ours[core][name]), million(theirs.get(core, {}).get(name)), ours[core][name],
                  theirs.get(core, {}).get(name)) for core, name in CORES.items()]
        m4, other = ours["cortex-m4"], theirs["cortex-m4"]
        pairs += [(number(a), number(b), a, b) for a, b in (
            (m4["code_flash"], other["code_flash"]), (m4["constants"], other["model_file"]),
            (m4["ram"] + m4["stack"], other["ram"]))]
        bold = [(f"**{a}**", b) if y is None or x <= y else (a, f"**{b}**") for a, b, x, y in pairs]
        lines += [row(title, "tinytmpl", *(a for a, _ in bold)), row("", "TFLM + CMSIS-NN", *(b for _, b in bold))]
    return HEAD + "\n".join(lines) + "\n\n"


def documents():
    """Path and text of each."""
    document = json.loads((HERE / "results.json").read_text())
    tflm = json.loads((HERE / "tflm.json").read_text())
    yield HERE / "results.md", markdown(document, tflm)
    for theme, colours in plot.THEMES.items():
        yield HERE / f"results-{theme}.svg", plot.draw(document["results"], tflm["models"], colours)
    before, _, rest = README.read_text().partition(BEGIN)
    yield README, before + BEGIN + readme_table(document["results"], tflm) + END + rest.partition(END)[2]


def publish():
    for path, text in documents():
        path.write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if something is not current")
    if not parser.parse_args().check:
        publish()
        return 0
    stale = [path.name for path, text in documents() if path.read_text() != text]
    for name in stale:
        print(f"{name} is not what results.json says: bench/firmware/publish.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
