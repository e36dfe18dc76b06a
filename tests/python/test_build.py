# SPDX-License-Identifier: BSL-1.0
"""tinytmpl build: objects that link with a firmware in C and newlib, and run; projects of tinytmpl export."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

import tinytmpl
from shapes import stream, two_heads
from tinytmpl import _build, _projects

ROOT = Path(__file__).resolve().parents[2]
DIGITS = ROOT / "examples" / "digits" / "digits.tflite"
FIRMWARE = ROOT / "examples" / "c_firmware"
SDK = ROOT / "tests" / "consume" / "sdk"
CORE = ROOT / "tests" / "consume" / "arduino" / "hardware" / "test" / "arm" / "cores" / "test"
WORK = Path(os.environ["WORK"]) / "build"
M4 = ("-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16")


def program(*arguments, **options):
    return subprocess.run([str(part) for part in arguments], capture_output=True, text=True, check=False, **options)


def command(*arguments):
    return program(sys.executable, "-m", "tinytmpl", *arguments)


def fresh(name):
    shutil.rmtree(WORK / name, ignore_errors=True)
    (WORK / name).mkdir(parents=True)
    return WORK / name


@unittest.skipUnless(shutil.which("arm-none-eabi-gcc") and shutil.which("qemu-system-arm"), "no Arm GCC, or no QEMU")
class Objects(unittest.TestCase):
    """The firmware of docs/c_firmware.md, with an object in place of C++."""

    def link(self, name, machine, *arguments, output="digits.o"):
        folder = fresh(name)
        done = command("build", DIGITS, "--self-test", "-o", folder / output, *arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(done.stdout.split(), [str(folder / output), str(folder / "digits.h")])
        return folder, program("arm-none-eabi-gcc", *machine, "-O2", "-std=c99", "-Wall", "-Wextra", "-Werror",
                               f"-I{folder}", "-nostartfiles", "--specs=nano.specs", "-T", FIRMWARE / "memory.ld",
                               "-Wl,--gc-sections,--fatal-warnings", FIRMWARE / "main.c", FIRMWARE / "start.c",
                               folder / output, "-o", folder / "firmware.elf")

    def runs(self, name, board, machine, *arguments, **options):
        folder, linked = self.link(name, machine, *arguments, **options)
        self.assertEqual((linked.returncode, linked.stderr), (0, ""))
        done = program("qemu-system-arm", "-M", board, "-semihosting", "-nographic", "-serial", "none", "-monitor",
                       "none", "-kernel", folder / "firmware.elf", timeout=60)
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, "read 3\n"))  # its self-test passes

    def test_floating_point_abis(self):
        for abi in _build.FLOAT_ABIS:
            with self.subTest(abi):
                self.runs(f"m4_{abi}", "mps2-an386", (*M4, f"-mfloat-abi={abi}"), "--cpu", "cortex-m4", "--float-abi",
                          abi)
        _, linked = self.link("other_abi", (*M4, "-mfloat-abi=softfp"), "--cpu", "cortex-m4")
        self.assertIn("uses VFP register arguments", linked.stderr)

    def test_archive_and_other_cores(self):
        self.runs("archive", "mps2-an386", (*M4, "-mfloat-abi=hard"), "--cpu", "cortex-m4", output="libdigits.a")
        self.runs("m0plus", "mps2-an385", ("-mcpu=cortex-m0plus", "-mthumb"), "--cpu", "cortex-m0plus")

    def test_enumerators_and_wide_characters(self):
        """Where the firmware's are of another size a linker warns of all objects; of this one not, with --flag."""
        for flag in ("-fno-short-enums", "-fshort-wchar"):
            machine = (*M4, "-mfloat-abi=hard", flag)
            _, same = self.link("same_sizes", machine, "--cpu", "cortex-m4", f"--flag={flag}")
            self.assertNotIn("digits.o uses", same.stderr)

    @unittest.skipUnless(os.environ.get("TINYTMPL_LONG") and importlib.util.find_spec("ziglang"),
                         "TINYTMPL_LONG=1 asks for it, and it needs the package ziglang")
    def test_zig(self):
        self.runs("zig", "mps2-an386", (*M4, "-mfloat-abi=hard"), "--cpu", "cortex-m4", "--compiler", "zig")
        self.runs("zig_m0", "mps2-an385", ("-mcpu=cortex-m0plus", "-mthumb"), "--cpu", "cortex-m0plus", "--compiler",
                  "zig", output="libdigits.a")
        done = command("build", DIGITS, "--cpu", "rv32imc", "--compiler", "zig", "-o", fresh("zig_rv32") / "digits.o")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"\x7fELF\x01", (WORK / "zig_rv32" / "digits.o").read_bytes()[:5])

    def test_arduino_library(self):
        folder = fresh("arduino") / "digits"
        done = command("build", DIGITS, "--arduino", folder, "--json", "--cpu", "cortex-m4")
        self.assertEqual(json.loads(done.stdout), {"written": [str(folder)]})
        properties = dict(line.split("=", 1) for line in (folder / "library.properties").read_text().splitlines())
        self.assertEqual((properties["precompiled"], properties["ldflags"]), ("true", "-ldigits"))
        # As arduino-cli links it: Arduino's builder in Debian is older than precompiled libraries.
        for abi, language in (("softfp", "gnu++14"), ("hard", "gnu++17")):
            archives = folder / "src" / "cortex-m4" / f"fpv4-sp-d16-{abi}"
            done = program("arm-none-eabi-g++", *M4, f"-mfloat-abi={abi}", f"-std={language}", "-Os", "-x", "c++",
                           "-include", CORE / "Arduino.h", folder / "examples" / "digits" / "digits.ino",
                           CORE / "main.cpp", f"-I{CORE}", f"-I{SDK / 'board'}", f"-I{folder / 'src'}", "-x", "none",
                           "--specs=nano.specs", "--specs=nosys.specs", f"-L{archives}", "-ldigits", "-o",
                           WORK / "arduino" / "sketch.elf")
            self.assertEqual(done.returncode, 0, done.stderr)


