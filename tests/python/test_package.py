# SPDX-License-Identifier: BSL-1.0
"""What is known of a model, files that are written, the command, and what else the package has with it."""

import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

import numpy as np
import tinytmpl

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
DIGITS = EXAMPLES / "digits" / "digits.tflite"
WORK = Path(os.environ["WORK"])


def program(*arguments, **options):
    return subprocess.run([str(part) for part in arguments], capture_output=True, text=True, check=False, **options)


def tinytmpl_program(*arguments):
    return program(sys.executable, "-m", "tinytmpl", *arguments)


def reported(*arguments):
    """The table of the exporter's program, as numbers."""
    done = program(tinytmpl.exporter(), DIGITS, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Loading(unittest.TestCase):
    def test_forms(self):
        model = DIGITS.read_bytes()
        source = WORK / "digits.h"
        other = (EXAMPLES / "gate" / "gate.tflite").read_bytes()
        source.write_text("".join(f"const unsigned char {name}[] = {{{', '.join(map(str, of))}}};\n"
                                  for name, of in (("one", other), ("two", model))), encoding="ascii")
        x = np.zeros((8, 8, 1), np.int8)
        expected = tinytmpl.load(DIGITS).run(x)
        for loaded in (tinytmpl.load(str(DIGITS)), tinytmpl.load(model), tinytmpl.load(bytearray(model)),
                       tinytmpl.load(memoryview(model)), tinytmpl.load(source, array="two"),
                       tinytmpl.load(source.read_bytes(), array="two"), tinytmpl.load(DIGITS, subgraph=0)):
            np.testing.assert_array_equal(loaded.run(x), expected)
        with self.assertRaisesRegex(tinytmpl.Refused, r"digits\.h: .*one.*two"):
            tinytmpl.load(source)

    def test_refusals(self):
        with self.assertRaisesRegex(FileNotFoundError, "none.tflite: no such file"):
            tinytmpl.load("none.tflite")
        with self.assertRaisesRegex(tinytmpl.Refused, "^the file is not a .tflite model: the identifier TFL3"):
            tinytmpl.load(b"nothing")
        with self.assertRaisesRegex(tinytmpl.Refused, "test_package.py: "):
            tinytmpl.load(__file__)
        with self.assertRaisesRegex(tinytmpl.Refused, "signature"):
            tinytmpl.load(DIGITS, signature="none")
        self.assertTrue(issubclass(tinytmpl.Refused, ValueError))


class Knowledge(unittest.TestCase):
    def setUp(self):
        self.model = tinytmpl.load(DIGITS)

    def test_edges(self):
        said = reported()
        for kind, edge in (("input", self.model.inputs[0]), ("output", self.model.outputs[0])):
            self.assertRegex(said, rf'{kind} 0 "{edge.name}": {edge.dtype} \[{", ".join(map(str, edge.shape))}\], '
                                   rf"scale {edge.scale}.*, zero point {edge.zero_point}")

    def test_layers(self):
        rows = [line.split("  ") for line in reported("--target", "m4").splitlines()]
        for layer in self.model.cost("m4").layers:
            row = [cell.strip() for cell in rows[layer.number + 1] if cell.strip()]
            expected = [str(layer.number), layer.kind + (f", {layer.activation}" if layer.activation else ""),
                        " x ".join(map(str, layer.shape)),
                        *(f"{number:,}" for number in (layer.macs, layer.flash_bytes, layer.ram_bytes)), layer.kernel]
            self.assertEqual(row, [cell for cell in expected if cell])
        self.assertEqual(len(repr(self.model.layers).splitlines()), len(self.model.layers) + 1)
        self.assertEqual(repr(self.model.layers[1:3]).splitlines()[1].split()[0], "2")
        self.assertTrue(any(layer.refusals for layer in self.model.cost("cortex-m55").layers) or
                        any(layer.refusals for layer in self.model.cost("rv32").layers))

    def test_pandas(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            self.skipTest("there is no pandas")
        table = self.model.layers.to_pandas()
        self.assertEqual(table["macs"].sum(), self.model.cost().macs)
        self.assertEqual(list(table.index), [layer.number for layer in self.model.layers])

    def test_costs(self):
        said = reported("--target", "cortex-m4")
        for schedule in ("min_ram", "layerwise"):
            kept, reused = (self.model.cost("cortex-m4", schedule, memory) for memory in ("kept", "reused"))
            self.assertRegex(said, rf"RAM {schedule} +{kept.ram_bytes:,} bytes, +{reused.ram_bytes:,} with")
            self.assertRegex(said, rf"total .* {kept.flash_bytes:,} ")
        self.assertRegex(said, rf"RAM fed +{self.model.cost('m4', 'fed').ram_bytes:,} bytes")
        for call, sentence in ((lambda: self.model.cost("pdp11"), 'there is no target "pdp11"'),
                               (lambda: self.model.cost("m4", "never"), "there is no schedule 'never' here; there are"),
                               (lambda: self.model.cost("m4", "fed", "lost"), "input_memory is 'lost'"),
                               (lambda: self.model.fits("pdp11"), "there is no board 'pdp11'; there are arduino")):
            with self.assertRaisesRegex(tinytmpl.Refused, sentence):
                call()

    def test_boards(self):
        header = (ROOT / "include" / "tinytmpl" / "boards.hpp").read_text(encoding="ascii")
        self.assertEqual(len(tinytmpl.boards), header.count("inline constexpr Board "))
        for name, board in tinytmpl.boards.items():
            self.assertIn(f'Board {name}{{\n    .name = "{board.title}", .core = "{board.core}",', header)
            self.assertIn(board.target, tinytmpl.targets[1:], f"{name} has a core without kernels")
        self.assertIs(tinytmpl.boards.esp32, tinytmpl.boards["esp32"])
        self.assertIn("esp32", dir(tinytmpl.boards))
        self.assertRaises(AttributeError, lambda: tinytmpl.boards.pdp11)
        fit = self.model.fits("microbit_v2")
        self.assertTrue(fit)
        self.assertEqual((fit.ram_left, fit.flash_left), (128 * 1024 - fit.cost.ram_bytes,
                                                          512 * 1024 - fit.cost.flash_bytes))
        small = tinytmpl.Board("mine", "Mine", "Cortex-M0", "cortex-m0", 1 << 20, fit.cost.ram_bytes // 2, 1)
        self.assertFalse(self.model.fits(small))
        self.assertLess(self.model.fits(small).ram_left, 0)


class Files(unittest.TestCase):
    def test_export(self):
        """The same files as the program writes."""
        model, golden = tinytmpl.load(DIGITS), EXAMPLES / "digits"
        for folder in ("ours", "theirs"):
            (WORK / folder).mkdir(exist_ok=True)
        inputs = np.fromfile(golden / "golden_inputs.bin", np.int8).reshape(-1, 8, 8, 1)
        outputs = np.fromfile(golden / "golden_outputs.bin", np.int8).reshape(-1, 10)
        written = model.export(WORK / "ours" / "digits.hpp", namespace="a::b", golden=(inputs, outputs),
                               c_interface=True, policies=["reused"])
        self.assertEqual([path.name for path in written], ["digits.hpp", "digits.h", "digits_c.cpp"])
        reported("-o", WORK / "theirs" / "digits.hpp", "--namespace", "a::b", "--golden", golden / "golden_inputs.bin",
                 golden / "golden_outputs.bin", "--c-interface", "--policy", "reused")
        for path in written:
            self.assertEqual(path.read_bytes(), (WORK / "theirs" / path.name).read_bytes(), path.name)
        for arguments, sentence in (({"namespace": "int"}, 'namespace "int": int is a keyword'),
                                    ({"policies": ["reused"]}, "policies are those of the C interface"),
                                    ({"c_interface": True, "policies": ["quick"]}, 'there is no policy "quick"'),
                                    ({"golden": (inputs[:2], outputs[:1])}, "golden outputs are 10 bytes")):
            with self.assertRaisesRegex(tinytmpl.Refused, sentence):
                model.export(WORK / "refused.hpp", **arguments)
        self.assertFalse((WORK / "refused.hpp").exists())

    def test_package(self):
        self.assertTrue((tinytmpl.include_dir() / "tinytmpl" / "tinytmpl.hpp").exists())
        self.assertTrue((tinytmpl.cmake_dir() / "tinytmplConfig.cmake").exists())
        said = program(tinytmpl.exporter(), "--version").stdout
        self.assertEqual(said, f"tinytmpl-export {tinytmpl.__version__}\n")

    def test_cmake(self):
        """A project finds the library and the exporter of the package."""
        project = WORK / "project"
        project.mkdir()
        (project / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.25)\nproject(app LANGUAGES CXX)\nfind_package(tinytmpl REQUIRED)\n"
            "add_executable(app main.cpp)\ntarget_link_libraries(app PRIVATE tinytmpl::tinytmpl)\n"
            f"tinytmpl_add_model(app {DIGITS})\n", encoding="utf-8")
        (project / "main.cpp").write_text(
            '#include "digits.hpp"\nint main() { return digits::Model{}.run().argmax() > 9; }\n', encoding="utf-8")
        found = tinytmpl_program("--cmake-dir").stdout.strip()
        for step in (("cmake", "-S", project, "-B", project / "build", "-G", "Ninja", f"-Dtinytmpl_DIR={found}"),
                     ("cmake", "--build", project / "build"), (project / "build" / "app",)):
            done = program(*step)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class Command(unittest.TestCase):
    def said(self, *arguments, code=0):
        done = tinytmpl_program(*arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout if code == 0 else done.stdout + done.stderr

    def test_report(self):
        self.assertIn("convolution, filters in pairs", self.said("report", DIGITS, "--target", "m4"))
        self.assertEqual(json.loads(self.said("report", DIGITS, "--json")), tinytmpl.load(DIGITS).describe())
        self.assertIn("--target", self.said("report", "--help"))
        self.said("report", DIGITS, "-o", WORK / "page.html", "--target", "esp32")
        other = tinytmpl.load(DIGITS).report(WORK / "other.html", "esp32")
        self.assertEqual((WORK / "page.html").read_bytes(), other.read_bytes())

    def test_run(self):
        folder = EXAMPLES / "digits"
        expected = np.fromfile(folder / "golden_outputs.bin", np.int8).reshape(-1, 10)
        inputs = np.fromfile(folder / "golden_inputs.bin", np.int8).reshape(-1, 8, 8, 1)
        np.save(WORK / "in.npy", inputs)
        np.savez(WORK / "in.npz", **{tinytmpl.load(DIGITS).inputs[0].name: inputs})
        for file in (folder / "golden_inputs.bin", WORK / "in.npy", WORK / "in.npz"):
            self.said("run", DIGITS, file, "-o", WORK / "out.npy")
            np.testing.assert_array_equal(np.load(WORK / "out.npy"), expected)
        self.said("run", DIGITS, WORK / "in.npy", "-o", WORK / "out.bin")
        self.assertEqual((WORK / "out.bin").read_bytes(), (folder / "golden_outputs.bin").read_bytes())
        outputs, = json.loads(self.said("run", DIGITS, WORK / "in.npy", "--json")).values()
        self.assertEqual(outputs, expected.tolist())
        self.assertIn("error: ", self.said("run", DIGITS, DIGITS, code=1))

    def test_boards(self):
        self.assertEqual(json.loads(self.said("boards", "--json"))[0], vars(next(iter(tinytmpl.boards.values()))))
        self.assertIn("Arduino Nano 33 BLE", self.said("boards"))
        everywhere = json.loads(self.said("fit", DIGITS, "--json"))
        self.assertEqual([fit["board"] for fit in everywhere], list(tinytmpl.boards))
        self.assertIn("fits", self.said("fit", DIGITS, "--board", "esp32"))
        self.assertIn("error: there is no board", self.said("fit", DIGITS, "--board", "pdp11", code=1))

    def test_export(self):
        self.assertIn("namespace exported", self.said("export", DIGITS, "-o", WORK / "exported.hpp"))
        self.assertIn("error: none.tflite: no such file", self.said("export", "none.tflite", code=1))

    def test_mistakes(self):
        self.assertIn("error: none.tflite: no such file", self.said("report", "none.tflite", code=1))
        self.assertIn("which command?", self.said(code=2))
        self.assertIn(tinytmpl.__version__, self.said("--version"))


if __name__ == "__main__":
    unittest.main()
