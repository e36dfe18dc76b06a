#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The program as people call it: what it prints, writes and returns.

    command_line.py --program build/tools/export_weights/tinytmpl-export --digits examples/digits/digits.tflite
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = DIGITS = None
NOBODY = 65534


class Program(unittest.TestCase):
    """Runs it in a folder with a model."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.model = pathlib.Path(shutil.copy(DIGITS, self.folder / "model.tflite"))

    def export(self, *arguments, **options):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
                              check=False, **options)

    def taken(self, *arguments):
        result = self.export(*arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return result.stdout

    def refused(self, sentence, *arguments, **options):
        result = self.export(*arguments, **options)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout, "")
        self.assertTrue(result.stderr.startswith("error: ") and result.stderr.count("\n") == 1, result.stderr)
        self.assertIn(sentence, result.stderr)


class CommandLine(Program):
    def test_without_output_there_is_only_a_report(self):
        report = self.taken("model.tflite")
        self.assertIn("RAM min_ram", report)
        self.assertIn("\nnamespace model\n", report)
        self.assertTrue(report.endswith("no header is written: -o OUT.hpp writes one\n"))
        self.assertEqual([path.name for path in self.folder.iterdir()], ["model.tflite"])

    def test_the_report_is_a_page_too(self):
        said = self.taken("model.tflite", "--report", "model.html", "--target", "m4")
        self.assertEqual(said, self.taken("model.tflite", "--target", "m4"))
        page = (self.folder / "model.html").read_text(encoding="ascii")
        self.assertTrue(page.startswith("<!doctype html>") and page.endswith("</html>\n"))
        self.assertIn('"name":"model.tflite","target":"cortex-m4"', page)
        self.refused("the output is the model itself", "model.tflite", "--report", "model.tflite")
        self.refused("the report is the header itself", "model.tflite", "-o", "model.hpp", "--report", "./model.hpp")
        self.refused("excludes", "model.tflite", "--run", "model.html", "--report", "model.html")

    def test_the_report_says_for_whom_it_counts(self):
        report = self.taken("model.tflite")
        self.assertIn("\nkernels, flash and RAM: portable, as on any machine; with --target NAME as NAME's compiler "
                      "will choose\nflash without code; pointers of 4 bytes: with 8, on a PC, Model::flash_bytes is "
                      "larger\n", report)
        for name in ("cortex-m4", "m4"):
            said = self.taken("model.tflite", "--target", name)
            self.assertIn("\nkernels, flash and RAM: as the compiler for cortex-m4 will choose, with the default "
                          "policies\nflash without code; ", said)
            self.assertIn("  convolution, filters in pairs\n", said)
            self.assertNotIn("  not ", said)

    def test_the_report_says_why_kernels_are_not_better(self):
        self.assertRegex(self.taken("model.tflite", "--target", "cortex-m0", "--why"),
                         r'\n +8  Dense .*\n +not "convolution, two pixels in a product, in assembler": a row has one '
                         r'window\n')

    def test_all_targets_are_known_and_no_others(self):
        names = ["portable", "cortex-m0", "cortex-m0plus", "cortex-m3", "cortex-m23", "cortex-m4", "cortex-m7",
                 "cortex-m33", "cortex-m55", "cortex-m85", "rv32", "zve32x", "esp8266", "esp32"]
        self.assertEqual(self.taken("model.tflite", "--target", "portable"), self.taken("model.tflite"))
        for name in names[1:]:
            self.assertIn(f"the compiler for {name} will choose", self.taken("model.tflite", "--target", name))
        for name in ("Cortex-M0+", "cortex_m0plus", "M0+"):
            self.assertIn("the compiler for cortex-m0plus will choose", self.taken("model.tflite", "--target", name))
        for name in ("avr", "", "cortex-", "rv", "cortex-rv32"):
            self.refused(f"--target: {name} not in {{{', '.join(names)}}}; see --help", "model.tflite", "--target",
                         name)
        self.refused("--why requires --target; see --help", "model.tflite", "--why")

    def test_the_namespace_follows_the_header_then_the_model(self):
        self.assertIn("\nnamespace kws\n", self.taken("model.tflite", "-o", "kws.hpp"))
        self.assertIn("namespace kws {", (self.folder / "kws.hpp").read_text(encoding="ascii"))
        self.assertIn("\nnamespace map_model\n", self.taken("model.tflite", "-o", "map.hpp"))
        self.assertIn("\nnamespace acme::kws\n", self.taken("model.tflite", "-o", "x.hpp", "--namespace", "acme::kws"))

    def test_standard_output(self):
        result = self.export("model.tflite", "-o", "-")
        self.taken("model.tflite", "-o", "model.hpp")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(result.stdout, (self.folder / "model.hpp").read_text(encoding="ascii"))
        self.assertIn("\nnamespace model\n", result.stderr)
        self.assertFalse((self.folder / "-").exists())

    @unittest.skipUnless(os.path.exists("/dev/full"), "there is no /dev/full")
    def test_a_full_disk_is_told(self):
        with open("/dev/full", "w", encoding="ascii") as full:
            result = subprocess.run([PROGRAM, self.model, "-o", "-"], stdout=full, stderr=subprocess.PIPE, text=True,
                                    check=False)
        self.assertEqual((result.returncode, result.stderr),
                         (1, "error: cannot write to standard output or standard error\n"))

    def test_namespaces_that_collide_are_refused(self):
        self.refused('--namespace "map": map is a function, type or macro of C\'s, C++\'s or Arduino\'s headers',
                     "model.tflite", "--namespace", "map")
        self.refused('--namespace "a__b": a__b is reserved: it starts with _ or contains __', "model.tflite",
                     "--namespace", "a__b")

    def test_no_namespace_is_called_like_a_word(self):
        for word in ("Graph", "Conv2D", "Parameters", "acme::Seq", "kernels"):
            self.refused(f'--namespace "{word}": the library itself has the name {word.split("::")[-1]}',
                         "model.tflite", "--namespace", word)
        self.assertIn("\nnamespace acme::kernels\n", self.taken("model.tflite", "--namespace", "acme::kernels"))

    def test_outputs_that_cannot_be_written(self):
        (self.folder / "folder").mkdir()
        self.refused("folder: the output is a folder; name a file in it", "model.tflite", "-o", "folder")
        self.refused("folder/: the output is a folder; name a file in it", "model.tflite", "-o", "folder/")
        self.refused(f"there is no folder {self.folder / 'none'}; make it first", "model.tflite", "-o", "none/a.hpp")
        self.refused("the output is the model itself; name another file", "model.tflite", "-o", "model.tflite")
        self.refused("the output is called like a model; name a file of another kind, OUT.hpp", "model.tflite", "-o",
                     "b.tflite")
        self.refused("/dev/null: the output is not a regular file; -o - is standard output", "model.tflite", "-o",
                     "/dev/null")
        self.refused("the output has no file name", "model.tflite", "-o", "")

    def test_outputs_without_permission(self):
        self.folder.chmod(0o755)
        program = shutil.copy(PROGRAM, self.folder)  # where a user may run it who is not root
        somebody = {"executable": program, "user": NOBODY if os.geteuid() == 0 else None}
        (self.folder / "a.hpp").touch(mode=0o444)
        self.refused("a.hpp: the output is not writable", "model.tflite", "-o", "a.hpp", **somebody)
        (self.folder / "locked").mkdir(mode=0o555)
        self.refused("cannot write; is the folder writable, and the disk not full?", "model.tflite", "-o",
                     "locked/a.hpp", **somebody)
        self.model.chmod(0o200)
        self.refused("cannot read the file; is it readable?", "model.tflite", **somebody)

    def test_models_that_cannot_be_read(self):
        self.refused("none.tflite: no such file", "none.tflite")
        (self.folder / "empty.tflite").touch()
        self.refused("empty.tflite: the file is empty; copy, download or convert it again", "empty.tflite")
        self.refused("this is a folder; name a file in it, as model.tflite", ".")
        (self.folder / "saved").mkdir()
        self.refused("saved: this is a folder; name a file in it", "saved")
        self.refused("the name of the model is empty; see --help", "")
        self.refused("-: standard input is not read; name a file", "-")
        os.mkfifo(self.folder / "pipe")
        self.refused("pipe: this is not a regular file; write it into one, and name that", "pipe")
        (self.folder / "saved" / "saved_model.pb").touch()
        self.refused("saved: this is the folder of a SavedModel; convert it with "
                     "tf.lite.TFLiteConverter.from_saved_model", "saved")
        (self.folder / "web").mkdir()
        (self.folder / "web" / "model.json").touch()
        self.refused("web: this is a folder, as of a TensorFlow.js model", "web")

    def test_an_array_is_chosen_by_name(self):
        elements = ", ".join(map(str, self.model.read_bytes()))
        (self.folder / "model.h").write_text(
            f"const unsigned char one[] = {{{elements}}};\nconst unsigned char two[] = {{{elements}, 0}};\n",
            encoding="ascii")
        self.refused("model.h: the file has 2 arrays with models; choose one with --array and its name or line: one "
                     "(line 1, ", "model.h")
        self.assertIn("\nnamespace model\n", self.taken("model.h", "--array", "two"))
        self.refused("model.tflite: --array chooses an array in a C file; this is a .tflite model itself",
                     "model.tflite", "--array", "two")

    def test_a_model_is_chosen_by_signature_or_subgraph(self):
        self.refused('the file has no signature "other"', "model.tflite", "--signature", "other")
        self.refused("the file has no subgraph 3; it has: ", "model.tflite", "--subgraph", "3")
        for number in ("-1", "first", "1.5", "65536"):
            self.refused(f"--subgraph: Value {number} not in range 0 to 65535; see --help", "model.tflite",
                         "--subgraph", number)
        self.refused("--signature", "model.tflite", "--subgraph", "0", "--signature", "x")

    def test_a_rounding_stands_in_the_header(self):
        for name, wanted in (("twice", "parameters, policies...>"), ("once", "tinytmpl::Rounding::once, policies...>"),
                             ("onnx", "tinytmpl::Rounding::onnx, policies...>")):
            self.taken("model.tflite", "-o", "a.hpp", "--rounding", name)
            self.assertIn(wanted, (self.folder / "a.hpp").read_text(encoding="ascii"))
        self.refused("--rounding: half_up not in {twice,once,onnx}", "model.tflite", "-o", "a.hpp", "--rounding",
                     "half_up")

    def test_a_c_interface_stands_beside_the_header(self):
        (self.folder / "out").mkdir()
        self.taken("model.tflite", "-o", "out/kws.hpp", "--c-interface", "--policy", "size,once", "--policy", "reused")
        self.assertEqual(sorted(path.name for path in (self.folder / "out").iterdir()),
                         ["kws.h", "kws.hpp", "kws_c.cpp"])
        self.assertIn("void kws_run(void);", (self.folder / "out" / "kws.h").read_text(encoding="ascii"))
        self.assertIn("ModelWith<tinytmpl::Optimize::size, tinytmpl::Rounding::once, tinytmpl::InputMemory::reused>",
                      (self.folder / "out" / "kws_c.cpp").read_text(encoding="ascii"))

    def test_a_c_interface_that_cannot_be_written_leaves_nothing(self):
        self.refused("--c-interface writes files beside the header; name it: -o OUT.hpp", "model.tflite",
                     "--c-interface")
        self.refused("--c-interface writes files beside the header", "model.tflite", "-o", "-", "--c-interface")
        self.refused("--c-interface writes a.h and a_c.cpp; name the header otherwise: OUT.hpp", "model.tflite", "-o",
                     "a.h", "--c-interface")
        self.refused('--c-interface: "a$.hpp" stands in an #include', "model.tflite", "-o", "a$.hpp", "--c-interface")
        self.refused("--policy requires --c-interface", "model.tflite", "-o", "a.hpp", "--policy", "fed")
        self.refused("--policy: fast not in {min_ram,", "model.tflite", "-o", "a.hpp", "--c-interface", "--policy",
                     "fast")
        self.refused("policy fed: another Schedule is chosen already; name one", "model.tflite", "-o", "a.hpp",
                     "--c-interface", "--policy", "layerwise,fed")
        (self.folder / "a_c.cpp").mkdir()
        self.refused("a_c.cpp: the output is a folder", "model.tflite", "-o", "a.hpp", "--c-interface")
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["a_c.cpp", "model.tflite"])

    def test_a_c_header_is_not_written_over_the_model(self):
        elements = ", ".join(map(str, self.model.read_bytes()))
        array = self.folder / "model.h"
        array.write_text(f"const unsigned char model[] = {{{elements}}};\n", encoding="ascii")
        self.refused("the output is the model itself; name another file", "model.h", "-o", "model.hpp",
                     "--c-interface")
        self.assertFalse((self.folder / "model.hpp").exists())

    def test_a_layer_of_the_user_s_is_not_written_over(self):
        (self.folder / "sub").mkdir()
        for output, header in (("own.hpp", "own.hpp"), ("sub/own.hpp", "own.hpp"), ("sub/own.hpp", "sub/own.hpp")):
            (self.folder / output).touch()
            self.refused("the output is the header of your own layer; name another file", "model.tflite", "-o", output,
                         "--own", "A=b::C", "--own-header", header)

    def test_a_model_runs(self):
        for example in ("digits/digits", "gate/gate", "ntc_thermistor/thermistor"):
            model = DIGITS.parents[1] / f"{example}.tflite"
            inputs, outputs = model.parent / "golden_inputs.bin", model.parent / "golden_outputs.bin"
            said = self.taken(model, "--run", inputs, "-o", "outputs.bin")
            self.assertRegex(said, r'^input 0 "\w+": int8 .*\noutput 0 "\w+": int8 .*\ninferences: [1-9]\d*\n$')
            self.assertEqual((self.folder / "outputs.bin").read_bytes(), outputs.read_bytes())
        said = subprocess.run([PROGRAM, model, "--run", inputs, "-o", "-"], capture_output=True, check=True)
        self.assertEqual(said.stdout, outputs.read_bytes())
        self.assertIn(b"\ninferences: ", said.stderr)

    def test_inputs_that_do_not_fit_and_outputs_that_have_no_place(self):
        inputs = pathlib.Path(shutil.copy(DIGITS.parent / "golden_inputs.bin", self.folder))
        self.refused("--run writes the outputs to a file; name it: -o OUT.bin", "model.tflite", "--run", inputs)
        self.refused("the output is the file of the inputs; name another file", "model.tflite", "--run", inputs, "-o",
                     inputs.name)
        self.refused("the output is the model itself; name another file", "model.tflite", "--run", inputs, "-o",
                     "model.tflite")
        for option in ("--target=m4", "--c-interface", "--namespace=x"):
            self.refused(f"{option.partition('=')[0]} excludes --run", "model.tflite", "--run", inputs, "-o", "x.bin",
                         option)
        self.refused("--run computes the library's layers, not one of your own, which runs in a program only: without "
                     "--run, the header of such a program is written", "model.tflite", "--run", inputs, "-o", "x.bin",
                     "--own=A=b::C")
        (self.folder / "short").write_bytes(inputs.read_bytes()[1:])
        (self.folder / "none").touch()
        (self.folder / "numpy").write_bytes(b"\x93NUMPY" + bytes(122))
        with (self.folder / "huge").open("wb") as huge:
            huge.truncate((1 << 30) + 64)
        for name, sentence in (("short", "model.tflite: the inputs are 127 bytes; a vector has 64, one for each "
                                         "element of the inputs"),
                               ("none", "none: the file is empty"), (".", "this is a folder"),
                               ("nowhere", "nowhere: no such file"), ("huge", "the file is larger than 1 GiB"),
                               ("/dev/null", "this is not a regular file"),
                               ("numpy", "the file of the inputs is an .npy of NumPy; write raw bytes")):
            self.refused(sentence, "model.tflite", "--run", name, "-o", "x.bin")
        self.assertFalse((self.folder / "x.bin").exists())

    def test_help_and_mistakes(self):
        self.assertIn("--subgraph", self.taken("--help"))
        self.assertIn("tinytmpl-export ", self.taken("--version"))
        self.refused("model is required; see --help")
        self.refused("see --help", "model.tflite", "--colour")


def main(description):
    global PROGRAM, DIGITS  # pylint: disable=global-statement
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--digits", type=pathlib.Path, required=True)
    options, rest = parser.parse_known_args()
    PROGRAM, DIGITS = options.program.resolve(), options.digits.resolve()
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main(__doc__)
