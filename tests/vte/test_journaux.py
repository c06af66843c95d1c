"""What a person said is not in the logs, were it in an error."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from vte.journaux import masquer_les_journaux


@pytest.fixture
def ecrit() -> Iterator[io.StringIO]:
    """What a logger of anybody writes."""
    avant, sortie = logging.getLogRecordFactory(), io.StringIO()
    poignee = logging.StreamHandler(sortie)
    logging.getLogger().addHandler(poignee)
    masquer_les_journaux()
    yield sortie
    logging.getLogger().removeHandler(poignee)
    logging.setLogRecordFactory(avant)


def test_a_message_and_its_arguments_are_masked(ecrit: io.StringIO):
    logging.getLogger("rasa").error("Cannot read %r of %s", "06/98/76/54/32", "lea@exemple.fr")
    assert ecrit.getvalue() == "Cannot read '[téléphone]' of [adresse électronique]\n"


def test_the_text_of_an_error_is_masked_in_its_traceback(ecrit: io.StringIO):
    try:
        float("je m'appelle Jean Dupont, 06 98 76 54 32")
    except ValueError:
        logging.getLogger("sanic.error").exception("A turn failed.")
    dit = ecrit.getvalue()
    assert "could not convert" in dit and "A turn failed." in dit
    assert "Dupont" not in dit and "98 76" not in dit


def test_what_holds_nothing_of_anybody_is_written_as_it_is(ecrit: io.StringIO):
    logging.getLogger("vte").warning("%d rows of %s", 45, "2021-09-01")
    assert ecrit.getvalue() == "45 rows of 2021-09-01\n"


@pytest.mark.parametrize(
    "depart", ["bot/tracker_store.py", "actions/__main__.py", "console/settings.py"]
)
def test_each_process_of_ours_asks_for_it_where_it_starts(depart: str):
    assert "masquer_les_journaux()" in (Path(__file__).parents[2] / depart).read_text("utf-8")


def test_asking_twice_masks_once(ecrit: io.StringIO):
    une = logging.getLogRecordFactory()
    masquer_les_journaux()
    assert logging.getLogRecordFactory() is une


def test_arguments_that_do_not_fit_are_left_out(ecrit: io.StringIO):
    """Logging would show them, on stderr, as they are."""
    logging.getLogger("bot").warning("%d messages", "lea@exemple.fr")
    assert ecrit.getvalue() == "%d messages (its arguments do not fit, and are left out)\n"
