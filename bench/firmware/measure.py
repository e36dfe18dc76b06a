# SPDX-License-Identifier: BSL-1.0
"""Measures one model on one emulated core: what an inference executes, and what it links."""
import re
from dataclasses import dataclass, replace
from pathlib import Path

from image import Failed, checked
from proofs import Linked

PARTS = ("products", "loads", "stores", "branches", "arithmetic", "walk")  # of the cycles, as the plugin writes them

HERE = Path(__file__).resolve().parent
# The functions of nodes, into which the outer parts of most kernels are inlined, and what calls them.
WALK = re.compile(r"^infer$|^_ZNK?8tinytmpl5graph(6Firing|3Run|13OrderPosition|5Place|9find_runs|9Inference)")


def build_counter(folder):
    """The plugin, from its source."""
    folder.mkdir(parents=True, exist_ok=True)
    plugin = folder / "counter.so"
    sources = [HERE / "count/counter.c", HERE / "count/cortex_m4.c"]
    checked(["gcc", "-std=c11", "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", plugin, *sources])
    return plugin


@dataclass
class Counts:
    total: tuple  # instructions, cycles
    layers: list  # instructions, cycles, the parts of these
    blocks: list  # address, instructions


def count(image, linked, plugin):
    """Runs the image under the counter: its report, and the counts."""
    address = {name: value for value, _, name in linked.symbols}
    marked = {int(node): value for name, value in address.items()
              for node in re.findall(r"layer_doneILi(\d+)E", name)}
    walk = [f"walk={begin:x}:{end:x}" for begin, end in walk_code(linked)]
    out = image.folder / f"{image.name}.counts"
    options = [plugin, f"begin={address['measure_begin']:#x}", f"end={address['measure_end']:#x}", f"out={out}",
               *(f"layer={marked[node]:#x}" for node in sorted(marked)), *walk]
    report, kernels = image.run("-plugin", ",".join(str(option) for option in options))
    if report["wrong"]:
        raise Failed(f"{image.elf}: {report['wrong']} bytes differ")
    rows = [line.split() for line in out.read_text().splitlines()]
    numbers = [(row[0], tuple(int(number) for number in row[1:])) for row in rows]
    return report, kernels, Counts(next(of for what, of in numbers if what == "total"),
                                   [of[1:] for what, of in numbers if what == "layer"],
                                   [of[:2] for what, of in numbers if what == "block"])


def walk_code(linked):
    """Where the functions lie that call the kernels."""
    return [(begin & ~1, (begin & ~1) + size) for begin, size, name in sorted(linked.symbols_in(".text"))
            if size > 0 and WALK.search(name)]


def walk_instructions(linked, blocks):
    """How many of the instructions belong to the walk."""
    walk = walk_code(linked)
    return sum(instructions for start, instructions in blocks if any(begin <= start < end for begin, end in walk))


def measure(image, plugin, layers=True):
    """All figures of one image, as they stand in the table; of its layers if `layers`."""
    image.build()
    linked = Linked(image.elf, image.tools.target.prefix)
    report, kernels, counts = count(image, linked, plugin)
    figures = {
        "instructions": counts.total[0],
        "code_flash": linked.size(".text"),
        "constants": linked.size(".rodata") + linked.size(".data"),
        "ram": report["ram"],
        "stack": report["stack"],
        "walk_instructions": walk_instructions(linked, counts.blocks),
    }
    if image.tools.target.name == "cortex-m4":
        figures["cycles"] = counts.total[1]
    if layers:
        figures["layers"] = measure_layers(image, kernels, plugin)
    return figures


def measure_layers(image, kernels, plugin):
    """What each layer costs with its part of the walk: from a second image, that an observer watches."""
    watched = ("-include", HERE / "observer.hpp", "-DOBSERVER=layers::observer")
    observed = replace(image, name="observed", options=(*image.options, *watched))
    observed.build()
    _, _, counts = count(observed, Linked(observed.elf, image.tools.target.prefix), plugin)
    result = []
    for (kind, kernel, macs), (instructions, cycles, *parts) in zip(kernels, counts.layers, strict=True):
        layer = {"layer": kind, "kernel": kernel, "macs": macs, "instructions": instructions}
        if image.tools.target.name == "cortex-m4":
            layer["cycles"] = cycles
            layer["parts"] = dict(zip(PARTS, parts))
        result.append(layer)
    return result
