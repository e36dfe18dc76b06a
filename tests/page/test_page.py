# SPDX-License-Identifier: BSL-1.0
"""The page in Chromium: models are dropped, good and damaged ones; what it saves compiles. `run.py` calls it."""

import base64
import os
import shutil
import subprocess
import time
import unittest
import zipfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

ROOT = Path(__file__).resolve().parents[2]
WORK, PAGE = Path(os.environ["WORK"]), Path(os.environ["PAGE"])
DIGITS = ROOT / "examples" / "digits" / "digits.tflite"

# A drop as the browser makes one: there is no other way to drop a file without a mouse.
DROP = """
  const bytes = Uint8Array.from(atob(arguments[1]), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], arguments[0]));
  document.getElementById("drop").dispatchEvent(new DragEvent("drop", {bubbles: true, dataTransfer: files}));
"""


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        options = webdriver.ChromeOptions()
        for option in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1400"):
            options.add_argument(option)
        options.binary_location = shutil.which("chromium")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        cls.browser = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
        cls.addClassCleanup(cls.browser.quit)

    def setUp(self):
        self.saved = WORK / self.id().rsplit(".", 1)[1]
        self.downloads = self.saved / "downloads"
        self.downloads.mkdir(parents=True)
        self.browser.execute_cdp_cmd("Browser.setDownloadBehavior",
                                     {"behavior": "allow", "downloadPath": str(self.downloads)})
        self.browser.get(PAGE.as_uri())
        self.until(lambda: self.text("state") == "Ready.")

    def until(self, holds):
        WebDriverWait(self.browser, 120).until(lambda _: holds())

    def element(self, name):
        return self.browser.find_element(By.ID, name)

    def text(self, name):
        return self.element(name).text

    def drop(self, name, content):
        self.browser.execute_script(DROP, name, base64.b64encode(content).decode())
        self.until(lambda: not self.element("state").is_displayed())

    def choose(self, name, value):
        Select(self.element(name)).select_by_value(value)
        self.until(lambda: not self.element("state").is_displayed())

    def save(self, what):
        """The file that a button saves."""
        for old in self.downloads.iterdir():  # a file of the same name is written over
            old.unlink()
        next(b for b in self.browser.find_elements(By.CSS_SELECTOR, "#downloads button") if b.text == what).click()
        new = []

        def arrived():
            new[:] = [file for file in self.downloads.iterdir() if file.suffix != ".crdownload"]
            return new and new[0].stat().st_size

        self.until(arrived)
        return new[0]

    def picture(self, name):
        self.assertTrue(self.browser.save_screenshot(str(WORK / f"{name}.png")))

    def test_size_and_start(self):
        self.assertLess(PAGE.stat().st_size, 3_000_000)
        started = time.monotonic()
        self.browser.refresh()
        self.until(lambda: self.text("state") == "Ready.")
        print(f"{PAGE.stat().st_size:,} bytes, ready in {time.monotonic() - started:.2f} s")
        self.picture("empty")

    def test_sample(self):
        self.element("sample").click()
        self.until(lambda: not self.element("state").is_displayed())
        self.assertEqual(self.text("name"), "digits.tflite")
        boards = [option.text for option in Select(self.element("board")).options][1:]
        fitting = len([text for text in boards if text.startswith("\u2713")])
        self.assertIn(f"It fits {fitting} of {len(boards)} boards", self.text("verdict"))
        self.choose("board", "arduino_nano_33_ble")
        self.assertIn("It fits", self.text("verdict"))
        self.assertEqual(self.element("target").get_attribute("value"), "cortex-m4")
        self.picture("digits")
        self.browser.switch_to.frame("report")
        self.assertIn("digits.tflite", self.text("name"))
        self.browser.find_element(By.CSS_SELECTOR, "nav a[href='#boards']").click()
        self.until(lambda: self.browser.execute_script("return scrollY") > 0)
        self.browser.switch_to.default_content()
        self.assertIn("<h1", self.save("Report").read_text())
        self.assertEqual([line for line in self.browser.get_log("browser") if line["level"] == "SEVERE"], [])

    def test_too_large(self):
        model = ROOT.parent / "shared" / "models" / "vww_96_int8.tflite"
        if not model.exists():
            self.skipTest("there is no vww_96_int8.tflite")
        self.drop(model.name, model.read_bytes())
        self.choose("board", "arduino_uno_r4")
        self.assertIn("does not fit", self.text("verdict"))
        self.assertTrue(Select(self.element("board")).first_selected_option.text.startswith("\u2717"))
        self.picture("too_large")

    def test_header_is_the_exporters(self):
        """Of each example, to the byte: the page has a library of its own to write floats with."""
        exporter = shutil.which("tinytmpl-export")
        for model in sorted((ROOT / "examples").glob("*/*.tflite")):
            with self.subTest(model.name):
                self.drop(model.name, model.read_bytes())
                saved = self.save("Header")
                self.assertIn(f"namespace {model.stem}", saved.read_text())
                if exporter:
                    reference = self.saved / saved.name
                    subprocess.run([exporter, model, "-o", reference], check=True, capture_output=True)
                    self.assertEqual(saved.read_text(), reference.read_text())

    def test_cmake_project(self):
        self.drop("digits.tflite", DIGITS.read_bytes())
        for schedule, memory in (("min_ram", "kept"), ("layerwise", "reused"), ("fed", "kept")):
            with self.subTest(schedule=schedule):
                self.choose("schedule", schedule)
                self.choose("memory", memory)
                folder = self.saved / schedule
                with zipfile.ZipFile(self.save("CMake project")) as archive:
                    self.assertIsNone(archive.testzip())
                    archive.extractall(folder)
                build = folder / "build"
                subprocess.run(["cmake", "-S", folder / "digits", "-B", build, "-G", "Ninja",
                                "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wconversion -Werror"], check=True,
                               capture_output=True)
                subprocess.run(["cmake", "--build", build], check=True)
                printed = subprocess.run([build / "digits"], check=True, capture_output=True, text=True).stdout
                self.assertEqual(len(printed.splitlines()), 10)

    def test_arduino_sketch(self):
        """Its model compiles, and tests itself; tests/consume builds such sketches."""
        self.drop("digits.tflite", DIGITS.read_bytes())
        self.choose("schedule", "layerwise")
        with zipfile.ZipFile(self.save("Arduino sketch")) as archive:
            archive.extractall(self.saved)
        sketch = self.saved / "digits_sketch"
        self.assertTrue((sketch / "digits_sketch.ino").exists())
        program = self.saved / "decide.cpp"
        program.write_text(f'#include "{sketch}/src/tinytmpl.hpp"\n#include "{sketch}/decision.hpp"\n'
                           "int main() { return app::self_test() && app::decide() < 10 ? 0 : 1; }\n")
        subprocess.run(["g++", "-std=c++20", "-Wall", "-Wextra", "-Werror", program, "-o", self.saved / "decide"],
                       check=True)
        subprocess.run([self.saved / "decide"], check=True)
        self.choose("schedule", "fed")
        next(b for b in self.browser.find_elements(By.CSS_SELECTOR, "#downloads button")
             if b.text == "Arduino sketch").click()
        self.until(lambda: "choose another schedule" in self.text("refusal"))

    def test_pictures(self):
        """Light and dark, of a desk and of telephones: nothing stands out at the side. Pictures are to be looked at."""
        self.drop("digits.tflite", DIGITS.read_bytes())
        self.choose("board", "arduino_nano_33_ble")
        for scheme in ("light", "dark"):
            for width in (1280, 390, 320):
                with self.subTest(scheme=scheme, width=width):
                    self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
                        "features": [{"name": "prefers-color-scheme", "value": scheme}]})
                    self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                        "width": width, "height": 1500, "deviceScaleFactor": 1, "mobile": width < 1000})
                    time.sleep(1)  # the report draws itself in a frame, of which nothing is seen from here
                    picture = self.browser.execute_cdp_cmd("Page.captureScreenshot", {})
                    (WORK / f"{scheme}_{width}.png").write_bytes(base64.b64decode(picture["data"]))
                    taken = self.browser.execute_script("return document.documentElement.scrollWidth")
                    self.assertLessEqual(taken, width)
        self.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    def test_damaged(self):
        content = bytearray(DIGITS.read_bytes())
        damaged = {"cut.tflite": content[:-700], "empty.tflite": b"", "text.tflite": b"hello",
                   "noise.tflite": content[:64] + bytes(reversed(content[64:]))}
        for name, bytes_of in damaged.items():
            with self.subTest(name):
                self.drop(name, bytes(bytes_of))
                self.assertTrue(self.element("refusal").is_displayed())
                self.assertTrue(self.text("refusal").startswith(f"{name}: "), self.text("refusal"))
                self.assertGreater(len(self.text("refusal")), len(name) + 20)
                self.assertFalse(self.element("answer").is_displayed())
        self.picture("refused")
        self.drop("digits.tflite", DIGITS.read_bytes())
        self.assertTrue(self.element("answer").is_displayed())
        self.assertFalse(self.element("refusal").is_displayed())

    def test_c_array(self):
        def array(name, model):
            return f"const unsigned char {name}[] = {{{', '.join(map(str, model.read_bytes()))}}};\n".encode()

        one, other = array("g_model", DIGITS), array("g_other", ROOT / "examples" / "gate" / "gate.tflite")
        self.drop("model.h", one)
        self.assertTrue(self.element("answer").is_displayed())
        self.drop("models.h", one + other)
        self.assertIn("--array", self.text("refusal"))
        self.element("array").send_keys("g_other\n")
        self.until(lambda: self.element("report").is_displayed())
        self.assertFalse(self.element("refusal").is_displayed())

    def test_nothing_is_fetched(self):
        self.browser.get_log("performance")
        self.drop("digits.tflite", DIGITS.read_bytes())
        asked = [line["message"] for line in self.browser.get_log("performance")
                 if '"Network.requestWillBeSent"' in line["message"]]
        self.assertEqual([line for line in asked if '"url":"http' in line], [])


if __name__ == "__main__":
    unittest.main()
