# SPDX-License-Identifier: BSL-1.0
"""Commands that are not run as they stand, and who runs the same instead. All others are run."""

import re
from typing import NamedTuple


class Elsewhere(NamedTuple):
    command: str  # a regular expression for all of it; its groups are {0}, {1} ... of the other texts
    test: str = ""  # the test that does the same
    file: str = ""  # or the file in which `text` stands, which does
    text: str = ""
    by_hand: str = ""  # or why it is run by hand


LIST = (
    # These run all tests.
    Elsewhere(r"tools/test(?: --quick| --long)?", file=".ci/run", text="tools/test"),
    Elsewhere(r"cmake --workflow --preset ([\w-]+)", file="tools/test", text="{0}"),
    # These are tests, or do what a test does.
    Elsewhere(r"ctest --preset gcc -[LR] (\w+)", test="{0}."),
    Elsewhere(r"cmake --build build/gcc --target differential_driver tinytmpl-export", test="differential.build"),
    Elsewhere(r"build/venv/bin/python tests/differential/differential.py .* --driver .*", test="differential.models"),
    Elsewhere(r"build/venv/bin/python tests/differential/differential.py .* --runner='tests/firmware/cores.py .*",
              file="tests/differential/CMakeLists.txt", text="tests/firmware/cores.py"),
    Elsewhere(r"build/venv/bin/python tests/differential/differential.py .* --headers .*", test="differential.headers"),
    Elsewhere(r"tests/firmware/run.py --target ([\w-]+) --compiler (\w+) .*", test="firmware.{0}.{1}"),
    Elsewhere(r"tests/firmware/kernels.py --core ([\w-]+) --compiler ([\w-]+) .*", test="firmware.kernels.{0}.{1}"),
    Elsewhere(r"tests/compilers/run.py .*", test="compilers.host"),
    Elsewhere(r"python3 -m venv build/python", test="python.wheel"),
    Elsewhere(r"build/python/bin/pip install \.", test="python.wheel"),
    Elsewhere(r"build/python/bin/tinytmpl .*", test="python.build"),
    Elsewhere(r"tinytmpl-export model\.onnx --quantize .*", test="export: quantize"),
    # No network but for Debian's packages and PyPI; consume.conan takes the libraries from Debian.
    Elsewhere(r"conan profile detect", test="consume.conan"),
    Elsewhere(r"conan (export|create) .*", test="consume.conan"),
    Elsewhere(r"python3 -m venv build/training && .* tensorflow-cpu==.*", by_hand="it downloads 300 MB"),
    Elsewhere(r"build/training/bin/python examples/(digits|ntc_thermistor)/train.py", by_hand="it needs TensorFlow"),
    Elsewhere(r"build/training/bin/python examples/wake_word/train.py .*", by_hand="it needs espeak-ng, and minutes"),
)

# Programs without which a document's test is skipped.
NEEDS = {
    "docs/c_firmware.md": ("make", "arm-none-eabi-g++", "qemu-system-arm"),
    "docs/porting.md": ("arm-none-eabi-g++",),
    "examples/firmware/README.md": ("arm-none-eabi-g++", "qemu-system-arm"),
    "examples/mask/README.md": ("arm-none-eabi-g++", "qemu-system-arm"),
    "examples/vibration/README.md": ("arm-none-eabi-g++", "qemu-system-arm"),
    "examples/wake_word/README.md": ("arm-none-eabi-g++", "qemu-system-arm"),
}


def entry_of(command):
    """The entry for a command, filled in, or None."""
    for entry in LIST:
        if match := re.fullmatch(entry.command, command):
            return entry._replace(test=entry.test.format(*match.groups()), text=entry.text.format(*match.groups()))
    return None


def broken(entry, root, tests):
    """Why nobody runs a command of the list, or nothing. A group of tests that is skipped is one."""
    if entry.test and not any(name.startswith(entry.test) or entry.test.startswith(f"{name}.") for name in tests):
        return f"the test that should run it is not there: {entry.test}"
    if not entry.file:
        return None
    runs_it = re.search(rf"(?<![\w-]){re.escape(entry.text)}(?![\w-])", (root / entry.file).read_text(encoding="utf-8"))
    return None if runs_it else f"{entry.file} should run it, but has no {entry.text}"
