"""Workers say that they live by the database's clock, and change one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from vte import effacement, ouvriers, suivi
from vte.journal import CLAIMS, SILENT
from vte.ouvriers import OUVRIERS, Ouvrier
from vte.roulement import BACK_SECONDS, OuvrierAbsent, Roulement


@pytest.fixture
def engine(url_vide: str) -> Iterator[Engine]:
    opened = suivi.ouvrir(url_vide)
    yield opened
    opened.dispose()


def all_of(engine: Engine) -> dict[str, Ouvrier]:
    with engine.connect() as link:
        return {worker.id: worker for worker in ouvriers.tous(link)}


def beats(engine: Engine, who: str, model: str = "") -> bool:
    with engine.begin() as link:
        return ouvriers.battre(link, who, "code", model)


def test_who_says_nothing_for_a_while_is_dead_and_lives_again_when_it_does(engine: Engine):
    beats(engine, "a:1")
    assert all_of(engine)["a:1"].vivant
    with engine.begin() as link:
        past = {"vu": ouvriers.maintenant(link) - ouvriers.DEAD_AFTER - 1}
        link.execute(sa.update(OUVRIERS).values(past))
    assert not all_of(engine)["a:1"].vivant
    beats(engine, "a:1")
    assert all_of(engine)["a:1"].vivant


def test_who_leaves_is_there_no_more(engine: Engine):
    beats(engine, "a:1")
    with engine.begin() as link:
        ouvriers.partir(link, "a:1")
    assert all_of(engine) == {}


def test_who_is_asked_to_start_again_hears_it_until_it_has(engine: Engine):
    assert not beats(engine, "a:1")
    with engine.begin() as link:
        ouvriers.demander_de_repartir(link, "a:1")
    assert beats(engine, "a:1") and beats(engine, "a:1")
    with engine.begin() as link:
        ouvriers.commencer(link, "a:1", "code", "nouveau")
    assert not beats(engine, "a:1") and all_of(engine)["a:1"].modele == "nouveau"


class Supervised:
    """Workers that start again, with the new model, when they are asked: at each look, one step."""

    def __init__(self, engine: Engine, *workers: str) -> None:
        self.engine, self.asked = engine, list[str]()
        for who in workers:
            beats(engine, who, "ancien")

    def look(self, _: float) -> None:
        asked = [who for who in all_of(self.engine) if beats(self.engine, who)]
        assert len(asked) <= 1  # the others serve meanwhile
        for who in asked:
            self.asked.append(who)
            with self.engine.begin() as link:
                ouvriers.commencer(link, who, "code", "nouveau")


def new(worker: Ouvrier) -> bool:
    return worker.modele == "nouveau"


def test_workers_change_one_after_the_other_and_those_that_serve_it_already_are_left(
    engine: Engine,
):
    workers = Supervised(engine, "a:1", "b:1", "c:1")
    beats(engine, "d:1", "nouveau")
    changed = list(Roulement(engine, new, sleep=workers.look).run())
    assert changed == workers.asked == ["a:1", "b:1", "c:1"]
    assert all(map(new, all_of(engine).values()))


def test_one_that_was_silent_when_it_began_and_lives_again_is_changed_too(engine: Engine):
    workers = Supervised(engine, "a:1", "b:1")
    with engine.begin() as link:
        past = {"vu": ouvriers.maintenant(link) - ouvriers.DEAD_AFTER - 1}
        link.execute(sa.update(OUVRIERS).where(OUVRIERS.c.id == "b:1").values(past))
    assert list(Roulement(engine, new, sleep=workers.look).run()) == ["a:1", "b:1"]


def test_where_none_lives_it_is_said_and_not_taken_for_done(engine: Engine):
    with pytest.raises(OuvrierAbsent, match="VTE_SUIVI"):
        list(Roulement(engine, new).run())


def test_who_has_been_silent_for_a_day_is_forgotten_with_whom_it_served(
    engine: Engine, url_vide: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    for who in ("mort:1", "vivant:1"):
        beats(engine, who)
    with engine.begin() as link:
        past = {"vu": ouvriers.maintenant(link) - SILENT - 1}
        link.execute(sa.update(OUVRIERS).where(OUVRIERS.c.id == "mort:1").values(past))
        link.execute(
            sa.insert(CLAIMS),
            [
                {"personne": "alice", "ouvrier": "mort:1"},
                {"personne": "bob", "ouvrier": "vivant:1"},
                {"personne": "carl", "ouvrier": "parti:1"},
            ],
        )
    effacement.purger(datetime.now(UTC) - timedelta(days=180))
    assert list(all_of(engine)) == ["vivant:1"]
    with engine.connect() as link:
        assert list(link.execute(sa.select(CLAIMS.c.personne)).scalars()) == ["bob"]


def test_where_one_does_not_come_back_the_others_are_left_as_they_are(engine: Engine):
    for who in ("a:1", "b:1"):
        beats(engine, who, "ancien")
    seconds = count(0, BACK_SECONDS / 3)
    rolling = Roulement(engine, new, sleep=lambda _: None, clock=lambda: next(seconds))
    with pytest.raises(OuvrierAbsent, match="a:1"):
        list(rolling.run())
    assert beats(engine, "a:1") and not beats(engine, "b:1")
