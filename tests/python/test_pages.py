# SPDX-License-Identifier: BSL-1.0
"""The report as a page: its data, and, where Chromium is, the page as it is drawn; pictures stay to be looked at."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import unittest
from html.parser import HTMLParser
from pathlib import Path

import tinytmpl

ROOT = Path(__file__).resolve().parents[2]
WORK = Path(os.environ["WORK"]) / "pages"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRAWN = {"digits", "hello_world_int8", "kws_ref_model", "vww_96_int8", "two_heads", "stream", "hundred_layers"}
DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def models():
    """By name: the examples', other people's where they are, and those of shapes.py where what makes them is there."""
    found = {path.stem: path for path in sorted(ROOT.glob("examples/*/*.tflite"))}
    found |= {path.stem: path for path in sorted((ROOT.parent / "shared" / "models").glob("*.tflite"))}
    if importlib.util.find_spec("tflite_micro"):
        import shapes
        found |= {make.__name__: make() for make in (shapes.two_heads, shapes.stream, shapes.hundred_layers)}
    return found


def cells(memory):
    """(block, first byte, end, born, died) of all rows of a plan."""
    for number, block in enumerate(memory["blocks"]):
        flat = iter(block["cells"])
        for slot, born, died in zip(flat, flat, flat):
            first = block["offset"] + slot * block["pitch"]
            yield number, first, first + block["pitch"], born, died


class Outline(HTMLParser):
    """Counts elements by name, and those that a screen reader needs a name for."""

    def __init__(self, text):
        super().__init__()
        self.counts, self.ids, self.unnamed, self.fetched = {}, set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.ids.add(given.get("id"))
        if tag == "svg" and not given.keys() & {"aria-label", "aria-hidden"}:
            self.unnamed.append(self.get_starttag_text())
        if tag in ("link", "img", "iframe") or "src" in given or str(given.get("href", "#"))[0] != "#":
            self.fetched.append(self.get_starttag_text())


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        WORK.mkdir()
        cls.models = {name: tinytmpl.load(source) for name, source in models().items()}
        cls.pages = {name: model.report(WORK / f"{name}.html", "cortex-m4") for name, model in cls.models.items()}

    def data(self, name):
        return json.loads(DATA.search(self.pages[name].read_text(encoding="utf-8"))[1])

    def test_data(self):
        for name, model in self.models.items():
            with self.subTest(name):
                data = self.data(name)
                known = model.describe("cortex-m4")
                self.assertEqual({key: data[key] for key in known}, known)
                for board in data["boards"]:
                    for schedule, ram in board["cost"]["ram_bytes"].items():
                        for memory, bytes_of in ram.items():
                            cost = model.fits(board["name"], schedule, memory).cost
                            self.assertEqual((bytes_of, board["cost"]["flash_bytes"]),
                                             (cost.ram_bytes, cost.flash_bytes))
                for weights in data["weights"]:
                    layer = known["layers"][weights["layer"]]
                    size = {"int8": 1, "float32": 4}[weights["dtype"]]
                    self.assertEqual(sum(weights["counts"]) * size, layer["weight_bytes"])

    def test_memory(self):
        """What is still read is not written over; but a kernel may write a row over one that it reads last."""
        for name in self.models:
            for schedule, memory in self.data(name)["memory"].items():
                with self.subTest(name, schedule=schedule):
                    self.check_memory(memory)

    def test_memory_is_checked(self):
        memory = self.data("digits")["memory"]["min_ram"]
        first, second = [block for block in memory["blocks"] if block["layer"] >= 0][:2]
        second["offset"] = first["offset"]
        self.assertRaises(AssertionError, self.check_memory, memory)

    def check_memory(self, memory):
        moments, end = len(memory["firings"]) // 3, memory["arena_bytes"] + memory["state_bytes"] + 3
        rows = list(cells(memory))
        self.assertTrue(rows)
        for number, first, last, born, died in rows:
            self.assertTrue(0 <= first < last <= end and 0 <= born < died <= moments, memory["blocks"][number])
        by_moment = [[] for _ in range(moments)]
        for row in rows:
            for moment in range(row[3], row[4]):
                by_moment[moment].append(row)
        for moment, there in enumerate(by_moment):
            there.sort(key=lambda row: row[1])
            for at, a in enumerate(there):
                for b in there[at + 1:]:
                    if b[1] >= a[2]:
                        break
                    late, early = (a, b) if a[3] > b[3] else (b, a)
                    in_place = late[3] == moment and early[4] == moment + 1
                    self.assertTrue(a[0] == b[0] or in_place, f"moment {moment}: {a} {b}")
            block = memory["blocks"][memory["firings"][3 * moment]]
            first = block["scratch_offset"]
            for row in there if block["scratch_bytes"] else ():
                self.assertFalse(row[1] < first + block["scratch_bytes"] and first < row[2],
                                 f"scratch, moment {moment}: {row}")

    def test_page(self):
        for name, page in self.pages.items():
            outline = Outline(page.read_text(encoding="utf-8"))
            self.assertEqual(outline.fetched, [], name)
            self.assertEqual(outline.counts["section"], 6, name)
        shown = tinytmpl.load(ROOT / "examples" / "digits" / "digits.tflite")._repr_html_()
        self.assertIn('srcdoc="&lt;!doctype html&gt;', shown)
        self.assertNotIn('"min_ram"', shown)

    def test_names(self):
        """Of any bytes."""
        old, new = b"functional_1/max_pooling2d_1/MaxPool2d", b"max \xff </script> \xc3\xa9"
        file = (ROOT / "examples" / "digits" / "digits.tflite").read_bytes()
        self.assertIn(old, file)
        model = tinytmpl.load(file.replace(old, new.ljust(len(old))).replace(b"keras_tensor", b"keras t\xc3\xa9sor"))
        self.assertEqual(model.inputs[0].name, "keras t\u00e9sor")
        page = model.report(WORK / "names.html").read_text(encoding="utf-8")
        self.assertEqual(page.count("</script>"), 2)
        names = [tensor["name"].strip() for tensor in json.loads(DATA.search(page)[1])["tensors"]]
        self.assertIn("max \ufffd </script> \u00e9", names)

    @unittest.skipUnless(CHROMIUM, "there is no Chromium (Debian's package: chromium)")
    def test_drawn(self):
        for name in DRAWN & self.pages.keys():
            for scheme in ("light", "dark"):
                with self.subTest(name, scheme=scheme):
                    self.check_drawn(name, self.pages[name], scheme)

    def check_drawn(self, name, page, scheme):
        picture = page.with_name(f"{name}-{scheme}.png")
        command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                   "--window-size=1280,3200", f"--user-data-dir={WORK / 'profile'}", "--enable-logging=stderr",
                   "--virtual-time-budget=2000"]
        command += ["--dump-dom"] if scheme == "light" else ["--blink-settings=preferredColorScheme=0",
                                                             f"--screenshot={picture}"]
        done = subprocess.run([*command, page.as_uri()], capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([line for line in done.stderr.splitlines() if "CONSOLE" in line], [])
        if scheme == "dark":
            self.assertGreater(picture.stat().st_size, 50_000)
            return
        drawn, model = Outline(done.stdout), self.models[name]
        self.assertEqual(drawn.unnamed, [])
        self.assertEqual(drawn.counts["figure"], len(self.data(name)["weights"]))
        why = sum(bool(layer.refusals) for layer in model.cost("cortex-m4").layers)
        tensors = len({layer["output"] for layer in model.describe()["layers"]}) + len(model.inputs)
        rows = len(model.inputs) + len(model.layers) + why + len(tinytmpl.boards) + tensors
        self.assertEqual(drawn.counts["tr"], rows + 3)
        subprocess.run([*command[:-1], f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True,
                       timeout=120)


if __name__ == "__main__":
    unittest.main()
