"""Whatever people made Rasa store, one conversation never stops the others from being projected."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from django.db import OperationalError
from django.test import Client

from console.models import Conversation
from console.projection import passes, writing
from tests.console.conftest import texte
from tests.console.evenements import (
    MIDI,
    OYONNAX,
    Suivi,
    action,
    bot,
    dit,
    eligible,
    ligne,
    ouverture,
    slot,
)
from tests.vte.resultats.conftest import parler
from vte import suivi as tables
from vte.avis import Avis, LesAvis

DEEP = "[" * 985
NESTED: Any = []
for _ in range(400):
    NESTED = [NESTED]
JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**40,
    float("nan"),
    float("inf"),
    "",
    "x" * 5000,
    "\x00\ud800",
    f'/ /x{{"a":{DEEP}',
    [],
    [None],
    {},
    {"a": {"b": 1}},
    NESTED,
)


def test_a_text_that_looks_like_a_payload_without_end_is_read_as_it_was_written(
    suivi: Suivi, projeter: Callable[..., int]
):
    suivi.ecrire([*ouverture(), dit(f'/ /x{{"a":{DEEP}'), bot("Je n'ai pas compris.")], "mallory")
    suivi.ecrire(eligible(), "alice")
    projeter()
    assert {c.personne for c in Conversation.objects.all()} == {"alice", "mallory"}
    assert Conversation.objects.get(personne="mallory").les_tours.get().texte.startswith("/ /x")


@pytest.mark.parametrize(
    "said",
    [
        {**dit("?"), "parse_data": {"intent_ranking": [{"confidence": "?"}]}},
        {**dit("?"), "parse_data": {"entities": ["?"]}},
        {**dit("?"), "parse_data": {"response_selector": NESTED}},
        slot("commune", {"nom": "sans code"}),
        slot("effectif", float("nan")),
        {**bot("?"), "data": {"buttons": ["?"]}},
        {**bot("?"), "metadata": ["?"]},
    ],
    ids=range(7),
)
def test_a_conversation_that_cannot_be_read_is_set_aside_and_staff_see_that_it_is(
    said: dict[str, Any],
    suivi: Suivi,
    projeter: Callable[..., int],
    entrer: Callable[..., Client],
    caplog: pytest.LogCaptureFixture,
):
    suivi.ecrire([*ouverture(), dit("bonjour"), said, bot("noté")], "mallory")
    suivi.ecrire(eligible(), "alice")
    projeter()
    assert Conversation.objects.get(personne="alice").issue == "verdict"
    mallory, client = Conversation.objects.get(personne="mallory"), entrer("lecteur")
    assert mallory.issue == "illisible" and f"the event {mallory.premier} cannot" in caplog.text
    assert "n'a pas pu être lue" in texte(client.get(f"/conversations/{mallory.pk}/"))
    assert "illisible" in texte(client.get("/conversations/?issue=illisible"))


def test_what_was_read_before_stays_and_one_that_can_be_read_again_is(
    suivi: Suivi, projeter: Callable[..., int]
):
    suivi.ecrire([*ouverture(), dit("première parole"), bot("noté")], "alice")
    projeter()
    suivi.ecrire([slot("commune", {"nom": "?"})], "alice")
    projeter()
    une = Conversation.objects.get()
    assert une.issue == "illisible" and une.les_tours.get().texte == "première parole"
    suivi.ecrire([slot("commune", OYONNAX)], "alice")
    projeter()
    assert Conversation.objects.get().issue == "information"


NO_EVENT = ["", "{", "[]", '"text"', "null", "1", DEEP, '{"message_id": ["x"]}']


@pytest.mark.parametrize("data", NO_EVENT, ids=range(len(NO_EVENT)))
def test_an_event_that_is_none_of_a_person_who_judged_an_answer_stops_nothing(
    data: str, suivi: Suivi, projeter: Callable[..., int], entrer: Callable[..., Client]
):
    suivi.ecrire([*eligible(), dit("merci") | {"message_id": "m2"}], "mallory")
    suivi.ecrire([dit("autre chose")], "mallory")
    column = tables.EVENEMENTS.c
    last = sa.select(sa.func.max(column.id)).scalar_subquery()
    with suivi.moteur.begin() as link:
        link.execute(sa.update(tables.EVENEMENTS).where(column.id == last).values(data=data))
    parler(suivi.moteur, "mallory")
    LesAvis(suivi.moteur).noter(Avis("mallory", "m2.0", False, "other", "trop vague"))
    suivi.ecrire(eligible(), "alice")
    projeter()
    assert Conversation.objects.get(personne="alice").issue == "verdict"
    mallory = Conversation.objects.get(personne="mallory")
    assert mallory.avis_negatif
    assert "trop vague" in texte(entrer("lecteur").get(f"/conversations/{mallory.pk}/"))


def test_an_event_without_a_date_stops_nothing(suivi: Suivi, projeter: Callable[..., int]):
    suivi.ecrire(eligible(), "alice")
    suivi.ecrire(eligible(), "bob")
    column = tables.EVENEMENTS.c
    with suivi.moteur.begin() as link:
        for person, values in (("bob", {"timestamp": None}), ("alice", {"timestamp": 1e300})):
            link.execute(
                sa.update(tables.EVENEMENTS).where(column.sender_id == person).values(**values)
            )
    suivi.ecrire(eligible(), "carole")
    projeter()
    assert Conversation.objects.get(personne="carole").issue == "verdict"
    assert Conversation.objects.get(personne="alice").issue == "illisible"


def test_a_database_that_takes_nothing_is_no_fault_of_a_conversation(
    suivi: Suivi, projeter: Callable[..., int], monkeypatch: pytest.MonkeyPatch
):
    suivi.ecrire(eligible(), "alice")
    suivi.ecrire(eligible(), "bob")

    def locked(*_: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "_ecrire", locked)
        with pytest.raises(OperationalError):
            passes.passe(suivi.moteur)
    assert not Conversation.objects.exists() and passes.dernier_lu() == 0
    projeter()
    assert {c.issue for c in Conversation.objects.all()} == {"verdict"}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value, from the outside in."""
    yield path
    items: Any = value.items() if isinstance(value, dict) else ()
    for key, inner in enumerate(value) if isinstance(value, list) else items:
        yield from places(inner, (*path, key))


