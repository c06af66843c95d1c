"""The widget's files: fresh under their name, for ever under their version."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.channels.web.static_files import StaticFiles
from vte.widget import version


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "widget.js").write_text('import "./panneau.js";', encoding="utf-8")
    (tmp_path / "panneau.js").write_text("// panneau", encoding="utf-8")
    return tmp_path


def asked(**headers: str) -> Any:
    return SimpleNamespace(headers=headers)


def test_under_its_version_a_file_may_be_kept_for_a_year(folder: Path):
    files = StaticFiles(folder)
    for name in ("widget.js", "panneau.js"):
        pinned = files.serve(asked(), f"{version(folder)}/{name}")
        fresh = files.serve(asked(), name)
        assert pinned.status == fresh.status == 200 and pinned.body == fresh.body
        assert pinned.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert fresh.headers["Cache-Control"] == "public, max-age=600"
        again = files.serve(asked(**{"if-none-match": pinned.headers["ETag"]}), name)
        assert again.status == 304


@pytest.mark.parametrize("name", ["000000000000/widget.js", "{0}/", "{0}/{0}/widget.js", "{0}/x"])
def test_another_version_or_another_name_is_not_found(folder: Path, name: str):
    found = StaticFiles(folder).serve(asked(), name.format(version(folder)))
    assert found.status == 404 and "Cache-Control" not in found.headers


def test_a_server_with_other_files_knows_the_old_version_no_more(folder: Path):
    before = version(folder)
    (folder / "panneau.js").write_text("// other", encoding="utf-8")
    assert StaticFiles(folder).serve(asked(), f"{before}/widget.js").status == 404
    assert StaticFiles(folder).serve(asked(), f"{version(folder)}/widget.js").status == 200
