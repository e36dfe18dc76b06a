# SPDX-License-Identifier: BSL-1.0
"""What else the package has with it: the exporter's program, the C++ headers, the CMake package."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent


def _there(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(f"this build of tinytmpl has no {path.name}; install the wheel")
    return path


def include_dir() -> Path:
    """The folder of the C++ headers, for a compiler's -I."""
    return _there(HERE / "include")


def cmake_dir() -> Path:
    """The folder of the CMake package: cmake -Dtinytmpl_DIR=$(python -m tinytmpl --cmake-dir)."""
    return _there(HERE / "share" / "cmake" / "tinytmpl")


def exporter() -> Path:
    """The program tinytmpl-export."""
    return _there(HERE / "bin" / ("tinytmpl-export.exe" if os.name == "nt" else "tinytmpl-export"))


def run_exporter(arguments: Sequence[str] | None = None) -> int:
    """The command tinytmpl-export."""
    return subprocess.run([exporter(), *(sys.argv[1:] if arguments is None else arguments)], check=False).returncode
