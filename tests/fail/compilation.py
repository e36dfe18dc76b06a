# SPDX-License-Identifier: BSL-1.0
"""Compilers, and what they say of a file."""

import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

INCLUDE = Path(__file__).resolve().parents[2] / "include"
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]
ENVIRONMENT = {**os.environ, "LC_ALL": "C"}  # plain quotes, English


@dataclass
class Compiler:
    program: str
    family: str  # GCC or CLANG
    version: int

    def command(self, path, flags=()):
        return [self.program, "-std=c++20", "-fsyntax-only", *WARNINGS, f"-I{INCLUDE}", *flags, str(path)]

    def compile(self, path, flags=()):
        run = subprocess.run(self.command(path, flags), capture_output=True, text=True, env=ENVIRONMENT, check=False)
        return Output(run.returncode, run.stderr)


def find(program):
    """The compiler of that name, or None."""
    if not shutil.which(program):
        return None
    text = subprocess.run([program, "--version"], capture_output=True, text=True, env=ENVIRONMENT, check=True).stdout
    family = "CLANG" if "clang" in text else "GCC"
    version = re.search(r"version (\d+)" if family == "CLANG" else r"\) (\d+)\.", text)
    return Compiler(program, family, int(version[1]))


def kept_file(folder, compiler, name):
    return folder / compiler.program / f"{name.replace('/', '.')}.txt"


def keep(output, folder, compiler, name):
    """Keeps what a compiler says of a case, for kept()."""
    file = kept_file(folder, compiler, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(output.text, encoding="utf-8")


def kept(folder, compiler, name):
    return Output(1, kept_file(folder, compiler, name).read_text(encoding="utf-8"))


def shown(command):
    return shlex.join(command)


MESSAGE = re.compile(r"(?P<file>[^\s:][^:]*):(?P<line>\d+):(?:\d+:)? +(?P<kind>fatal error|error|note): (?P<text>.*)")
REQUIRED = re.compile(r"(?P<file>[^\s:][^:]*):(?P<line>\d+):(?:\d+:)? +required from here")
INSTANTIATION = re.compile(r"[^\s:][^:]*: In instantiation of (?P<text>.*):|"
                           r".*: note: (?P<clang>in instantiation of .*) requested here")


class Output:
    """A compiler's text: messages apart from the lines of source that it echoes."""

    def __init__(self, returncode, text):
        self.returncode = returncode
        self.text = text
        self.lines = text.splitlines()
        self.messages = [match for match in map(MESSAGE.match, self.lines) if match]
        errors = [match for match in self.messages if "error" in match["kind"]]
        # A fatal one behind another is the end of the compilation, no mistake more.
        self.errors = errors[:1] + [match for match in errors[1:] if match["kind"] == "error"]

    def says(self, wanted):
        """Does an error or a note contain the text? `#` stands for a number."""
        pattern = re.compile(re.escape(wanted).replace(r"\#", r"\d+"))
        return any(pattern.search(match["text"]) for match in self.messages)

    @property
    def instantiations(self):
        """The templates that a message comes from, the innermost first."""
        matches = map(INSTANTIATION.match, self.lines)
        return [match["text"] or match["clang"] for match in matches if match]

    @property
    def origin(self):
        """File and line of the user's code that the first error comes from: where its first instantiation was asked."""
        asked = [match for match in map(REQUIRED.match, self.lines) if match][:1]  # GCC names it once an error
        if not asked:
            after = self.messages[self.messages.index(self.errors[0]) + 1:]
            chain = []
            for match in after:
                if "error" in match["kind"]:
                    break
                if match["text"].endswith(" requested here"):
                    chain.append(match)
            asked = chain[-1:] or self.errors[:1]  # Clang goes from the check outwards
        return Path(asked[0]["file"]), int(asked[0]["line"])
