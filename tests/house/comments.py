#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Each public type and concept has a doc comment, and its labelled lines stand in the order of the house."""

import re

import project
from project import Complaint

LABELS = ("shapes", "weights", "units", "options", "rejects", "source")
ENTITY = re.compile(r"^(?:struct|class|enum class|concept) (\w+)(.*)$")
DETAIL = re.compile(r"^(?:namespace|}  // namespace) (?:\w+::)*detail\b")
LABEL = re.compile(r"^/// ((?:\w+, )*\w+)  +\S")


def is_public(header):
    return header.parts[0] == "layers" or len(header.parts) == 1


def entities(lines):
    """(index of the line, name) of what stands at namespace scope; formatting puts that in the first column."""
    inside_detail = False
    for index, line in enumerate(lines):
        if DETAIL.match(line):
            inside_detail = line.startswith("namespace")
        match = ENTITY.match(line)
        if match and not inside_detail and not match[2].startswith(("<", ";")):  # specializations, declarations
            yield index, match[1]


def comment_of(lines, index):
    """The doc comment above line `index`, or on it."""
    if "///<" in lines[index]:
        return [lines[index]]
    above = index - 1
    while above >= 0 and not lines[above].startswith("///") and re.match(r"template|\s+\S", lines[above]):
        above -= 1
    end = above
    while above >= 0 and lines[above].startswith("///"):
        above -= 1
    return lines[above + 1:end + 1]


def labels_of(comment):
    """The labels in the order in which they stand."""
    found = []
    for line in comment:
        match = LABEL.match(line)
        words = match[1].split(", ") if match else []
        found += words if all(word in LABELS for word in words) else []
    return found


def check(root):
    complaints, checked = [], 0
    for header in filter(is_public, project.headers(root)):
        path = project.header_path(header)
        lines = project.lines_of(root, path)
        for index, name in entities(lines):
            checked += 1
            comment = comment_of(lines, index)
            labels = labels_of(comment)
            if not comment:
                complaints.append(Complaint(path, index + 1, f"{name} has no doc comment"))
            elif labels != sorted(labels, key=LABELS.index):
                complaints.append(Complaint(path, index + 1, f"{name}: the labels' order is {', '.join(LABELS)}"))
    return complaints, checked


if __name__ == "__main__":
    project.main("comments", check, __doc__)
