# SPDX-License-Identifier: BSL-1.0
"""What tinytmpl_add_model says and does when a project is configured; and what TINYTMPL_INSTALL installs."""

import os
import pathlib
import shutil
import subprocess


def refused(sentence, *command, **options):
    """The command fails and says this, in lines of any length."""
    command = [str(part) for part in command]
    print("$", " ".join(command), flush=True)
    result = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    said = " ".join((result.stdout + result.stderr).split())
    assert result.returncode != 0 and sentence in said, f"expected to fail with: {sentence}\nsaid: {said}"


def as_c_array(model):
    return f"const unsigned char g_model[] = {{{', '.join(map(str, model.read_bytes()))}}};\n"


def check_models(root, project, work, exporter, run):
    """Two models of one name need a NAMESPACE; headers are there when the project is configured."""
    other = project / "other" / "digits.tflite"
    other.parent.mkdir()
    other.write_text(as_c_array(project / "digits.tflite"), encoding="ascii")
    configure = ("cmake", "-S", project, "-G", "Ninja", f"-DTINYTMPL={root}")
    chosen = f"-DTINYTMPL_EXPORTER={exporter}"
    refused(f"models has a digits.hpp already, of {project / 'digits.tflite'}; give one of the two models another name "
            "with NAMESPACE", *configure, "-B", work / "same_name", chosen)
    folder = work / "configured"
    run(*configure, "-B", folder, chosen,
        "-DOPTIONS=NAMESPACE;acme::other;SIGNATURE;serving_default;REPORT;pages/other.html")
    headers = folder / "tinytmpl_models" / "models"
    assert "<!doctype html>" in (folder / "pages" / "other.html").read_text(encoding="ascii")
    text = (headers / "acme_other.hpp").read_text(encoding="ascii")
    assert (headers / "digits.hpp").exists() and "namespace acme::other {" in text, text
    assert "from digits.tflite, array g_model, signature serving_default. Do not edit." in text, text
    before = (headers / "digits.hpp").stat().st_mtime_ns
    run(*configure, "-B", folder)
    assert (headers / "digits.hpp").stat().st_mtime_ns == before, "nothing changed, but the header was made again"


def check_missing(root, project, work):
    """What the exporter needs and this machine lacks is said when a project is configured."""
    refused("tinytmpl-export needs, and this machine lacks: CLI11, fmt. Debian, Ubuntu: apt-get install "
            "flatbuffers-compiler libflatbuffers-dev libcli11-dev libfmt-dev "
            "libprotozero-dev;", "cmake", "-S",
            root / "tools" / "export_weights", "-B", work / "missing", "-G", "Ninja",
            "-DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON", "-DCMAKE_DISABLE_FIND_PACKAGE_fmt=ON")
    refused("tinytmpl-export cannot be built for this machine. Install what it lacks, or set TINYTMPL_EXPORTER to a "
            "tinytmpl-export that is built already:", shutil.which("cmake"), "-S", project, "-B", work / "no_compiler",
            "-G", "Ninja", f"-DTINYTMPL={root}", f"-DCMAKE_MAKE_PROGRAM={shutil.which('ninja')}",
            "-DOPTIONS=NAMESPACE;other", env=os.environ | {"PATH": str(work)})


def check_install(project, work, definitions, run):
    """A project that has tinytmpl in a folder of its own installs it only where it is told to."""
    for install in ("OFF", "ON"):
        folder, prefix = work / f"install_{install}", work / f"prefix_{install}"
        given = ("-DTINYTMPL_INSTALL=ON",) if install == "ON" else ()
        run("cmake", "-S", project, "-B", folder, "-G", "Ninja", *definitions, *given)
        run("cmake", "--install", folder, "--prefix", prefix, stdout=subprocess.DEVNULL)
        installed = {pathlib.Path(path).name for path in prefix.rglob("*")}
        assert ("tinytmplConfig.cmake" in installed) == (install == "ON"), installed
