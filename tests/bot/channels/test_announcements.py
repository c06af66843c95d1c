"""What staff tell everybody, as a worker knows it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from bot.channels.shared.announcements import FRESH, Announcements, closed
from tests.vte.resultats.conftest import moteur
from vte.annonces import ANNONCE, FERMETURE, Annonces

__all__ = ["moteur"]


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_a_notice_is_known_a_few_seconds_later_without_a_restart(moteur: Engine):
    clock = Clock()
    known = Announcements(moteur, clock)
    assert await known.in_state() == {}
    Annonces(moteur).publier(ANNONCE, "Le barème change.", None, "ines")
    assert await known.in_state() == {}
    clock.now += FRESH
    assert "Le barème change." in (await known.in_state())["notice"]


async def test_a_database_that_does_not_answer_changes_nothing_of_what_was_known(
    moteur: Engine, monkeypatch: pytest.MonkeyPatch
):
    def away(_: Any) -> Any:
        raise OperationalError("", {}, Exception())

    Annonces(moteur).publier(FERMETURE, "Travaux.", None, "ines")
    clock = Clock()
    known = Announcements(moteur, clock)
    assert (await known.standing()).ferme
    monkeypatch.setattr(Annonces, "en_vigueur", away)
    clock.now += FRESH
    assert (await known.standing()).ferme


async def test_who_is_turned_away_reads_how_to_erase_where_they_write(moteur: Engine):
    standing = Annonces(moteur).publier(FERMETURE, "Travaux.", None, "ines")
    assert "STOP" in closed(standing, "telegram")[0]["text"]
    assert "STOP" not in closed(standing, "web")[0]["text"]
