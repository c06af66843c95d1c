"""The delay that is promised: said in working days, and due at the end of the last of them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from vte.delai import PARIS, echeance, est_ouvre, vise


@pytest.mark.parametrize(
    ("recue", "jours", "due"),
    [
        ("2026-11-24 10:00", "3", "2026-11-28"),  # Tuesday: Wednesday, Thursday, Friday
        ("2026-11-26 23:59", "3", "2026-12-02"),  # Thursday: over a week-end
        ("2026-11-28 09:00", "1", "2026-12-01"),  # Saturday: Monday
        ("2026-05-07 10:00", "1", "2026-05-12"),  # the 8th is a holiday, then a week-end
        ("2026-12-24 10:00", "1", "2026-12-29"),  # Christmas is a Friday
        ("2027-05-05 10:00", "2", "2027-05-11"),  # Ascension, whose day changes each year
    ],
)
def test_a_request_is_due_at_the_end_of_the_last_working_day(
    recue: str, jours: str, due: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_DELAI_REPONSE", jours)
    moment = datetime.fromisoformat(recue).replace(tzinfo=PARIS)
    assert echeance(moment) == datetime.fromisoformat(due).replace(tzinfo=PARIS)


def test_the_day_is_that_of_paris():
    """Half past midnight in Paris is the day before in UTC."""
    utc = datetime.fromisoformat("2026-11-26T23:30:00+00:00")
    assert echeance(utc).date() == date(2026, 12, 3)


@pytest.mark.parametrize("ferie", ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11"])
def test_public_holidays_are_not_worked(ferie: str):
    assert not est_ouvre(date.fromisoformat(f"2024-{ferie}"))


def test_the_delay_is_said_in_words_that_agree(monkeypatch: pytest.MonkeyPatch):
    assert vise() == "3\u00a0jours ouvrés"
    monkeypatch.setenv("VTE_DELAI_REPONSE", "1")
    assert vise() == "1\u00a0jour ouvré"
