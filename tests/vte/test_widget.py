"""A page may pin the widget's files: an address made of them, and their digests."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vte.cli import application
from vte.widget import ENTREE, WIDGET, fichiers, integrites, version


def folder(tmp_path: Path) -> Path:
    for name in ("widget.js", "panneau.js", "langues/en.js", "pages/index.js"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"// {name}", encoding="utf-8")
    return tmp_path


def test_the_version_changes_with_any_file_that_a_page_loads_and_with_no_other(tmp_path: Path):
    here = folder(tmp_path)
    before = version(here)
    assert re.fullmatch(r"[0-9a-f]{12}", before) and version(here) == before
    (here / "pages/index.js").write_text("// other", encoding="utf-8")
    assert version(here) == before
    for name in ("widget.js", "langues/en.js"):
        (here / name).write_text(f"// another {name}", encoding="utf-8")
        assert version(here) != before
        before = version(here)


def test_each_digest_is_that_of_the_file():
    for name, digest in integrites().items():
        expected = hashlib.sha384((WIDGET / name).read_bytes()).digest()
        assert digest == f"sha384-{base64.b64encode(expected).decode()}"
    assert len(integrites()) == len(fichiers()) > 5 and ENTREE in integrites()


def test_all_that_the_widget_imports_is_among_them():
    imported = {
        name
        for file in fichiers()
        for name in re.findall(
            r"""(?:from|import\()\s*["']\./([\w./-]+\.js)["']""", file.read_text()
        )
    }
    known = {Path(name).name for name in integrites()}
    assert imported and {Path(name).name for name in imported} <= known


def test_the_command_writes_what_is_to_be_pasted():
    told = CliRunner().invoke(
        application, ["widget", "integrite", "--adresse", "https://assistant.exemple.fr/"]
    )
    assert told.exit_code == 0
    base = f"https://assistant.exemple.fr/webhooks/web/widget/{version()}/"
    carte = re.findall(r'<script type="importmap">\n(.*?)\n</script>', told.stdout, re.DOTALL)
    integrity = json.loads(carte[0])["integrity"]
    assert integrity == {f"{base}{n}": e for n, e in integrites().items() if n != ENTREE}
    assert f'src="{base}{ENTREE}" integrity="{integrites()[ENTREE]}"' in told.stdout
    assert 'crossorigin="anonymous" data-server="https://assistant.exemple.fr"' in told.stdout


def test_the_address_is_the_public_one_unless_another_is_given(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("VTE_ADRESSE_PUBLIQUE", raising=False)
    refused = CliRunner().invoke(application, ["widget", "integrite"])
    assert refused.exit_code == 1 and "--adresse" in str(refused.exception)
    monkeypatch.setenv("VTE_ADRESSE_PUBLIQUE", "https://aide.exemple.fr")
    assert "https://aide.exemple.fr/webhooks" in (
        CliRunner().invoke(application, ["widget", "integrite"]).stdout
    )
