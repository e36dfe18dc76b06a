#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Who may include whom: floors of headers, no cycle, no way around the kernels' door. Draws the picture of it, too.

    floors.py            checks, the picture in docs/architecture.md included
    floors.py --write    writes the picture
"""

import argparse
import pathlib
import re
import sys

import project
from project import Complaint

# What each room may include besides itself. A header beside the folders is a room of its own.
ALLOWED = {
    "core": set(),
    "decisions": {"core"},
    "version": {"core"},
    "literals": {"core"},
    "boards": {"core"},
    "clocks": {"core"},
    "layers": {"core"},
    "kernels": {"core", "layers"},
    "graph": {"core", "layers", "kernels"},
    "footprint": {"core", "layers", "kernels", "graph"},
    "inference": {"core", "layers", "kernels", "graph", "footprint"},
    "self_test": {"core"},
    "model": {"core", "layers", "kernels", "graph", "footprint", "inference", "self_test"},
    "pipeline": {"core", "layers", "kernels", "graph", "footprint", "inference", "model"},
    "profile": {"core", "footprint", "model"},
    "tinytmpl": {"version", "literals", "boards", "layers", "graph", "footprint", "inference", "model", "pipeline",
                 "profile"},
    "senses": {"core", "tinytmpl"},
}
DOOR = pathlib.Path("kernels/run.hpp")
# Whose kernels those of a target may include: of targets that it inherits from, and loops that targets share.
INHERITS = {"portable": set(), "common": {"portable"}, "scalar": {"common"}, "armv6m": {"scalar"}, "xtensa": {"scalar"},
            "zve32x": {"scalar"}, "armv7em": {"common"}, "armv81m": {"armv7em"}}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
DOCUMENT = pathlib.Path("docs/architecture.md")
MARKS = ("<!-- floors: drawn by tests/house/floors.py --write -->", "<!-- end of floors -->")


def room(header):
    return header.parts[0] if len(header.parts) > 1 else header.stem


def kernels_of(header):
    """The target whose kernels a header belongs to: kernels/portable/conv2d.hpp -> portable."""
    return header.parts[1] if header.parts[0] == "kernels" and len(header.parts) > 2 else None


def read_includes(root):
    """header -> [(line, included header of ours)]"""
    includes = {}
    for header in project.headers(root):
        includes[header] = []
        for number, line in enumerate(project.lines_of(root, project.header_path(header)), 1):
            match = INCLUDE.match(line)
            if match and match[1].startswith("tinytmpl/"):
                includes[header].append((number, pathlib.Path(match[1]).relative_to("tinytmpl")))
    return includes


def what_is_wrong(header, included):
    """Why `header` may not include `included`, or nothing."""
    here, there = room(header), room(included)
    if here not in ALLOWED:
        return f"the room '{here}' is not on the plan in tests/house/floors.py"
    if here != there and there not in ALLOWED[here]:
        return f"{here} may not include {there}"
    if there == "kernels" and here != "kernels" and included != DOOR:
        return f"from outside only {DOOR} may be included of the kernels"
    ours, theirs = kernels_of(header), kernels_of(included)
    if ours and ours not in INHERITS:
        return f"the kernels '{ours}' are not on the plan in tests/house/floors.py"
    if ours and theirs and theirs not in {ours} | reachable(INHERITS, ours):
        return f"kernels of {ours} may not include those of {theirs}"
    return None


def cycle(includes):
    """Headers that include each other in a ring, or nothing."""
    done, path = set(), []

    def visit(header):
        if header in path:
            return path[path.index(header):]
        if header in done:
            return None
        path.append(header)
        for _, included in includes.get(header, []):
            if found := visit(included):
                return found
        path.pop()
        done.add(header)
        return None

    return next((found for header in includes if (found := visit(header))), None)


def check_includes(root):
    includes = read_includes(root)
    complaints = []
    for header, lines in includes.items():
        if "detail" in header.parts[:-1]:
            complaints.append(Complaint(project.header_path(header), 1, "a drawer named detail; give it a name"))
        for number, included in lines:
            if included not in includes:
                complaints.append(Complaint(project.header_path(header), number, f"there is no {included}"))
            elif wrong := what_is_wrong(header, included):
                complaints.append(Complaint(project.header_path(header), number, wrong))
    if ring := cycle(includes):
        text = "a ring of includes: " + " -> ".join(str(header) for header in [*ring, ring[0]])
        complaints.append(Complaint(project.header_path(ring[0]), 1, text))
    return complaints, sum(len(lines) for lines in includes.values())


def edges_between(includes, name):
    """Which names include which, if `name(header)` is a header's, or None if it is left out."""
    edges = {}
    for header, lines in includes.items():
        here = name(header)
        if here is None:
            continue
        edges.setdefault(here, set())
        edges[here] |= {there for _, included in lines if (there := name(included)) not in (None, here)}
    return edges


def reachable(edges, start):
    found, stack = set(), list(edges[start])
    while stack:
        if (at := stack.pop()) not in found:
            found.add(at)
            stack += edges[at]
    return found


def without_shortcuts(edges):
    """Drops an edge where a longer way leads to the same name."""
    return {here: {there for there in targets
                   if not any(there in reachable(edges, other) for other in targets if other != there)}
            for here, targets in edges.items()}


def mermaid(edges):
    names = sorted(edges)
    numbers = {name: f"n{i}" for i, name in enumerate(names)}
    lines = ["```mermaid", "flowchart TD"]
    lines += [f'  {numbers[name]}["{name}"]' for name in names]
    lines += [f"  {numbers[here]} --> {numbers[there]}" for here in names for there in sorted(edges[here])]
    return [*lines, "```"]


def house_name(header):
    if header == DOOR:
        return str(DOOR)
    if header.parts[0] == "kernels":
        return f"kernels/{kernels_of(header)}/" if kernels_of(header) else str(header)
    return f"{header.parts[0]}/" if len(header.parts) > 1 else header.name


def graph_name(header):
    return header.name if header.parts[0] == "graph" else None


def picture(root):
    includes = read_includes(root)
    house = mermaid(without_shortcuts(edges_between(includes, house_name)))
    graph = mermaid(without_shortcuts(edges_between(includes, graph_name)))
    return "\n".join([MARKS[0], "", *house, "", "Inside `graph/`:", "", *graph, "", MARKS[1]])


def with_picture(root):
    """The text of the document, as it is and as it should be."""
    text = (root / DOCUMENT).read_text(encoding="utf-8")
    before, _, rest = text.partition(MARKS[0])
    _, mark, after = rest.partition(MARKS[1])
    return text, before + picture(root) + after if mark else None


def check_picture(root):
    text, wanted = with_picture(root)
    if wanted is None:
        return [Complaint(DOCUMENT, 1, f"it has no place for the picture, between {MARKS[0]} and {MARKS[1]}")]
    if text != wanted:
        return [Complaint(DOCUMENT, 1, "the picture is not current: tests/house/floors.py --write")]
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=project.ROOT, help="of the project")
    parser.add_argument("--write", action="store_true", help=f"the picture in {DOCUMENT}")
    options = parser.parse_args()
    complaints, checked = check_includes(options.root)
    if options.write and not complaints:
        (options.root / DOCUMENT).write_text(with_picture(options.root)[1], encoding="utf-8")
    sys.exit(project.report("floors", complaints + check_picture(options.root), checked))


if __name__ == "__main__":
    main()
