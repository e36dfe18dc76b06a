#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What tools/demo and tools/test do about packages that are missing, on machines that are made up."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

COMMON = Path(__file__).resolve().parents[2] / "tools" / "common.bash"
PROGRAMS = ("bash", "dirname", "env", "grep", "mkdir", "tail")
LINE = "apt-get update && apt-get install -y --no-install-recommends"


class Machine:
    """A PATH with few programs, of which apt's only say what they were asked for."""

    def __init__(self, folder, user, release=(), installed=(), sudo=None, apt=True):
        self.folder, programs = folder, folder / "bin"
        programs.mkdir()
        for name in PROGRAMS:
            (programs / name).symlink_to(shutil.which(name))
        self.log = folder / "asked"
        self.log.touch()
        self.program("id", f"echo {user}")
        self.program("dpkg-query", f'case " {" ".join(installed)} " in *" ${{!#}} "*) echo installed; esac')
        if apt:
            self.program("apt-get", f'echo "$@" >>{self.log}')
            self.program("apt-cache", f'case " {" ".join(release)} " in *" $2 "*) echo "  Candidate: 1"; esac')
        if sudo is not None:
            self.program("sudo", '"$@"' if sudo else "echo sorry >&2; exit 1")

    def program(self, name, line):
        path = self.folder / "bin" / name
        path.write_text(f"#!{shutil.which('bash')}\n{line}\n", encoding="ascii")
        path.chmod(0o755)

    def need(self, *packages):
        """Whether it went on, what it said, and what apt-get was asked for."""
        quoted = " ".join(f"'{package}'" for package in packages)
        done = subprocess.run(["bash", "-c", f"set -euo pipefail; . {COMMON}; need_packages {quoted}"], cwd=self.folder,
                              env={"PATH": str(self.folder / "bin")}, capture_output=True, text=True, check=False)
        return done.returncode == 0, done.stdout + done.stderr, self.log.read_text(encoding="ascii")


class Packages(unittest.TestCase):
    def machine(self, **properties):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return Machine(Path(folder.name), **properties)

    def test_root_installs_what_is_missing(self):
        good, _, asked = self.machine(user=0, release=("a", "b"), installed=("a",)).need("a", "b")
        self.assertTrue(good)
        self.assertIn("install -y --no-install-recommends b\n", asked)

    def test_nothing_is_asked_where_all_is_there(self):
        self.assertEqual(self.machine(user=1000, installed=("a", "d")).need("a", "c|d"), (True, "", ""))

    def test_sudo_will_do(self):
        good, _, asked = self.machine(user=1000, release=("a",), sudo=True).need("a")
        self.assertTrue(good)
        self.assertIn("install -y --no-install-recommends a\n", asked)

    def test_without_sudo_and_with_one_that_refuses_root_is_told_what_to_type(self):
        for sudo in (None, False):
            good, said, asked = self.machine(user=1000, release=("a", "b"), sudo=sudo).need("a", "b")
            self.assertFalse(good)
            self.assertIn(f"as root:\n{LINE} a b\n", said)
            self.assertEqual(asked, "")

    def test_the_first_name_that_the_release_has(self):
        _, _, asked = self.machine(user=0, release=("b", "c")).need("a|b|c")
        self.assertIn("--no-install-recommends b\n", asked)

    def test_what_the_release_lacks_and_tests_can_do_without(self):
        good, said, asked = self.machine(user=0, release=("g++", "a")).need("a", "old?")
        self.assertTrue(good)
        self.assertIn("this release has no old; tests that need them are skipped", said)
        self.assertIn("--no-install-recommends a\n", asked)

    def test_another_system(self):
        good, said, _ = self.machine(user=0, apt=False).need("a", "old?")
        self.assertFalse(good)
        self.assertIn("this is not Debian, nor Ubuntu; install what is called there a old", said)


if __name__ == "__main__":
    unittest.main()
