"""The console as it is served in production: Django's own check finds nothing to say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.management.commands import servir

MANAGE = Path(__file__).parents[2] / "console" / "manage.py"
ASK = """
import json
from django.test import Client
client, https = Client(), {"HTTP_HOST": "console.exemple.fr"}
plain = [client.get(path, **https) for path in ("/connexion/", "/sante/")]
https["HTTP_X_FORWARDED_PROTO"] = "https"
page = client.get("/connexion/", **https)
print(json.dumps({
    "plain": [[a.status_code, a.headers.get("Location")] for a in plain],
    "hsts": page.headers["Strict-Transport-Security"],
    "cookies": [bool(c["secure"]) for c in page.cookies.values()],
}))
"""


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """The settings of docs/guide-console.md."""
    databases = {
        f"VTE_{name}": f"sqlite:///{tmp_path / name}.sqlite"
        for name in ("CONSOLE_URL", "DEMANDES_URL", "SUIVI")
    }
    served = {"VTE_CONSOLE_HTTPS": "1", "VTE_CONSOLE_HOTES": "console.exemple.fr"}
    return {**os.environ, **databases, **served, "VTE_SECRET": "un secret de production " * 2}


def manage(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(MANAGE), *arguments],
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_check_of_a_deployment_has_nothing_to_say(production: dict[str, str]):
    told = manage(production, "check", "--deploy", "--fail-level", "DEBUG")
    assert "no issues" in told and "(1 silenced)" in told  # the browsers' own list: settings.py


def test_plain_http_is_sent_to_https_but_for_who_watches(production: dict[str, str]):
    manage(production, "migrate", "--verbosity", "0")
    answered = json.loads(manage(production, "shell", "--no-imports", "-c", ASK).splitlines()[-1])
    assert answered["plain"][0] == [301, "https://console.exemple.fr/connexion/"]
    assert answered["plain"][1][0] != 301
    assert "includeSubDomains" in answered["hsts"] and answered["cookies"] == [True]


def test_it_listens_to_this_machine_alone_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("VTE_CONSOLE_ADRESSE", raising=False)
    assert "127.0.0.1:8000" in servir._options()
    monkeypatch.setenv("VTE_CONSOLE_ADRESSE", "0.0.0.0")
    assert "0.0.0.0:8000" in servir._options()
