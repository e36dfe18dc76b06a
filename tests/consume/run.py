#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Uses tinytmpl as other people's builds do: each route is a project of its own beside this file, built and run afresh.

    run.py ROUTE --build DIR --work DIR [--compiler g++]        DIR: a build of tinytmpl; where to work, emptied before
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "documents"))

import add_model  # noqa: E402
import clone  # noqa: E402
import conan_client  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MODEL = ROOT / "examples" / "digits" / "digits.tflite"
WARNINGS = ("-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror")
REPOSITORY = "https://example.org/tinytmpl.git"  # as the README and fetch_content name it
GENERATORS = ("Ninja", "Unix Makefiles")
# What the environment of a cross-compiling shell may hold: the exporter's build must not hear of it.
HOSTILE = {"CXX": "arm-none-eabi-g++", "CC": "arm-none-eabi-gcc", "CXXFLAGS": "-mcpu=cortex-m0", "LDFLAGS": "-nostdlib"}


def run(*command, **options):
    """Runs a command to its end, and shows it; a failure ends the test."""
    command = [str(part) for part in command]
    print("$", " ".join(command), flush=True)
    subprocess.run(command, check=True, **options)


def skip(program):
    print(f"skipped: there is no {program}")
    return 77


def output_of(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **options).stdout


