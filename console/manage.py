#!/usr/bin/env python
"""Django's commands, and the console's own.

`projeter`, `compte`, `journal`, `effacer`, `purger`, `prevenir`, `exporter_corrections`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def principal() -> None:
    # Run by its path, Python looks in this folder first: the project's root is what is meant.
    sys.path[0] = str(Path(__file__).parents[1])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "console.settings")
    _check_settings()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _check_settings() -> None:
    """A wrong value, or a database that cannot be written, is one line, and the end."""
    from importlib import import_module

    from vte.erreurs import ErreurVTE
    from vte.reglages import check_at_start

    try:
        check_at_start()
        import_module("console.settings")
    except ErreurVTE as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    principal()
