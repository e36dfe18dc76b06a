# SPDX-License-Identifier: BSL-1.0
"""Makes the Conan packages with the real client, without a network, by the commands of their README."""

import os
import pathlib
import shutil
import sys

from blocks import blocks, commands

FOLDER = pathlib.Path(sys.executable).parent  # of a virtual environment
PROGRAM = shutil.which("conan", path=os.pathsep.join([str(FOLDER), os.environ["PATH"]]))
# Nothing is written among the sources.
CONF = """tools.cmake.cmake_layout:test_folder={work}/test
tools.cmake.cmaketoolchain:user_presets=
tools.build:jobs=2
tinytmpl-exporter/*:tools.cmake.cmaketoolchain:extra_variables={{"CMAKE_CXX_FLAGS_RELEASE": {fast}}}
"""
FAST = {"value": "-O0", "cache": True, "type": "STRING", "docstring": "nobody waits for the exporter to run"}


def create(root, work, run):
    """What the README takes from ConanCenter comes from Debian's packages here, as a profile of the project says."""
    home, folder = work / "home", root / "packaging" / "conan"
    environment = os.environ | {"CONAN_HOME": str(home), "PATH": f"{FOLDER}{os.pathsep}{os.environ['PATH']}"}
    run(PROGRAM, "remote", "disable", "*", env=environment)
    (home / "global.conf").write_text(CONF.format(work=work, fast=FAST), encoding="utf-8")
    profile = (folder / "profiles" / "debian-12").read_text(encoding="utf-8")
    from_debian = profile[profile.index("[platform_requires]"):]
    for block in blocks((folder / "README.md").read_text(encoding="utf-8")):
        for command in commands(block) if block.kind == "sh" else ():
            run("bash", "-c", command.text, cwd=root, env=environment)
            if command.bare == "conan profile detect":
                with (home / "profiles" / "default").open("a", encoding="utf-8") as default:
                    default.write(f"\n{from_debian}")
