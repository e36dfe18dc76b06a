# SPDX-License-Identifier: BSL-1.0
"""The Python and the commands of docs/python.md and of the README files run, with an example's model."""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "docs/python.md", "packaging/python/README.md")
WORK = Path(os.environ["WORK"]) / "documents"

sys.path.insert(0, str(ROOT / "tests" / "documents"))

import blocks  # noqa: E402
import stand_ins  # noqa: E402


class Documents(unittest.TestCase):
    def setUp(self):
        WORK.mkdir(exist_ok=True)
        os.chdir(WORK)
        shutil.copy(ROOT / "examples" / "digits" / "digits.tflite", WORK / "kws.tflite")
        shutil.copy(Path(__file__).with_name("classifier.onnx"), WORK / "float.onnx")

    def test_python(self):
        frameworks = stand_ins.frameworks()
        self.addCleanup(frameworks.stop)
        frameworks.start()
        for document in DOCUMENTS:
            text = (ROOT / document).read_text(encoding="utf-8")
            found = [block for block in blocks.blocks(text) if block.kind == "python"]
            self.assertTrue(found, f"{document} has no Python")
            samples = np.random.default_rng(1).normal(0, 1, (50, 6)).astype(np.float32)
            names = {"x": np.zeros((3, 8, 8, 1), np.int8), "np": np, "samples": samples,
                     "labels": [0] * len(samples), "keras_model": stand_ins.KerasModel(), "module": stand_ins.Net(),
                     "torch": sys.modules["torch"]}
            for block in found:
                with self.subTest(f"{document}:{block.line}"), contextlib.redirect_stdout(io.StringIO()) as printed:
                    exec(compile("\n".join(block.lines), f"{document}:{block.line}", "exec"), names)
                self.assertNotRegex(printed.getvalue(), re.compile("error:", re.IGNORECASE))

    def test_commands(self):
        (WORK / "examples").symlink_to(ROOT / "examples")
        found = [command.bare for block in blocks.blocks((ROOT / "docs" / "python.md").read_text(encoding="utf-8"))
                 if block.kind == "sh" for command in blocks.commands(block)]
        ours = [command for command in found if command.startswith("build/python/bin/tinytmpl ")]
        self.assertGreater(len(ours), 4)
        for command in ours:
            arguments = command.removeprefix("build/python/bin/").split()
            done = subprocess.run([sys.executable, "-m", *arguments], check=False, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    unittest.main()
