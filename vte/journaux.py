"""Logs without personal data: what a person said may stand in an error, wherever it is raised."""

from __future__ import annotations

import logging
from typing import Any

from vte.donnees_personnelles import masquer

_FORMATTER = logging.Formatter()


def masquer_les_journaux() -> None:
    """From now on each record of this process is masked, its traceback too, whoever writes it."""
    creer = logging.getLogRecordFactory()
    if getattr(creer, "masque", False):
        return

    def masque(*args: Any, **kwargs: Any) -> logging.LogRecord:
        return _masquer(creer(*args, **kwargs))

    masque.masque = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(masque)


def _masquer(record: logging.LogRecord) -> logging.LogRecord:
    try:
        dit = record.getMessage()
    except (TypeError, ValueError, KeyError):
        # Left as it is, logging would say what is wrong with it, and show its arguments.
        dit = record.msg = f"{record.msg} (its arguments do not fit, and are left out)"
        record.args = ()
    if (masquee := masquer(dit)) != dit:
        record.msg, record.args = masquee, ()
    if record.exc_info and record.exc_info[0]:
        record.exc_text = masquer(_FORMATTER.formatException(record.exc_info))
    return record
