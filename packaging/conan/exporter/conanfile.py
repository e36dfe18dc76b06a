# SPDX-License-Identifier: BSL-1.0
import re
from pathlib import Path

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, cmake_layout
from conan.tools.files import copy

ROOT = Path(__file__).resolve().parents[3]
SOURCES = "tools/export_weights"


class TinytmplExporterRecipe(ConanFile):
    name = "tinytmpl-exporter"
    description = "tinytmpl-export: a .tflite becomes a C++ header"
    license = "BSL-1.0"
    topics = ("neural-network", "tflite", "microcontroller")
    package_type = "application"
    settings = "os", "arch", "compiler", "build_type"
    generators = "CMakeToolchain", "CMakeDeps"

    def set_version(self):
        header = (ROOT / "include" / "tinytmpl" / "version.hpp").read_text(encoding="ascii")
        self.version = re.search(r'#define TINYTMPL_VERSION "(.+)"', header)[1]

    def export_sources(self):
        copy(self, f"{SOURCES}/*", ROOT, self.export_sources_folder)
        copy(self, "include/*.hpp", ROOT, self.export_sources_folder)
        copy(self, "LICENSE", ROOT, self.export_sources_folder)

    def requirements(self):
        self.requires("flatbuffers/[>=2.0.8]")
        self.requires("cli11/[>=2.1.2 <3]")
        self.requires("fmt/[>=9.1.0]")
        self.requires("protozero/[>=1.7.1 <2]")

    def build_requirements(self):
        self.tool_requires("flatbuffers/<host_version>")  # flatc

    def validate(self):
        check_min_cppstd(self, 20)

    def layout(self):
        cmake_layout(self)

    def build(self):
        cmake = CMake(self)
        cmake.configure(variables={"TINYTMPL_BUILD_TESTS": False}, build_script_folder=SOURCES)
        cmake.build(target="tinytmpl-export")

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, Path(self.package_folder, "licenses"))

    def package_id(self):  # a program: who uses it need not have its compiler
        del self.info.settings.compiler
        del self.info.settings.build_type

    def package_info(self):
        self.cpp_info.includedirs = []
        self.cpp_info.libdirs = []
