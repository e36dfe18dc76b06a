# SPDX-License-Identifier: BSL-1.0
"""The project as a clone has it, and what is not committed yet."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IDENTITY = ("-c", "user.name=test", "-c", "user.email=test@example.org")


def files():
    listed = subprocess.run(["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others",
                             "--exclude-standard"], cwd=ROOT, check=True, capture_output=True).stdout
    return [name for name in os.fsdecode(listed).split("\0") if name and (ROOT / name).is_file()]


def copy(to):
    for name in files():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, to / name)


def commit(to, url):
    """A repository with a branch `main`; the environment in which git takes it for the one at `url`."""
    copy(to)
    for command in (("init", "--quiet", "--initial-branch=main"), ("add", "--all"),
                    (*IDENTITY, "commit", "--quiet", "--message=as it is")):
        subprocess.run(["git", *command], cwd=to, check=True)
    return {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.{to}.insteadOf", "GIT_CONFIG_VALUE_0": url}
