# SPDX-License-Identifier: BSL-1.0
"""The results as Markdown, beside those of TensorFlow Lite Micro."""

HEAD = """# Firmware benchmark

Written by `bench/firmware/run.py`; do not edit. One inference, counted under QEMU: instructions are exact and
repeatable; cycles are a model of a Cortex-M4 whose memory has no wait states, for comparing programs, not for
milliseconds.

- Code: all that is linked besides the model's constants and the test's start-up, input and output.
- Constants: weights, biases, multipliers, tables. RAM: `sizeof(Model)`; the deepest stack stands beside it.
- Walk: the share of the instructions that calls the kernels and says where rows lie.
- tinytmpl: GCC {gcc}.
- {tflm}. Its constants are the model file, its RAM is arena, variables and stack.
"""
COUNTED = ("instructions", "cycles")
LINKED = ("code_flash", "constants", "ram", "stack")
COLUMNS = "| model | build | instructions | cycles | walk | code | constants | RAM | stack |"
RULE = "|---|---|---:|---:|---:|---:|---:|---:|---:|"


def number(value):
    return "" if value is None else f"{value:,}"


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def core_table(core, results, tflm):
    """A line for each model and build; the other library's beneath."""
    lines = [f"## {core}", "", COLUMNS, RULE]
    for model in dict.fromkeys(key.split("/")[0] for key in results):
        for key, r in results.items():
            name, on, level, schedule = key.split("/")
            if (name, on) != (model, core):
                continue
            walk = f"{100 * r['walk_instructions'] / r['instructions']:.2f} %"
            lines.append(row(model, f"tinytmpl {level} {schedule}", *(number(r.get(name)) for name in COUNTED), walk,
                             *(number(r[name]) for name in LINKED)))
        other = tflm["models"].get(model, {}).get(core)
        if other:
            lines.append(row(model, "TFLM + CMSIS-NN", *(number(other.get(name)) for name in COUNTED), "",
                             *(number(other.get(name)) for name in ("code_flash", "model_file", "ram")), ""))
    return "\n".join(lines)


def layer_table(model, layers):
    lines = [f"### {model}", "", "| layer | kernel | instructions | cycles |", "|---|---|---:|---:|"]
    lines += [row(layer["layer"], layer["kernel"], number(layer["instructions"]), number(layer["cycles"]))
              for layer in layers]
    return "\n".join(lines)


def markdown(document, tflm):
    results = document["results"]
    cores = dict.fromkeys(key.split("/")[1] for key in results)
    parts = [HEAD.format(gcc=document["gcc"], tflm=tflm["source"]).rstrip()]
    parts += [core_table(core, results, tflm) for core in cores]
    parts.append("## Layers on cortex-m4, -O2, min_ram\n\n"
                 "With their part of the walk, and of the observer that tells them apart (some 30 instructions a row).")
    parts += [layer_table(key.split("/")[0], r["layers"]) for key, r in results.items()
              if key.endswith("/cortex-m4/-O2/min_ram")]
    return "\n\n".join(parts) + "\n"
