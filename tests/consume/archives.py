#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Takes packaging/stage.py's archives into projects, as the build systems do that they are made for: with the real
client, where one can be had, or else with a stand-in for the SDK (sdk/), with which the example runs on the host.

    archives.py ROUTE --build DIR --work DIR        DIR: a build of tinytmpl; where to work, emptied before
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SDK = HERE / "sdk"
SKIPPED = 77
VERSION = re.search(r'#define TINYTMPL_VERSION "(.+)"',
                    (ROOT / "include" / "tinytmpl" / "version.hpp").read_text(encoding="ascii"))[1]
TOOLS = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # of a virtual environment

sys.path.insert(0, str(ROOT / "tests" / "firmware"))

from targets import newlib_headers  # noqa: E402  for compilers without a C++ library


def tried(*command, **options):
    command = [str(part) for part in command]
    print("$", " ".join(command), flush=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    print(done.stdout, done.stderr, flush=True)
    return done


def run(*command, **options):
    """Runs a command to its end; a failure ends the test. Returns what it printed."""
    done = tried(*command, **options)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed")
    return done.stdout


def need(*programs):
    for program in programs:
        if not shutil.which(program, path=TOOLS):
            print(f"skipped: there is no {program}")
            sys.exit(SKIPPED)


def check_blinks(said):
    """What an example prints on a board that is counted (sdk/board)."""
    found = re.search(r"^decision (\d+)(?:, microseconds 0)?\nflashes (\d+)$", said, re.M)
    assert found and int(found[2]) == int(found[1]) + 1, f"it should blink what it decides:\n{said}"


class Archives:
    def __init__(self, options):
        self.work = options.work.resolve()
        self.exporter = options.build.resolve() / "tools" / "export_weights" / "tinytmpl-export"
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)

    def unpacked(self, route):
        """The folder `tinytmpl` of the route's archive. The archive is the same each time."""
        bytes_of = []
        for folder in ("first", "second"):
            run(sys.executable, ROOT / "packaging" / "stage.py", route, "--exporter", self.exporter, "-o",
                self.work / folder)
            bytes_of.append((self.work / folder / f"tinytmpl-{route}-{VERSION}.zip").read_bytes())
        assert bytes_of[0] == bytes_of[1], "the archive is another one each time"
        with zipfile.ZipFile(self.work / "first" / f"tinytmpl-{route}-{VERSION}.zip") as archive:
            archive.extractall(self.work)
        folder = self.work / "tinytmpl"
        assert (folder / "LICENSE").exists()
        return folder

    def cmake(self, project, *definitions, target="digits"):
        """Builds a project for the host, and runs it."""
        build = self.work / "build"
        run("cmake", "-S", project, "-B", build, "-G", "Ninja", "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror",
            *(f"-D{one}" for one in definitions))
        run("cmake", "--build", build)
        check_blinks(run(build / target))

    def arduino(self):
        need("arduino-builder", "arm-none-eabi-g++")
        library = self.unpacked("arduino")
        check_properties(library)
        boards = [("pico", "-std=gnu++20"), ("pico2", "-std=gnu++20")]
        if shutil.which("riscv64-unknown-elf-g++"):
            boards.append(("esp32c3", " ".join(newlib_headers())))
        for board, flags in boards:
            done = self.sketch(board, flags, library)
            assert done.returncode == 0 and "Sketch uses" in done.stdout, board
        done = self.sketch("pico2", "-std=gnu++20", library, "mask")
        assert done.returncode == 0 and "Sketch uses" in done.stdout
        self.serial_line(library / "examples" / "mask")
        # A core that is too old says so in one sentence.
        done = self.sketch("nano33ble", "", library)
        assert done.returncode != 0 and "this needs C++20" in done.stdout + done.stderr

    def serial_line(self, folder):
        """What the sketch answers on the host are the answers of the example's program, of the same bytes."""
        core, program, sketch = HERE / "arduino/hardware/test/arm/cores/test", self.work / "mask", self.work / "sketch"
        run("c++", "-std=gnu++20", "-Wall", "-Wextra", "-Werror", "-x", "c++", "-include", core / "Arduino.h",
            folder / "mask.ino", core / "main.cpp", f"-I{core}", f"-I{SDK / 'board'}", f"-I{ROOT / 'include'}",
            f"-I{folder.parents[1] / 'src'}", "-o", sketch)
        run("c++", "-std=c++20", ROOT / "examples/mask/main.cpp", f"-I{ROOT / 'include'}", f"-I{folder}", "-o", program)
        pictures = subprocess.run([program, "send"], check=True, capture_output=True).stdout
        answers = [subprocess.run([one, "-"], input=pictures, check=True, capture_output=True).stdout.splitlines()
                   for one in (program, sketch)]
        assert len(answers[0]) == 32 and answers[1] == [b"self-test: passed", *answers[0]], answers

    def sketch(self, board, flags, library, example="digits"):
        build = self.work / f"build_{board}_{example}"
        build.mkdir()
        return tried("arduino-builder", "-compile", "-hardware", "/usr/share/arduino-builder", "-hardware",
                     HERE / "arduino" / "hardware", "-tools", "/usr/bin", "-libraries", library.parent, "-fqbn",
                     f"test:arm:{board}", "-build-path", build, f"-prefs=compiler.cpp.extra_flags={flags}",
                     library / "examples" / example / f"{example}.ino")

    def platformio(self):
        need("platformio", "scons")
        library = self.unpacked("platformio")
        manifest = json.loads((library / "library.json").read_text(encoding="utf-8"))
        assert manifest["version"] == VERSION and (library / "include" / manifest["headers"]).exists()
        core = self.work / "core"
        scons = core / "packages" / "tool-scons"
        scons.mkdir(parents=True)
        # PlatformIO's SCons is PyPI's under a version of its own, 4.41101.0 for 4.11.1; here it is installed already.
        numbers = run(sys.executable, "-c", "import SCons; print(SCons.__version__)").strip().split(".")
        scons_version = f"{numbers[0]}.{''.join(f'{int(number):02}' for number in numbers).lstrip('0')}.0"
        (scons / "package.json").write_text(json.dumps({"name": "tool-scons", "version": scons_version}))
        (scons / ".piopm").write_text(json.dumps(
            {"type": "tool", "name": "tool-scons", "version": scons_version,
             "spec": {"owner": "platformio", "id": None, "name": "tool-scons", "requirements": None, "uri": None}}))
        packages = Path(run(sys.executable, "-c", "import SCons; print(SCons.__path__[0])").strip()).parent
        (scons / "scons.py").write_text(f"import sys\nsys.path.insert(0, {str(packages)!r})\n"
                                        "from SCons.Script import main\nmain()\n")
        shutil.copytree(SDK / "platformio", core / "platforms" / "stand-in")
        project = self.work / "project"
        shutil.copytree(library / "examples" / "digits", project)
        shutil.copytree(library, project / "lib" / "tinytmpl", ignore=shutil.ignore_patterns("examples"))
        with (project / "platformio.ini").open("a", encoding="utf-8") as ini:
            cores = HERE / "arduino" / "hardware" / "test" / "arm" / "cores" / "test"
            ini.write("\n[env:host]\nplatform = stand-in\nboard = host\n"
                      f"custom_core = {cores}\ncustom_board = {SDK / 'board'}\n")
        environment = os.environ | {"PLATFORMIO_CORE_DIR": str(core), "PATH": TOOLS, "PLATFORMIO_NO_ANSI": "true",
                                    "PLATFORMIO_SETTING_ENABLE_TELEMETRY": "no"}
        run("platformio", "run", "-d", project, "-e", "host", env=environment)
        check_blinks(run(project / ".pio" / "build" / "host" / "program"))

    def esp_idf(self):
        component = self.unpacked("esp-idf")
        example = component / "examples" / "digits"
        if shutil.which("compote", path=TOOLS):
            environment = os.environ | {"PATH": TOOLS, "IDF_COMPONENT_CACHE_PATH": str(self.work / "cache")}
            for folder in (component, example / "main"):
                run("compote", "manifest", "lint", cwd=folder, env=environment)
            run("compote", "component", "pack", "--name", "tinytmpl", cwd=component, env=environment)
            assert list((component / "dist").glob("tinytmpl*.tgz"))
        beside = component.with_name("project") / "tinytmpl"
        shutil.copytree(component, beside, ignore=shutil.ignore_patterns("dist"))
        main_folder = beside / "examples" / "digits" / "main"
        shutil.copy(ROOT / "examples" / "ntc_thermistor" / "thermistor.tflite", main_folder)
        with (main_folder / "CMakeLists.txt").open("a", encoding="utf-8") as main:
            main.write("tinytmpl_add_model(${COMPONENT_LIB} thermistor.tflite)\n")
        os.environ["IDF_PATH"] = str(SDK / "esp-idf")
        self.cmake(main_folder.parent, f"COMPONENTS_BESIDE={beside}", f"TINYTMPL_EXPORTER={self.exporter}")
        assert list((self.work / "build").rglob("thermistor.hpp"))

    def zephyr(self):
        module = self.unpacked("zephyr")
        self.cmake(module / "samples" / "digits", f"Zephyr_DIR={SDK / 'zephyr'}", f"ZEPHYR_EXTRA_MODULES={module}",
                   target="app")
        if tried(sys.executable, "-c", "import kconfiglib").returncode == 0:
            check_kconfig(self.work, module)

    def pico(self):
        folder = self.unpacked("pico")
        self.cmake(folder / "examples" / "digits", f"PICO_SDK_PATH={SDK / 'pico'}")
        done = tried("cmake", "-S", folder / "examples" / "digits", "-B", self.work / "without",
                     env={name: value for name, value in os.environ.items() if name != "PICO_SDK_PATH"})
        assert done.returncode != 0 and "where is the Pico SDK? export PICO_SDK_PATH=" in done.stderr


    def meson(self):
        """As a subproject, which gives a dependency."""
        need("meson", "ninja")
        library, project = self.unpacked("meson"), self.work / "project"
        (project / "subprojects").mkdir(parents=True)
        library.rename(project / "subprojects" / "tinytmpl")
        for source in ("main.cpp", "use_digits.hpp"):
            shutil.copy(HERE / source, project)
        shutil.copy(ROOT / "examples" / "digits" / "digits.tflite", project)
        shutil.copy(HERE / "meson" / "meson.build", project)
        environment = os.environ | {"PATH": os.pathsep.join([str(self.exporter.parent), TOOLS])}
        run("meson", "setup", project / "build", project, env=environment)
        run("meson", "compile", "-C", project / "build", env=environment)
        run(project / "build" / "app")


