# SPDX-License-Identifier: BSL-1.0
"""Files for other people's build systems: the library as each takes it, and projects with a model that are ready to
build. The files themselves lie in packaging/<route>/: `archive` and `project`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

if __package__:
    from tinytmpl._amalgamate import single_header, version
else:  # packaging/stage.py, which needs nothing that is built
    from _amalgamate import single_header, version  # type: ignore[import-not-found,no-redef]

HERE = Path(__file__).resolve().parent
IN_WHEEL = (HERE / "routes").is_dir()
ROUTES = HERE / "routes" if IN_WHEEL else HERE.parents[1]
INCLUDE = HERE / "include" if IN_WHEEL else HERE.parents[2] / "include"
CMAKE = HERE / "share" / "cmake" / "tinytmpl" if IN_WHEEL else HERE.parents[2] / "cmake"
URL = "https://example.org/tinytmpl"
TEXT = {"VERSION": version(INCLUDE), "URL": URL}

Files = dict[str, str]  # path -> content
LICENCE = re.compile(r"^(#|//) SPDX-License-Identifier: .*\n")
EDGE = re.compile(r"^// ((input|output) (\d+) .*: (\w+) \[([\d, ]*)\].*)$", re.M)


def filled(text: str, values: dict[str, str]) -> str:
    """`@NAME@` and the like replaced; a name that is not known is a mistake of ours."""
    return re.sub(r"@([A-Z]+)@", lambda found: values[found[1]], text)


def template(folder: Path, values: dict[str, str]) -> Files:
    """All files of a folder, their names filled in, too. Those of a project are its owner's: without our licence."""
    if not folder.is_dir():
        raise FileNotFoundError(f"this build of tinytmpl has no {folder}; install the wheel")
    texts = {path: path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.is_file()}
    if folder.name != "archive":
        texts = {path: LICENCE.sub("", text) for path, text in texts.items()}
    return {filled(path.relative_to(folder).as_posix(), values): filled(text, values)
            for path, text in texts.items()}


def under(folder: str, files: Files) -> Files:
    return {f"{folder}/{path}": text for path, text in files.items()}


def headers() -> Files:
    return {path.relative_to(INCLUDE).as_posix(): path.read_text("ascii") for path in sorted(INCLUDE.rglob("*.hpp"))}


def library(route: str) -> Files:
    """The library, as the build system of this name takes it."""
    folder = ROUTES / route / "archive"
    files = template(folder, TEXT) if folder.is_dir() else {}
    files |= under("src" if route == "arduino" else "include", headers())
    if route in ("esp-idf", "zephyr"):
        files["cmake/tinytmpl_add_model.cmake"] = (CMAKE / "tinytmpl_add_model.cmake").read_text("ascii")
    return files


@dataclass(frozen=True)
class Exported:
    """A model's header, as tinytmpl-export has written it, with golden vectors."""

    name: str  # of the header, without .hpp
    text: str

    @property
    def namespace(self) -> str:
        found = re.search(r"^namespace ([\w:]+) \{$", self.text, re.M)
        assert found
        return found[1]

    def edges(self, kind: str) -> Iterator[tuple[str, int, int]]:
        """What the header says of each input, or output; its position, and how many elements it has."""
        for found in EDGE.finditer(self.text[:self.text.index("#pragma once")]):
            if found[2] == kind:
                size = 1
                for extent in found[5].split(","):
                    size *= int(extent or 1)
                yield found[1], int(found[3]), size

    def decision(self) -> str:
        """decision.hpp: the model, its inputs, and what it decides."""
        inputs = []
        for line, position, _ in self.edges("input"):
            view = f"model.input<{position}>()"
            inputs += [f"  // {line}",
                       f"  for (int i = 0; i < {view}.size(); ++i) {view}[i] = {view}.quantize(sensor({position}, i));"]
        line, _, size = next(self.edges("output"))
        meaning = ("The decision is the place of the largest element of its first output." if size > 1 else
                   "The decision is 1 if its output is more than a half, else 0.")
        answer = "model.output<0>().argmax()" if size > 1 else "model.output<0>().dequantize(0) > 0.5f ? 1 : 0"
        values = {"NAME": self.name, "NAMESPACE": self.namespace, "INPUTS": "\n".join(inputs), "MEANING": meaning,
                  "OUTPUT": f"  // {line}\n  return {answer};"}
        return template(ROUTES / "common", values)["decision.hpp.in"]


def arduino(model: Exported, folder: str, alone: bool) -> Files:
    """A sketch. Alone it has all headers in one beside it, else it is an example of the library."""
    values = {"FOLDER": folder, "NAME": model.name, "LIBRARY": '"src/tinytmpl.hpp"' if alone else "<tinytmpl.h>"}
    files = template(ROUTES / "arduino" / "project", values)
    files |= {"decision.hpp": model.decision(), f"{model.name}.hpp": model.text}
    if alone:
        files["src/tinytmpl.hpp"] = single_header(INCLUDE)
    else:
        del files["README.md"]
    return files


def platformio(model: Exported, folder: str, alone: bool) -> Files:
    values = {"FOLDER": folder, "NAME": model.name, "LIBRARY": "<tinytmpl/tinytmpl.hpp>"}
    sketch = template(ROUTES / "arduino" / "project", values)[f"{folder}.ino"]
    files = template(ROUTES / "platformio" / "project", values)
    files |= {"src/main.cpp": sketch.replace("#include", "#include <Arduino.h>\n#include", 1),
              "src/decision.hpp": model.decision(), f"src/{model.name}.hpp": model.text}
    return files | (under("lib/tinytmpl", library("platformio")) if alone else {})


def esp_idf(model: Exported, folder: str, alone: bool) -> Files:
    files = template(ROUTES / "esp-idf" / "project", {"NAME": model.name})
    files |= {"main/decision.hpp": model.decision(), f"main/{model.name}.hpp": model.text}
    if alone:
        return files | under("components/tinytmpl", library("esp-idf"))
    files["main/idf_component.yml"] = filled(
        'dependencies:\n  tinytmpl:\n    version: "^@VERSION@"\n    override_path: "../../../"\n', TEXT)
    return files


def zephyr(model: Exported, folder: str, alone: bool) -> Files:
    module = "list(APPEND ZEPHYR_EXTRA_MODULES ${CMAKE_CURRENT_SOURCE_DIR}/tinytmpl)\n" if alone else ""
    files = template(ROUTES / "zephyr" / "project", {"NAME": model.name, "MODULE": module})
    files |= {"src/decision.hpp": model.decision(), f"src/{model.name}.hpp": model.text}
    return files | (under("tinytmpl", library("zephyr")) if alone else {})


def pico(model: Exported, folder: str, alone: bool) -> Files:
    values = {"NAME": model.name, "LIBRARY": "tinytmpl" if alone else "../.."}
    files = template(ROUTES / "pico" / "project", values)
    files |= {"decision.hpp": model.decision(), f"{model.name}.hpp": model.text}
    return files | (under("tinytmpl", library("pico")) if alone else {})


PROJECTS: dict[str, Callable[[Exported, str, bool], Files]] = {
    "arduino": arduino, "esp-idf": esp_idf, "platformio": platformio, "zephyr": zephyr, "pico": pico}


def check_new(folder: Path) -> Path:
    """A folder that is not there yet, or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is there already, and not empty; name a new folder")
    return folder


def write(files: Files, folder: Path) -> None:
    check_new(folder)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
