"""The console's database is the one that its URL says, options included."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.db.backends.postgresql.base import DatabaseWrapper

from console.settings import base_de

RACINE = Path(__file__).parents[2]


def test_the_options_of_a_postgresql_url_reach_the_database():
    url = "postgresql://vte:s@base:5433/console?sslmode=verify-full&sslrootcert=/etc/ca.pem"
    settings = {"TIME_ZONE": None, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False, **base_de(url)}
    asked = DatabaseWrapper(settings).get_connection_params()
    assert (asked["host"], asked["port"], asked["user"]) == ("base", 5433, "vte")
    assert asked["sslmode"] == "verify-full" and asked["sslrootcert"] == "/etc/ca.pem"
    assert int(asked["connect_timeout"]) > 0


def test_a_console_whose_file_cannot_be_written_stops_with_one_line(tmp_path: Path):
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'fichier' / 'console.sqlite'}"
    done = subprocess.run(
        [sys.executable, "console/manage.py", "check"],
        cwd=RACINE,
        env={**os.environ, "VTE_CONSOLE_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0 and "Traceback" not in done.stderr
    assert "ne peut pas être écrite" in done.stderr
