"""What staff tell everybody, as a worker knows it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from bot.channels.shared.announcements import FRESH, Announcements, closed
from bot.channels.shared.journal import Journal, now
from tests.vte.resultats.conftest import moteur
from vte.annonces import ANNONCE, FERMETURE, Annonce, Annonces
from vte.journal import EXCHANGES

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


def kept(moteur: Engine, message_id: str, **answer: Any) -> None:
    row = {"session": "p", "message_id": message_id, "le": now(), "dit": "", "reponse": ""}
    with moteur.begin() as connection:
        connection.execute(insert(EXCHANGES), [row | {"reponse": json.dumps(answer)}])


async def noticed(moteur: Engine, notice: Annonce) -> bool:
    url = moteur.url.render_as_string(hide_password=False)
    return await Journal(url).noticed("p", notice.dite, notice.debut)


async def test_only_an_answer_that_carried_a_notice_has_said_it(moteur: Engine):
    notice = Annonces(moteur).publier(ANNONCE, "Le barème change.", None, "ines")
    kept(moteur, "turned away by a closure", messages=[])
    kept(moteur, "before another notice was taken back", messages=[], notice="Autre chose.")
    assert not await noticed(moteur, notice)
    kept(moteur, "with it", messages=[], notice=notice.dite)
    assert await noticed(moteur, notice)
