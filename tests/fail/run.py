#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compiles the files that must not compile, and checks what the compiler says of them.

    run.py --compiler g++-12 [part of a name...]    checks the cases; --show prints the compiler's text too
    run.py --write-docs | --check-docs              docs/errors.md; of what the first has --kept
"""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import case_file
import compilation
import docs

AT_ONCE = 2


def check_broken(case, output, compiler):
    """What is wrong with the text for the code with the mistake."""
    if output.returncode == 0:
        return ["the code with the mistake compiles"]
    found = []
    if len(output.errors) != 1:
        found.append(f"{len(output.errors)} errors instead of one")
    for text in case.expected(compiler):
        if not output.says(text):
            found.append(f"no error and no note says: {text}")
    for text in case.all("LAYER"):
        if not any(text in line for line in output.instantiations):
            found.append(f"no instantiation names: {text}")
    if output.errors:
        file, line = output.origin
        if file != case.path and not case.is_about_language:
            found.append(f"the error does not lead to the case but to {file.name}:{line}")
    return found


def check(case, compiler):
    """All that is wrong with a case: reasons, each with the command that shows it."""
    command = compilation.shown(compiler.command(case.path, case.flags()))
    found = [(reason, f"less {case.path}") for reason in case_file.mistakes(case)]
    broken = compiler.compile(case.path, case.flags())
    found += [(reason, command) for reason in check_broken(case, broken, compiler)]
    fixed = compiler.compile(case.path, case.flags(fixed=True))
    if fixed.returncode != 0:
        first = fixed.errors[0]["text"] if fixed.errors else "no message"
        command_of_fixed = compilation.shown(compiler.command(case.path, case.flags(fixed=True)))
        found.append((f"the fixed code does not compile: {first}", command_of_fixed))
    wanted = case.all("VERDICT")
    if not wanted:
        return found, broken
    reasons = [reason for reason, _ in found]
    if len(reasons) == len(wanted) and all(text in reason for text, reason in zip(wanted, reasons)):
        return [], broken
    return [(f"the runner finds {reasons} instead of {wanted}", command)], broken


def run(compiler, names, show, kept):
    cases = [case for case in case_file.read_all() if not names or any(name in case.name for name in names)]
    failures = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for case, (found, output) in zip(cases, pool.map(lambda case: check(case, compiler), cases)):
            failures += bool(found)
            for reason, command in found:
                print(f"{case.name}: {reason}\n  {command}")
            if show:
                print(f"--- {case.name}\n{output.text}")
            if kept:
                compilation.keep(output, kept, compiler, case.name)
    print(f"{compiler.program}: {len(cases)} cases, {failures} failures")
    return failures == 0 and bool(cases)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", action="append", help="default: g++-12 and clang++-14")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--write-docs", action="store_true")
    parser.add_argument("--check-docs", action="store_true")
    parser.add_argument("--kept", type=Path, help="folder for what the compilers say")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    programs = arguments.compiler or ["g++-12", "clang++-14"]
    compilers = [compilation.find(program) for program in programs]
    if None in compilers:
        sys.exit(f"{programs[compilers.index(None)]} is not installed")
    if arguments.write_docs or arguments.check_docs:
        sys.exit(docs.write(compilers, AT_ONCE, arguments.kept, only_check=arguments.check_docs))
    passed = [run(compiler, arguments.names, arguments.show, arguments.kept) for compiler in compilers]
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
