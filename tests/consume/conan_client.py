# SPDX-License-Identifier: BSL-1.0
"""Makes the Conan packages with the real client, without a network, and builds their test_package, native and not."""

import os
import pathlib
import shutil
import sys


def create(root, work, run):
    """The exporter's recipe is exported; who needs the tool builds it, once."""
    conan = shutil.which("conan", path=os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ["PATH"]]))
    environment = os.environ | {"CONAN_HOME": str(work / "home")}
    recipes, profiles = root / "packaging" / "conan", root / "packaging" / "conan" / "profiles"
    conf = ("-c", f"tools.cmake.cmake_layout:test_folder={work / 'test'}",  # nothing is written among the sources
            "-c", "tools.cmake.cmaketoolchain:user_presets=", "-c:a", "tools.build:jobs=2")

    run(conan, "remote", "disable", "*", env=environment)
    run(conan, "export", recipes / "exporter", env=environment)
    for host in ("debian-12", "cortex-m4"):
        run(conan, "create", recipes / "library", "--build=missing", "-pr:h", profiles / host,
            "-pr:b", profiles / "debian-12", *conf, env=environment)
