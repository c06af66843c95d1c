"""One JSON object a line, with the ids; and none of what people said, wherever it was put."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from vte import trace
from vte.structured_logs import APART, FIELDS, JsonFormatter, configure

PERSONAL = (
    "06 12 34 56 78",
    "jean.dupont@exemple.fr",
    "FR76 3000 6000 0112 3456 7890 189",
    "1 85 05 78 006 084 91",
)


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Logs in JSON; all is put back afterwards."""
    monkeypatch.setenv("VTE_JOURNAUX", "json")
    loggers = [logging.getLogger(name) for name in ("vte", "bot", "actions", *APART)]
    before = [(x, x.handlers[:], x.level, x.propagate) for x in loggers]
    factory, written = logging.getLogRecordFactory(), io.StringIO()
    assert configure(written)
    yield written
    for logger, handlers, level, propagate in before:
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)
    root = logging.getLogger()
    root.handlers[:] = [h for h in root.handlers if not isinstance(h.formatter, JsonFormatter)]
    logging.setLogRecordFactory(factory)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_record_is_one_line_with_the_ids_of_what_is_served(stream: io.StringIO):
    request = trace.begin_request()
    with trace.turn() as turn:
        logging.getLogger("bot.essai").info("Deux\nlignes", extra={"channel": "web"})
    (line,) = lines(stream)
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "bot.essai",
        "message": "Deux\nlignes",
        "request_id": request,
        "turn_id": turn,
        "channel": "web",
    }


@pytest.mark.parametrize("said", PERSONAL)
def test_what_a_person_said_is_nowhere_in_a_line(said: str, stream: io.StringIO):
    logger = logging.getLogger("bot.essai")
    logger.info("On me joint au %s", said)
    logger.info(f"On me joint au {said}", extra={"text": said, "slots": {"a": said}})
    logger.warning("%d", said)  # the arguments do not fit
    try:
        raise ValueError(f"« {said} »")
    except ValueError as error:
        logger.exception("Non.")
        logger.error("Une autre fois", exc_info=error)
        logger.error(error)
    assert len(lines(stream)) == 6
    assert said not in stream.getvalue()


@pytest.mark.parametrize("said", PERSONAL)
def test_rasa_s_own_events_are_their_name_alone(said: str, stream: io.StringIO):
    logger = structlog.get_logger("rasa.essai")
    logger.warning("processor.message", text=said, slot_values=[said], user="Jean Dupont")
    try:
        raise KeyError(said)
    except KeyError:
        logger.exception("processor.failed", user="Jean Dupont")
    first, second = lines(stream)
    assert (first["logger"], first["message"]) == ("rasa.essai", "processor.message")
    assert "KeyError" in second["message"]
    assert said not in stream.getvalue() and "Dupont" not in stream.getvalue()


def test_a_library_s_fields_are_left_out_and_ours_are_not(stream: io.StringIO):
    ours = {name: {"total": 0.5} if name == "seconds" else "x" for name in FIELDS}
    logging.getLogger("bot").info("turn", extra={**ours, "body": "Jean Dupont"})
    (line,) = lines(stream)
    assert set(FIELDS) <= set(line) and "body" not in line


def test_what_json_does_not_know_is_told_by_its_kind(stream: io.StringIO):
    logging.getLogger("bot").info("turn", extra={"question": object()})
    assert lines(stream)[0]["question"] == "<object>"


def test_sanic_s_records_are_lines_too_after_rasa_has_set_them_apart(stream: io.StringIO):
    logging.getLogger("sanic.error").propagate = False
    configure(stream)
    logging.getLogger("sanic.error").error("Trop tard")
    assert [line["message"] for line in lines(stream)] == ["Trop tard"]


def test_by_default_logs_stay_text(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("VTE_JOURNAUX", raising=False)
    before = logging.getLogger().handlers[:]
    assert configure() is False
    assert logging.getLogger().handlers == before