CATEGORIES = {"Display", "Communication", "Signal Input/Output", "Sensors", "Device Control", "Timing", "Data Storage",
              "Data Processing", "Other"}
REQUIRED = {"name", "version", "author", "maintainer", "sentence", "paragraph", "category", "url", "architectures"}


def check_properties(library):
    """Rules of Arduino's library specification, by which Library Manager takes or refuses."""
    lines = (library / "library.properties").read_text(encoding="utf-8").splitlines()
    properties = dict(line.split("=", 1) for line in lines)
    assert len(properties) == len(lines) and REQUIRED <= properties.keys() <= REQUIRED | {"includes"}
    assert all(value and value == value.strip() for value in properties.values())
    assert properties["version"] == VERSION and re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
    assert re.fullmatch(r"[A-Za-z0-9][\w .-]{0,62}", properties["name"]) and "arduino" not in properties["name"].lower()
    assert properties["category"] in CATEGORIES
    assert not properties["paragraph"].startswith(properties["sentence"]), "the IDE shows one behind the other"
    assert all((library / "src" / header).exists() for header in properties["includes"].split(","))
    keywords = (library / "keywords.txt").read_text(encoding="ascii").splitlines()
    assert all(re.fullmatch(r"\w+\t(KEYWORD[12]|LITERAL1)", line) for line in keywords)


def check_kconfig(work, module):
    """CONFIG_TINYTMPL is there with C++20 and the whole C++ library, and not without."""
    import kconfiglib
    kconfig = work / "Kconfig"
    options = ("CPP", "REQUIRES_FULL_LIBCPP", "STD_CPP20", "STD_CPP2B")
    kconfig.write_text("".join(f'config {name}\n\tbool "{name}"\n' for name in options) +
                       f'source "{module / "zephyr" / "Kconfig"}"\n', encoding="ascii")
    whole = ("CPP", "REQUIRES_FULL_LIBCPP")
    for chosen, expected in (((*whole, "STD_CPP20"), "y"), ((*whole, "STD_CPP2B"), "y"), (whole, "n"),
                             (("CPP", "STD_CPP20"), "n")):
        known = kconfiglib.Kconfig(str(kconfig), warn=False)
        for name in (*chosen, "TINYTMPL"):
            known.syms[name].set_value("y")
        assert known.syms["TINYTMPL"].str_value == expected, (chosen, expected)


ROUTES = ("arduino", "platformio", "esp_idf", "zephyr", "pico", "meson")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("route", choices=ROUTES)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    getattr(Archives(options), options.route)()


if __name__ == "__main__":
    main()