class Refusals(unittest.TestCase):
    def test_sentences(self):
        there = fresh("there")
        (there / "a").touch()
        for arguments, sentence in (
                (("--cpu", "cortex-m0", "--float-abi", "hard"), "cortex-m0 has no FPU: its floating-point ABI is soft"),
                (("--cpu", "rv32imc", "--fpu", "x"), "rv32imc has no choice of a floating-point ABI"),
                (("--cpu", "cortex-m4", "-o", "a.out"), "a.out: name it NAME.o or libNAME.a"),
                (("--cpu", "cortex-m4", "--compiler", "none"), "there is no compiler 'none'"),
                (("--cpu", "esp32s3"), "there is no xtensa-esp32s3-elf-g++; install it"),
                (("--arduino", there), "is there already, and not empty"),
                (("--arduino", WORK / "a b"), "name the folder with letters, digits"),
                (("--arduino", WORK / "new", "--cpu", "esp32"), "no Arduino core is known to need 'esp32' compiled"),
                (("--arduino", WORK / "new", "--policy", "fed"), "no policy fed")):
            done = command("build", DIGITS, *arguments)
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn(sentence, done.stderr)
        for arguments in ((), ("--cpu", "pdp11"), ("--arduino", "x", "--fpu", "y")):
            self.assertEqual(command("build", DIGITS, *arguments).returncode, 2)

    @unittest.skipUnless(shutil.which("xtensa-lx106-elf-g++"), "no compiler without a C++ library")
    def test_no_library(self):
        bare = program("xtensa-lx106-elf-g++", "-x", "c++", "-fsyntax-only", "-include", "cstdint", os.devnull)
        if bare.returncode == 0:
            self.skipTest("the compiler has a C++ library")
        done = command("build", DIGITS, "--cpu", "esp8266", "-o", WORK / "digits.o")
        self.assertIn("The compiler has no headers of a C++ library.", done.stderr)


class Projects(unittest.TestCase):
    def test_arduino(self):
        """Sketches of models of all kinds, as they are before any library is installed."""
        models = {"two_heads": tinytmpl.load(two_heads()), "stream": tinytmpl.load(stream()),
                  "thermistor": tinytmpl.load(ROOT / "examples" / "ntc_thermistor" / "thermistor.tflite")}
        for name, model in models.items():
            with self.subTest(name):
                folder = _projects.write_project(model, "arduino", fresh("sketches") / name, name=name)
                self.assertNotIn("SPDX", (folder / f"{name}.ino").read_text())
                done = program("g++", "-std=gnu++20", "-x", "c++", "-include", CORE / "Arduino.h", f"-I{SDK / 'board'}",
                               f"-I{CORE}", folder / f"{name}.ino", CORE / "main.cpp", "-o", folder / "sketch")
                self.assertEqual(done.returncode, 0, done.stderr)
                said = program(folder / "sketch").stdout
                found = re.fullmatch(r"decision (\d+), microseconds 0\nflashes (\d+)\n", said)
                self.assertTrue(found, said)
                self.assertEqual(int(found[1]) + 1, int(found[2]))

    def test_cmake(self):
        """Projects that bring the library with them, with stand-ins for the SDKs."""
        for system, target, definitions, environment in (
                ("pico", "kws", (f"-DPICO_SDK_PATH={SDK / 'pico'}",), {}),
                ("zephyr", "app", (f"-DZephyr_DIR={SDK / 'zephyr'}",), {}),
                ("esp-idf", "kws", (), {"IDF_PATH": str(SDK / "esp-idf")})):
            with self.subTest(system):
                folder = fresh("projects") / system
                done = command("export", DIGITS, f"--{system}", folder, "--name", "kws")
                self.assertEqual((done.returncode, done.stdout), (0, f"{folder}\n"), done.stderr)
                for step in (("cmake", "-S", folder, "-B", folder / "build", "-G", "Ninja", *definitions),
                             ("cmake", "--build", folder / "build")):
                    done = program(*step, env=os.environ | environment)
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertRegex(program(folder / "build" / target).stdout, r"^decision \d+\nflashes \d+\n$")

    def test_platformio(self):
        folder = fresh("projects") / "pio"
        self.assertEqual(command("export", DIGITS, "--platformio", folder).returncode, 0)
        for file in ("platformio.ini", "src/main.cpp", "src/digits.hpp", "lib/tinytmpl/library.json",
                     "lib/tinytmpl/include/tinytmpl/tinytmpl.hpp"):
            self.assertTrue((folder / file).exists(), file)
        self.assertIn("not empty", command("export", DIGITS, "--platformio", folder).stderr)
        with self.assertRaisesRegex(tinytmpl.Refused, "there is no build system 'make' here; there are arduino"):
            _projects.write_project(tinytmpl.load(DIGITS), "make", folder)

    def test_names(self):
        for given, name in (("kws.tflite", "kws"), ("my model-2.tflite", "my_model_2"), ("3.tflite", "model_3")):
            file = WORK / given
            shutil.copy(DIGITS, file)
            self.assertEqual(_projects.name_of(tinytmpl.load(file)), name)


if __name__ == "__main__":
    WORK.mkdir(exist_ok=True)
    unittest.main()
