"""The programs with which deploy/ is checked: those of outils/deploiement.txt, and the system's."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
OWN = ROOT / ".vte" / "deploiement" / "bin"  # made by `make deploiement`


def tool(name: str, package: str = "") -> str:
    """The path of a program. Without it: skipped, but never on CI.

    `package`: Debian's, where it is none of outils/deploiement.txt.
    """
    found = shutil.which(name, path=f"{OWN}:{os.environ['PATH']}:/usr/sbin")
    if found is None:
        how = f"Debian: apt install {package}" if package else "make deploiement installs it"
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed ({how}): CI never skips these tests")
        pytest.skip(f"{name} is not installed ({how})")
    return found


def run(*command: str, **more: object) -> str:
    """What it wrote, both streams. Error: AssertionError, with that, where it failed."""
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **more,  # type: ignore[call-overload]
    )
    assert done.returncode == 0, done.stdout
    return str(done.stdout)
