"""`python -m tests.avec_postgres COMMAND…`.

Runs a command beside a PostgreSQL cluster of its own, which the console and the tests take for
theirs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bases import POSTGRES, grappe, outils_de_postgresql


def principal(commande: list[str]) -> int:
    outils = outils_de_postgresql()
    if outils is None:
        print(
            "PostgreSQL is not installed (Debian: apt install postgresql): the console is tested "
            "on SQLite only.",
            file=sys.stderr,
        )
        return 1 if os.environ.get("CI") else 0
    with tempfile.TemporaryDirectory() as dossier:
        for url in grappe(outils, Path(dossier)):
            return subprocess.call(
                commande, env={**os.environ, POSTGRES: url, "VTE_CONSOLE_URL": url}
            )
    return 1


if __name__ == "__main__":
    raise SystemExit(principal(sys.argv[1:]))
