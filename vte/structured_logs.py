"""Logs for machines: one JSON object a line on stderr, where VTE_JOURNAUX asks for it.

A line holds a message that is masked (vte/journaux.py), the ids of the request and of the turn
(vte/trace.py), and of all that the code attaches only the fields of FIELDS, none of which can hold
what a person said. Whatever a library attaches beside is left out: Rasa attaches texts and slots.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any, TextIO

import structlog

from vte import trace
from vte.donnees_personnelles import masquer
from vte.journaux import masquer_les_journaux
from vte.reglages import JOURNAUX

FIELDS = (
    "channel",
    "outcome",
    "understood",
    "question",
    "seconds",
    "route",
    "method",
    "status",
    "check",
)
# Whose records do not go up to the root by themselves, since Rasa and Sanic set them so.
APART = ("sanic.root", "sanic.error", "sanic.access")
_OURS = ("vte", "bot", "actions")


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON, whatever was in it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masquer(record.getMessage()),
            **trace.ids(),
        }
        line |= {f: record.__dict__[f] for f in FIELDS if record.__dict__.get(f) is not None}
        if traceback := self._traceback(record):
            line["traceback"] = masquer(traceback)
        return json.dumps(line, ensure_ascii=False, default=_unknown)

    def _traceback(self, record: logging.LogRecord) -> str:
        if record.exc_text:  # masked already
            return record.exc_text
        if record.exc_info and record.exc_info[0]:
            return self.formatException(record.exc_info)
        return self.formatStack(record.stack_info) if record.stack_info else ""


def configure(stream: TextIO | None = None) -> bool:
    """For this process, where VTE_JOURNAUX asks for JSON; again, where a library has undone it.

    `stream`: stderr by default. False: the logs stay text, masked.
    """
    masquer_les_journaux()
    if JOURNAUX.lire() != "json":
        return False
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    for name in APART:
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    _configure_structlog()
    return True


def _configure_structlog() -> None:
    """Rasa's events become ordinary records: their name, and nothing of what goes with it."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.format_exc_info,
            _only_its_name,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _only_its_name(logger: Any, method: str, event: MutableMapping[str, Any]) -> str:
    trace_of_it = event.get("exception")
    return f"{event.get('event', '')}\n{trace_of_it}" if trace_of_it else str(event.get("event"))


def _unknown(value: object) -> str:
    """Of what JSON does not know only the kind is told."""
    return f"<{type(value).__name__}>"
