# SPDX-License-Identifier: BSL-1.0
"""The results as Markdown, beside those of TensorFlow Lite Micro."""

HEAD = """# Firmware benchmark

Written by `bench/firmware/run.py`; do not edit. One inference, counted under QEMU: instructions are exact and
repeatable; cycles are a model of a Cortex-M4 whose memory has no wait states, for comparing programs, not for
milliseconds.

- Code: all that is linked besides the model's constants and the test's start-up, input and output.
- Constants: weights, biases, multipliers, tables. RAM: `sizeof(Model)`, the input's memory reused; the deepest stack
  stands beside it.
- `size`: `Optimize::size`. -O2 and -Os are the compiler's levels.
- Walk: the share of the instructions in the functions that call the kernels and say where rows lie, with what of small
  kernels is inlined into them.
- tinytmpl: GCC {gcc}; on RISC-V Clang {clang}. An instruction of the vector extension counts as one, also on a group of
  eight registers.
- Best published, scaled: {best}.
- {tflm}. Its constants are the model file, its RAM is arena, variables and stack.
"""
LAYERS = """With their part of the walk, and of the observer that tells them apart (some 30 instructions a row)."""
PARTS = """SMLAD makes two products of int8 a cycle, so that no layer can take less than 0.5 cycles a MAC, before
anything is loaded; VMUL and VADD make one of float32 in two cycles, rounded twice, as by its definition. What each
layer's cycles a MAC consist of stands beside them:

- products: multiplications whose result is a sum, and those of float32, whose additions are arithmetic. Winograd's
  inner product saves some of them at single pixels.
- loads: of weights, activations and constants. A load that follows another costs one cycle, a single one two.
- stores: of results, and of activations that were widened to 16 bits.
- branches: loops and calls.
- arithmetic: all else: bytes widened and paired, filters taken apart, sums requantized, pointers.
- walk: what calls the kernels, and the observer where it is part of that."""
COUNTED = ("instructions", "cycles")
LINKED = ("code_flash", "constants", "ram", "stack")
COLUMNS = "| model | build | instructions | cycles | walk | code | constants | RAM | stack |"
RULE = "|---|---|---:|---:|---:|---:|---:|---:|---:|"


def number(value):
    return "" if value is None else f"{value:,}"


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def split(key):
    """Of "model/core/level/schedule[/size]": model, core, and what the line is called."""
    model, core, *build = key.split("/")
    return model, core, "tinytmpl " + " ".join(build)


def core_table(core, results, tflm):
    """A line for each model and build; the other library's beneath."""
    lines = [f"## {core}", "", COLUMNS, RULE]
    for model in dict.fromkeys(split(key)[0] for key in results):
        for key, r in results.items():
            if split(key)[:2] != (model, core):
                continue
            walk = f"{100 * r['walk_instructions'] / r['instructions']:.2f} %"
            lines.append(row(model, split(key)[2], *(number(r.get(name)) for name in COUNTED), walk,
                             *(number(r[name]) for name in LINKED)))
        other = tflm["models"].get(model, {}).get(core)
        if other:
            lines.append(row(model, "TFLM + CMSIS-NN", *(number(other.get(name)) for name in COUNTED), "",
                             *(number(other.get(name)) for name in ("code_flash", "model_file", "ram")), ""))
        if other and "best_published_cycles" in other:
            lines.append(row(model, "best published, scaled", "", number(other["best_published_cycles"]), *[""] * 5))
    return "\n".join(lines)


def layer_table(model, layers):
    """What each layer costs, and how far that is from the limit."""
    counted = "cycles" if "cycles" in layers[0] else "instructions"
    parts = list(layers[0].get("parts", ()))
    heads = ["layer", "kernel", "MACs", "instructions", "cycles", "share", f"{counted} per MAC", *parts]
    lines = [f"### {model}", "", row(*heads), "|---|---|" + "---:|" * (len(heads) - 2)]
    total = sum(layer[counted] for layer in layers)
    for layer in layers:
        per_mac = [f"{of / layer['macs']:.2f}" if layer["macs"] else ""
                   for of in (layer[counted], *layer.get("parts", {}).values())]
        lines.append(row(layer["layer"], layer["kernel"], number(layer["macs"] or None), number(layer["instructions"]),
                         number(layer.get("cycles")), f"{100 * layer[counted] / total:.1f} %", *per_mac))
    return "\n".join(lines)


def markdown(document, tflm):
    results = document["results"]
    cores = list(dict.fromkeys(split(key)[1] for key in results))
    head = HEAD.format(gcc=document["gcc"], clang=document["clang"], tflm=tflm["source"], best=tflm["best_published"])
    parts = [head.rstrip()]
    parts += [core_table(core, results, tflm) for core in cores]
    for core in cores:
        parts.append(f"## Layers on {core}, -O2, min_ram\n\n{LAYERS}" + (f"\n\n{PARTS}" if core == "cortex-m4" else ""))
        parts += [layer_table(key.split("/")[0], r["layers"]) for key, r in results.items()
                  if split(key)[1] == core and "layers" in r]
    return "\n\n".join(parts) + "\n"
