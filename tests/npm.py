"""What the tests take from npm, since no registry of Python has it (tests/widget/package.json)."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "widget"
_OPTIONS = (
    "--silent",
    "--no-package-lock",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
)


def packages() -> Path:
    """The folder that holds them, installed at the first call and kept beside the tests.

    Skips where there is no npm, or no way to its registry; on CI that is a failure.
    """
    modules, wanted = FOLDER / "node_modules", FOLDER / "package.json"
    with (FOLDER / ".npm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two processes share the tests
        mark = modules / ".installed"
        if not mark.exists() or mark.stat().st_mtime < wanted.stat().st_mtime:
            _install()
            mark.touch()
    return modules


def _install() -> None:
    if shutil.which("npm") is None:
        _lack("npm is not installed")
    done = subprocess.run(
        ["npm", "install", *_OPTIONS], cwd=FOLDER, capture_output=True, text=True, timeout=300
    )
    if done.returncode:
        _lack(f"npm could not install tests/widget/package.json: {done.stderr[-300:]}")


def _lack(reason: str) -> None:
    if os.environ.get("CI"):
        raise RuntimeError(reason)
    pytest.skip(f"{reason} (CI never skips this).")
