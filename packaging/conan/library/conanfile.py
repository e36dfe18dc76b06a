# SPDX-License-Identifier: BSL-1.0
import re
from pathlib import Path

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy

ROOT = Path(__file__).resolve().parents[3]


class TinytmplRecipe(ConanFile):
    name = "tinytmpl"
    description = "int8 neural networks on microcontrollers, compiled into types"
    license = "BSL-1.0"
    topics = ("neural-network", "tflite", "microcontroller", "header-only")
    package_type = "header-library"
    implements = ["auto_header_only"]
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True

    def set_version(self):
        header = (ROOT / "include" / "tinytmpl" / "version.hpp").read_text(encoding="ascii")
        self.version = re.search(r'#define TINYTMPL_VERSION "(.+)"', header)[1]

    def export_sources(self):
        copy(self, "include/*.hpp", ROOT, self.export_sources_folder)
        copy(self, "cmake/tinytmpl_add_model.cmake", ROOT, self.export_sources_folder)
        copy(self, "LICENSE", ROOT, self.export_sources_folder)

    def validate(self):
        check_min_cppstd(self, 20)

    def package(self):
        copy(self, "include/*.hpp", self.source_folder, self.package_folder)
        copy(self, "cmake/*.cmake", self.source_folder, self.package_folder)
        copy(self, "LICENSE", self.source_folder, Path(self.package_folder, "licenses"))

    def package_info(self):
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        # find_package(tinytmpl) brings tinytmpl_add_model; its exporter is the user's tool_requires, tinytmpl-exporter.
        self.cpp_info.set_property("cmake_build_modules", ["cmake/tinytmpl_add_model.cmake"])