def spoil(rows: list[dict[str, Any]], chance: random.Random) -> None:
    """One value of one event becomes something that has no business there."""
    row = chance.choice(rows)
    whole = within = json.loads(row["data"])
    *way, last = chance.choice([place for place in places(whole) if place])
    for key in way:
        within = within[key]
    within[last] = chance.choice(JUNK)
    row["data"] = json.dumps(whole)


def test_no_value_anywhere_in_what_rasa_stores_stops_the_projection(
    suivi: Suivi, projeter: Callable[..., int]
):
    chance, rows = random.Random(22), []
    talk = [*eligible(), dit("encore", effectif=3), dit('/x{"a": 1}'), action("action_listen")]
    for n in range(400):
        hers = [ligne(f"mallory{n}", event, MIDI + at) for at, event in enumerate(talk)]
        spoil(hers, chance)
        rows += hers
    with suivi.moteur.begin() as link:
        link.execute(sa.insert(tables.EVENEMENTS), rows)
    suivi.ecrire(eligible(), "alice")
    projeter()
    assert Conversation.objects.get(personne="alice").issue == "verdict"
    assert passes.dernier_lu() == projected_until(suivi)
    seen = Conversation.objects.filter(personne__startswith="mallory")
    assert seen.count() == 400 and seen.filter(issue="illisible").exists()


def projected_until(suivi: Suivi) -> int:
    with suivi.moteur.connect() as link:
        return int(link.execute(sa.select(sa.func.max(tables.EVENEMENTS.c.id))).scalar() or 0)


def test_the_junk_can_be_stored_as_json():
    assert all(json.dumps(junk) for junk in JUNK)
