#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Tries the headers as users' compilers, flags and headers meet them.

    run.py CHECK --exporter PROGRAM --work FOLDER
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

from compilers import ARM_STATES, EMBEDDED_CLANG, EMBEDDED_GCC, HOST, HOST_CLANG, WARNINGS, installed

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
INCLUDE = ROOT / "include"
HOUSE = ROOT / "tests" / "house"
MODELS = ("digits/digits", "ntc_thermistor/thermistor")
STANDARD = ("array", "bit", "concepts", "cstddef", "cstdint", "limits", "span", "type_traits", "utility")
sys.path.append(str(HOUSE))
import macros  # noqa: E402  the house's list

FLAGS = (("-O2", "-fsanitize=undefined"), ("-fno-delete-null-pointer-checks",),
         ("-fsingle-precision-constant", "-Wdouble-promotion", "-Wsign-conversion", "-Weffc++"))


class Tries:
    def __init__(self, options):
        self.exporter, self.work = options.exporter, options.work
        self.tried, self.failures = 0, 0
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        for model in MODELS:
            source = ROOT / "examples" / f"{model}.tflite"
            golden = [source.with_name(f"golden_{what}.bin") for what in ("inputs", "outputs")]
            subprocess.run([self.exporter, source, "-o", self.work / f"{source.stem}.hpp", "--golden", *golden],
                           check=True, stdout=subprocess.DEVNULL)

    def count(self, passed, name, *why):
        self.tried += 1
        self.failures += not passed
        if not passed:
            print(f"FAILED: {name}", *why, sep="\n  ")

    def compile(self, compiler, *words, **options):
        """It compiles, and nothing is said."""
        outcome = compiler.compile(*words, f"-I{self.work}", *WARNINGS, **options)
        self.count(outcome.passed and not outcome.text, compiler.name, outcome.command, outcome.text[:2000])

    def write(self, name, *parts):
        path = self.work / name
        path.write_text("\n".join(parts), encoding="utf-8")
        return path

    def single_header(self):
        """Alone; and pasted: all headers, the models and the program in one file."""
        header = self.work / "single" / "tinytmpl" / "tinytmpl.hpp"
        header.parent.mkdir(parents=True)
        subprocess.run([sys.executable, ROOT / "tools" / "amalgamate", "-o", header], check=True)
        models = [(self.work / f"{Path(model).name}.hpp").read_text(encoding="utf-8") for model in MODELS]
        program = re.sub(r'#include ".*"\n', "", (HERE / "program.cpp").read_text(encoding="ascii"))
        pasted = self.write("pasted.cpp", header.read_text(encoding="ascii"), *models, program)
        for compiler in installed((HOST, *HOST_CLANG, *EMBEDDED_GCC, *EMBEDDED_CLANG)):
            self.compile(compiler, f"-I{header.parents[1]}", HERE / "program.cpp")
            outcome = compiler.compile(pasted, *WARNINGS[:-1])  # it is warned of the models' #pragma once
            other = [line for line in outcome.text.splitlines() if "warning:" in line and "pragma once" not in line]
            self.count(outcome.passed and not other, f"pasted, {compiler.name}", outcome.command, outcome.text[:2000])

    def macros(self):
        """Each listed macro stands for something that cannot be compiled, in front of our headers and behind std's."""
        poison = [f"#define {name}{'(...)' if with_arguments else ''} @{name}@"
                  for name, with_arguments in macros.listed().items()]
        poisoned = self.write("poisoned.cpp", *(f"#include <{header}>" for header in STANDARD), *poison,
                              '#include "digits.hpp"', '#include "thermistor.hpp"',
                              "int main() {", "  static digits::Model model;", "  return model.run().argmax();", "}")
        arduino = self.write("arduino.cpp", "#define word(...) makeWord(x)",
                             "#define min(a, b) ((a) < (b) ? (a) : (b))", "#define max(a, b) ((a) > (b) ? (a) : (b))",
                             "#define round(x) ((long)((x) + 0.5))", "#define B0 0", "#define F(s) s",
                             "#define abs(x) ((x) > 0 ? (x) : -(x))",
                             "#define bit(b) (1UL << (b))", '#include "program.cpp"')
        for compiler in installed((HOST, *HOST_CLANG, *EMBEDDED_GCC, *EMBEDDED_CLANG)):
            self.compile(compiler, f"-I{INCLUDE}", poisoned)
            self.compile(compiler, f"-I{INCLUDE}", f"-I{HERE}", arduino)
        for model in MODELS:
            path = self.work / f"{Path(model).name}.hpp"
            found = list(macros.check_text(path, path.read_text(encoding="utf-8"), macros.listed()))
            self.count(not found, f"names in {path.name}", *map(str, found))

    def names(self):
        """using namespace tinytmpl beside std's and C's names; the user's own names of our kind."""
        own = self.write("own.cpp", *(f"struct {word} {{}};" for word in ("Shape", "Graph", "Node", "Same", "Model")),
                         '#include "program.cpp"')
        for compiler in installed((HOST, *HOST_CLANG)):
            self.compile(compiler, f"-I{INCLUDE}", HERE / "using_namespaces.cpp")
            self.compile(compiler, f"-I{INCLUDE}", HERE / "everyday_names.cpp")
            self.compile(compiler, f"-I{INCLUDE}", f"-I{HERE}", own)
        for compiler in installed(HOST_CLANG[:1]):
            self.own_names(compiler)

    def own_names(self, compiler):
        """What namespace tinytmpl holds is what the documents name, and what no exported namespace may be called."""
        command = [*compiler.command, "-std=c++20", "-fsyntax-only", "-Xclang", "-ast-list", "-Xclang",
                   "-ast-dump-filter=tinytmpl", "-x", "c++", f"-I{INCLUDE}", INCLUDE / "tinytmpl" / "tinytmpl.hpp"]
        listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        names = set(re.findall(r'^tinytmpl::(?:operator"")?(\w+) *$', listing, re.M)) - {"board"}  # a parameter
        words = {name for name in names if not name.startswith("_")}
        for path, begin, end, word, wanted in (
                ("docs/architecture.md", "<!-- names:", "<!-- end of names", r"`(\w+)`", names),
                ("tools/export_weights/name_space.cpp", "taken[]", "Functions", r'"(\w+)"', words)):
            text = (ROOT / path).read_text(encoding="utf-8")
            said = set(re.findall(word, text[text.index(begin):text.index(end)])) - {"std", "tinytmpl"}
            self.count(wanted == said, path, f"lacks {sorted(wanted - said)}", f"has {sorted(said - wanted)}")

    def flags(self):
        for flags in FLAGS:
            for compiler in installed((HOST, *EMBEDDED_GCC)):
                self.compile(compiler, *flags, f"-I{INCLUDE}", HERE / "program.cpp")

    def shadow(self):
        """A user's globals have the name of each of our variables, and -Wshadow is on."""
        names = set()
        for header in INCLUDE.rglob("*.hpp"):
            code = macros.NO_TOKENS.sub(macros.blank, header.read_text(encoding="ascii"))
            names |= {name for name, _ in macros.WORD.findall(code) if re.fullmatch(r"[a-z]\w*", name)}
        names -= {"main", "std", "tinytmpl", "digits"}
        variables = [f"[[maybe_unused]] static int {name};" for name in sorted(names)]
        keywords = HOST.compile("-x", "c++", self.write("keywords.hpp", *variables)).text
        refused = {variables[int(line) - 1] for line in re.findall(r"keywords\.hpp:(\d+):\d+: error", keywords)}
        variables = [variable for variable in variables if variable not in refused]
        self.count(len(variables) > 1000, "there are variables")
        source = self.write("shadow.cpp", *(f"#include <{header}>" for header in STANDARD), "namespace {", *variables,
                            "}", '#include "digits.hpp"', "static digits::Model my_digits;",
                            "int main() { return my_digits.run().argmax(); }")
        for compiler in installed((HOST, *HOST_CLANG, *EMBEDDED_GCC)):
            self.compile(compiler, f"-I{INCLUDE}", source)

    def language(self):
        """Each header, and a model's, with an older standard: the sentence, and the end."""
        headers = [str(path.relative_to(INCLUDE)) for path in sorted(INCLUDE.rglob("*.hpp"))]
        for header in [*headers, "digits.hpp"]:
            source = self.write("old.cpp", f"#include <{header}>")
            standards = ("c++17",) if header not in ("tinytmpl/tinytmpl.hpp", "digits.hpp") else ("c++14", "gnu++17")
            for compiler in installed((HOST, HOST_CLANG[0]) if len(standards) > 1 else (HOST,)):
                for standard in standards:
                    outcome = compiler.compile(source, f"-I{self.work}", f"-I{INCLUDE}", standard=standard)
                    errors = re.findall(r"error: .*", outcome.text)
                    self.count(len(errors) == 2 and "tinytmpl: this needs C++20" in errors[0]
                               and "end of compilation" in errors[1], header, outcome.command, *errors[:4])

    def targets(self):
        """Plain RV32 by Clang has no vectors; in Arm state, and where bytes go the other way, the digits are right."""
        for compiler in installed(EMBEDDED_CLANG):
            self.compile(compiler, f"-I{INCLUDE}", HERE / "program.cpp")
        bare = ("-O2", "-ffreestanding", "-nostdlib", "-nostartfiles", "-fno-exceptions", "-fno-rtti",
                "-fno-threadsafe-statics", "-fno-tree-loop-distribute-patterns")
        for compiler, emulator in ARM_STATES:
            if not installed((compiler,)) or not shutil.which(emulator):
                print(f"left out, it takes {compiler.command[0]} and {emulator}: {compiler.name}")
                continue
            program = self.work / "self_test"
            self.compile(compiler, *bare, f"-I{INCLUDE}", HERE / "self_test.cpp", "-o", program, only_check=False)
            self.count(subprocess.run([emulator, program], check=False).returncode == 0, f"bytes, {compiler.name}")

    def position_independent(self):
        """What -fpic moves to RAM, the constants that hold addresses, is what docs/porting.md says of the digits."""
        source = self.write("digits.cpp", '#include "digits.hpp"', "static digits::Model model;",
                            "int infer() { return model.run().argmax(); }")
        program = self.work / "digits.o"
        core = next(compiler for compiler in EMBEDDED_GCC if compiler.name == "cortex-m4")
        self.compile(core, "-O2", "-fpic", f"-I{INCLUDE}", "-c", source, "-o", program, only_check=False)
        sections = subprocess.run(["arm-none-eabi-size", "-A", program], check=True, capture_output=True, text=True)
        measured = sum(int(size) for size in re.findall(r"^\.data\.rel\.ro\S* +(\d+)", sections.stdout, re.M))
        said = re.search(r"`-fpic` moves (\d+) bytes", (ROOT / "docs" / "porting.md").read_text(encoding="utf-8"))
        print(f"-fpic moves {measured} bytes of digits to RAM")
        self.count(said and int(said[1]) == measured, "docs/porting.md", f"says {said and said[1]}")


CHECKS = ("single_header", "macros", "names", "flags", "shadow", "language", "targets", "position_independent")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("check", choices=CHECKS)
    parser.add_argument("--exporter", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    tries = Tries(options)
    getattr(tries, options.check)()
    print(f"{options.check}: {tries.tried} tried, {tries.failures} failures")
    sys.exit(1 if tries.failures or not tries.tried else 0)


if __name__ == "__main__":
    main()