class Consumer:
    def __init__(self, options):
        self.tinytmpl, self.work, self.compiler = options.build, options.work, options.compiler
        self.exporter = self.tinytmpl / "tools" / "export_weights" / "tinytmpl-export"
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)

    def install(self):
        prefix = self.work / "prefix"
        run("cmake", "--install", self.tinytmpl, "--prefix", prefix, stdout=subprocess.DEVNULL)
        return prefix

    def project(self, route):
        """The project of a route, with its sources and its model, in a folder of its own."""
        folder = self.work / "project"
        shutil.copytree(HERE / route, folder, dirs_exist_ok=True)
        for file in (HERE / "main.cpp", HERE / "use_digits.hpp", MODEL):
            shutil.copy(file, folder)
        return folder

    def build(self, route, generator, *definitions, env=None):
        """Configures and builds the project of a route, twice: the second time there is nothing to do."""
        folder = self.work / generator.replace(" ", "_")
        run("cmake", "-S", self.project(route), "-B", folder, "-G", generator, "-DCMAKE_BUILD_TYPE=Release",
            *(f"-D{definition}" for definition in definitions), env=env)
        run("cmake", "--build", folder, "--parallel", "2", env=env)
        again = output_of("cmake", "--build", folder, env=env)
        assert "Exporting" not in again and "Building CXX" not in again, f"it was built a second time:\n{again}"
        return folder

    def native(self, *definitions):
        return (f"CMAKE_CXX_COMPILER={self.compiler}", f"CMAKE_CXX_FLAGS={' '.join(WARNINGS)}", *definitions)

    def find_package(self):
        prefix = self.install()
        for generator in GENERATORS:
            folder = self.build("find_package", generator, *self.native(f"CMAKE_PREFIX_PATH={prefix}"))
            run(folder / "app")
            self.check_dependencies(folder, prefix / "bin" / "tinytmpl-export")

    def check_dependencies(self, folder, exporter):
        """The header is made again when the exporter changes, and only then."""
        header = folder / "tinytmpl_models" / "app" / "digits.hpp"
        before = header.stat().st_mtime_ns
        os.utime(exporter)
        run("cmake", "--build", folder)
        assert header.stat().st_mtime_ns > before, "the exporter changed, the header did not"

    def fetch_content(self):
        """From a repository, with hostile variables in the environment: the exporter is built for this machine all the
        same, in the long tests; in others one is found. Then from a folder, without a network."""
        repository = self.work / "repository"
        environment = os.environ | HOSTILE | clone.commit(repository, REPOSITORY)
        if "TINYTMPL_LONG" not in os.environ:
            environment["PATH"] = f"{self.exporter.parent}{os.pathsep}{environment['PATH']}"
        folder = self.build("fetch_content", "Ninja", *self.native("CMAKE_EXE_LINKER_FLAGS="), env=environment)
        run(folder / "app")
        run("cmake", "-S", self.project("fetch_content"), "-B", self.work / "offline", "-G", "Ninja",
            f"-DFETCHCONTENT_SOURCE_DIR_TINYTMPL={ROOT}", "-DFETCHCONTENT_FULLY_DISCONNECTED=ON")
        targets = output_of("cmake", "--build", folder, "--target", "help")
        ours = [line for line in targets.splitlines() if "unit_tests" in line or line.startswith("tinytmpl-export:")]
        assert not ours, f"a project that uses the library need not build {ours}"

    def add_subdirectory(self):
        for generator in GENERATORS:
            folder = self.build("add_subdirectory", generator, *self.native(
                f"TINYTMPL={ROOT}", f"TINYTMPL_EXPORTER={self.exporter}"))
            run(folder / "app")
            run(folder / "again")

    def compile(self, source, *include):
        run(self.exporter, MODEL, "-o", self.work / "digits.hpp")
        run(self.compiler, "-std=c++20", "-O2", *WARNINGS, *(f"-I{folder}" for folder in (self.work, *include)), source,
            "-o", self.work / "app")
        run(self.work / "app")

    def include_only(self):
        self.compile(HERE / "main.cpp", ROOT / "include")

    def single_header(self):
        header = self.work / "tinytmpl" / "tinytmpl.hpp"
        header.parent.mkdir()
        run(sys.executable, ROOT / "tools" / "amalgamate", "-o", header)
        again = output_of(sys.executable, ROOT / "tools" / "amalgamate")
        assert again == header.read_text(encoding="ascii"), "the single header is not the same each time"
        self.compile(HERE / "single_header" / "included_twice.cpp")
        if arm := shutil.which("arm-none-eabi-g++"):  # each core has other kernels
            for core in ("cortex-m0", "cortex-m4", "cortex-m55 -mfloat-abi=hard"):
                run(arm, *f"-mcpu={core}".split(), "-mthumb", "-std=c++20", "-Wall", "-Wextra", "-Werror",
                    "-fsyntax-only", "-include", header, "-x", "c++", os.devnull)

    def c_program(self):
        prefix = self.install()
        folder = self.build("c_program", "Ninja", *self.native(f"CMAKE_PREFIX_PATH={prefix}"))
        run(folder / "app")
        self.refused("add_library(app INTERFACE)", "C_INTERFACE compiles C++ for app; it needs add_executable", prefix)
        self.refused("project(c LANGUAGES C)\nadd_executable(app main.c)", "and project(... LANGUAGES C CXX)", prefix)

    def refused(self, target, sentence, prefix):
        """C_INTERFACE for a target that cannot compile it."""
        folder = self.work / "refused"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.work / "project", folder)
        project = "" if "project" in target else "project(c LANGUAGES C CXX)\n"
        (folder / "CMakeLists.txt").write_text(
            f"cmake_minimum_required(VERSION 3.25)\n{project}{target}\nfind_package(tinytmpl REQUIRED)\n"
            "tinytmpl_add_model(app digits.tflite C_INTERFACE)\n", encoding="utf-8")
        done = subprocess.run(["cmake", "-S", folder, "-B", folder / "build", f"-DCMAKE_PREFIX_PATH={prefix}"],
                              capture_output=True, text=True, check=False)
        assert done.returncode != 0 and sentence in " ".join(done.stderr.split()), f"no {sentence!r} in:\n{done.stderr}"

    def cortex_m4(self):
        if not shutil.which("arm-none-eabi-g++"):
            sys.exit(skip("arm-none-eabi-g++"))
        prefix = self.install()
        toolchain = ROOT / "cmake" / "toolchains" / "cortex-m4.cmake"
        for generator in GENERATORS:
            folder = self.build("cortex_m4", generator, f"CMAKE_PREFIX_PATH={prefix}",
                                f"CMAKE_TOOLCHAIN_FILE={toolchain}")
            run("arm-none-eabi-size", folder / "firmware")
            undefined = output_of("arm-none-eabi-nm", "--undefined-only", folder / "firmware")
            assert not undefined, f"the image is not whole: {undefined}"

    def add_model(self):
        project = self.project("add_model")
        add_model.check_models(ROOT, project, self.work, self.exporter, run)
        add_model.check_missing(ROOT, project, self.work)
        definitions = [f"-D{one}" for one in self.native(f"TINYTMPL={ROOT}", f"TINYTMPL_EXPORTER={self.exporter}")]
        add_model.check_install(self.project("add_subdirectory"), self.work, definitions, run)

    def conan(self):
        if not conan_client.PROGRAM:
            sys.exit(skip("conan"))
        conan_client.create(ROOT, self.work, run)


ROUTES = ("find_package", "fetch_content", "add_subdirectory", "include_only", "single_header", "c_program",
          "cortex_m4", "add_model", "conan")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("route", choices=ROUTES)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--compiler", default="g++")
    options = parser.parse_args()
    getattr(Consumer(options), options.route)()


if __name__ == "__main__":
    main()
