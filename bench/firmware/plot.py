# SPDX-License-Identifier: BSL-1.0
"""A plot of cycles, RAM and code on Cortex-M4, beside the other library's, as SVG."""

MODELS = {"hello_world": "sine (hello_world)", "ad": "anomaly detection", "kws": "keyword spotting",
          "ic": "image classification", "vww": "visual wake words"}
PANELS = (("cycles", "Mcycles an inference", 1e6, 2), ("ram", "KB of RAM", 1e3, 1),
          ("code_flash", "KB of code", 1e3, 1))
THEMES = {"light": {"text": "#1f2328", "weak": "#59636e", "line": "#d1d9e0", "ours": "#0969da", "theirs": "#c5ccd3"},
          "dark": {"text": "#f0f6fc", "weak": "#9198a1", "line": "#3d444d", "ours": "#4493f8", "theirs": "#59636e"}}
WIDTH, LEFT, PANEL, BAR, GROUP, TOP = 960, 150, 270, 13, 46, 64


def figures(results, tflm, model):
    """Of one model: what is drawn in each panel, ours and theirs. RAM is with the stack on both sides."""
    ours, theirs = results[f"{model}/cortex-m4/-O2/min_ram"], tflm[model]["cortex-m4"]
    return {name: ((ours[name] + (ours["stack"] if name == "ram" else 0)) / unit, theirs[name] / unit)
            for name, _, unit, _ in PANELS}


def text(x, y, colour, words, size=12, anchor="start", weight="normal"):
    return (f'<text x="{x:g}" y="{y:g}" fill="{colour}" font-size="{size}" text-anchor="{anchor}" '
            f'font-weight="{weight}">{words}</text>')


def bar(x, y, width, colour):
    return f'<rect x="{x:g}" y="{y:g}" width="{max(width, 1):.1f}" height="{BAR}" rx="2" fill="{colour}"/>'


def panel(column, rows, colours, digits):
    """Two bars a model; theirs is as long as the panel, so that ours is a share of it."""
    x, longest, parts = LEFT + column * PANEL, PANEL - 90, []
    for index, (ours, theirs) in enumerate(rows):
        y = TOP + index * GROUP
        for offset, value, colour in ((0, ours, colours["ours"]), (BAR + 3, theirs, colours["theirs"])):
            length = longest * value / theirs
            weight = "bold" if offset == 0 else "normal"
            parts += [bar(x, y + offset, length, colour),
                      text(x + length + 6, y + offset + BAR - 2, colours["text" if offset == 0 else "weak"],
                           f"{value:.3g}" if digits > 1 else f"{value:.1f}", 12, weight=weight)]
    return parts


def draw(results, tflm, colours):
    height = TOP + GROUP * len(MODELS) + 8
    shown = [figures(results, tflm, model) for model in MODELS]
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
             'font-family="-apple-system, Segoe UI, Helvetica, Arial, sans-serif">',
             bar(LEFT, 10, 13, colours["ours"]), text(LEFT + 20, 21, colours["text"], "tinytmpl", 13, weight="bold"),
             bar(LEFT + 100, 10, 13, colours["theirs"]),
             text(LEFT + 120, 21, colours["text"], "TensorFlow Lite Micro with CMSIS-NN", 13)]
    for index, title in enumerate(MODELS.values()):
        parts.append(text(LEFT - 12, TOP + index * GROUP + BAR + 6, colours["text"], title, 13, "end"))
    for column, (name, title, _, digits) in enumerate(PANELS):
        parts.append(text(LEFT + column * PANEL, TOP - 14, colours["weak"], title, 12))
        parts += panel(column, [figure[name] for figure in shown], colours, digits)
    return "\n".join([*parts, "</svg>"]) + "\n"

