"""What people said of the answers: beside the turn that it is about, and in the list's filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from console.effacement import effacer_personne
from console.models import Conversation
from console.projection import passes
from console.projection.message import objet
from tests.console.conftest import texte
from tests.console.evenements import Suivi, eligible, pas_comprise
from tests.vte.resultats.conftest import parler
from vte.avis import AVIS, VERDICT, Avis, LesAvis, le_verdict

Entrer = Callable[..., Client]
WRITE = {"INSERT", "UPDATE", "DELETE"}
OF_OPINIONS = {"console_constat", "console_raison", "console_conversation"}


def with_id(events: list[dict[str, Any]], message_id: str) -> list[dict[str, Any]]:
    """As Rasa keeps the id of a message with it."""
    return [e | {"message_id": message_id} if e["event"] == "user" else e for e in events]


@pytest.fixture
def dite(projetee: Callable[..., Conversation], suivi: Suivi) -> Conversation:
    found = projetee(with_id(eligible(), "m1"))
    parler(suivi.moteur, found.personne)
    return found


def flags() -> dict[int, bool]:
    return dict(Conversation.objects.values_list("pk", "avis_negatif"))


def test_it_stands_beside_the_turn_and_beside_the_verdict(
    entrer: Entrer, dite: Conversation, suivi: Suivi
):
    avis = LesAvis(suivi.moteur)
    avis.noter(Avis(dite.personne, "m1.0", False, "too_long", "<b>trop de lignes</b>"))
    avis.noter(Avis(dite.personne, VERDICT, True))
    page = texte(entrer("lecteur").get(f"/conversations/{dite.pk}/"))
    tour, aside = page.split("<aside")[0], page.split("<aside")[1]
    assert "trop long" in tour and "&lt;b&gt;trop de lignes" in tour and "pas utile" in tour
    assert "Avis sur la réponse" in aside and "utile" in aside


def test_a_conversation_without_any_shows_none(entrer: Entrer, dite: Conversation):
    assert "Avis sur la réponse" not in texte(entrer("lecteur").get(f"/conversations/{dite.pk}/"))


def test_it_is_found_by_the_filter_and_no_longer_once_the_person_changed_their_mind(
    entrer: Entrer, dite: Conversation, suivi: Suivi, projeter: Callable[..., int]
):
    avis, client = LesAvis(suivi.moteur), entrer("lecteur")
    avis.noter(Avis(dite.personne, "m1.0", False))
    projeter()
    listed = texte(client.get("/conversations/?avis_negatif=oui"))
    assert f"/conversations/{dite.pk}/" in listed and "avis négatif" in listed
    assert f"/conversations/{dite.pk}/" not in texte(client.get("/conversations/?avis_negatif=non"))
    avis.noter(Avis(dite.personne, "m1.0", True))
    projeter()
    assert flags() == {dite.pk: False}


def test_a_good_word_and_another_person_s_mark_nothing(
    dite: Conversation,
    projetee: Callable[..., Conversation],
    suivi: Suivi,
    projeter: Callable[..., int],
):
    other = projetee(pas_comprise())
    parler(suivi.moteur, other.personne)
    avis = LesAvis(suivi.moteur)
    avis.noter(Avis(dite.personne, VERDICT, True))
    avis.noter(Avis(other.personne, "x.0", False))
    projeter()
    assert flags() == {dite.pk: False, other.pk: True}


def test_only_the_conversation_that_was_going_on_is_marked(
    dite: Conversation, suivi: Suivi, projeter: Callable[..., int]
):
    """A person comes back: each of their conversations has its own word."""
    suivi.heure += 7200
    suivi.ecrire(with_id(eligible(), "m2"), dite.personne)
    projeter()
    first, second = Conversation.objects.order_by("debut")
    LesAvis(suivi.moteur).noter(Avis(dite.personne, VERDICT, False))
    projeter()
    assert flags() == {first.pk: False, second.pk: True}
    with suivi.moteur.begin() as link:  # as if it had been said in the first
        link.execute(sa.update(AVIS).values(le=first.fin.isoformat(timespec="seconds")))
    passes.tout_reprendre()
    projeter()
    assert flags() == {first.pk: True, second.pk: False}


def test_an_answer_of_an_earlier_conversation_marks_that_one_whenever_it_is_judged(
    dite: Conversation, suivi: Suivi, projeter: Callable[..., int], entrer: Entrer
):
    suivi.heure += 7200
    suivi.ecrire(with_id(eligible(), "m2"), dite.personne)
    projeter()
    first, second = Conversation.objects.order_by("debut")
    avis = LesAvis(suivi.moteur)
    for subject in ("m1.0", le_verdict("m1")):
        avis.noter(Avis(dite.personne, subject, False, "unclear"))
        projeter()
        assert flags() == {first.pk: True, second.pk: False}
        avis.noter(Avis(dite.personne, subject, True))
    pages = [texte(entrer("lecteur").get(f"/conversations/{c.pk}/")) for c in (first, second)]
    assert "(le résultat)" in pages[0].split("<aside")[0]  # beside the turn after which it came
    assert "utile" not in pages[1]


def test_what_was_said_long_ago_is_marked_again_when_all_is_read_again(
    dite: Conversation, suivi: Suivi, projeter: Callable[..., int]
):
    """In several passes, of which only the first one goes back to the beginning."""
    suivi.ecrire(with_id(pas_comprise(), "m2"), "bob")
    parler(suivi.moteur, "bob")
    avis = LesAvis(suivi.moteur)
    avis.noter(Avis("bob", "m2.0", False))
    with suivi.moteur.begin() as link:
        link.execute(sa.update(AVIS).values(le="2021-01-01T00:00:00+00:00"))
    passes.tout_reprendre()
    for _ in range(40):
        passes.passe(suivi.moteur, lot=2)
    found = Conversation.objects.get(personne="bob")
    assert flags() == {dite.pk: False, found.pk: True}


def test_it_goes_with_the_conversation(
    entrer: Entrer, dite: Conversation, suivi: Suivi, projeter: Callable[..., int]
):
    LesAvis(suivi.moteur).noter(Avis(dite.personne, VERDICT, False, "other", "zanzibaritude"))
    projeter()
    client = entrer("responsable")
    assert "zanzibaritude" in texte(client.get(f"/conversations/{dite.pk}/"))
    effacer_personne(dite.personne)
    projeter()
    assert LesAvis(suivi.moteur).de(dite.personne) == [] and flags() == {}


def test_what_nobody_changed_is_not_written_again(
    dite: Conversation, suivi: Suivi, projeter: Callable[..., int]
):
    avis = LesAvis(suivi.moteur)

    def written() -> set[str]:
        with CaptureQueriesContext(connection) as seen:
            projeter()
        asked = [q["sql"].split() for q in seen.captured_queries]
        return {w.strip('"') for words in asked if words[0] in WRITE for w in words} & OF_OPINIONS

    for useful in (True, False):
        avis.noter(Avis(dite.personne, "m1.0", useful, None if useful else "unclear"))
        assert "console_constat" in written()
        assert not written()
    assert flags() == {dite.pk: True} and dite.raisons.get().rangs == [1]


def test_only_the_messages_that_are_judged_are_parsed(
    dite: Conversation,
    suivi: Suivi,
    projeter: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
):
    suivi.ecrire(with_id(pas_comprise(), "m2"), dite.personne)
    LesAvis(suivi.moteur).noter(Avis(dite.personne, "m1.0", False))
    projeter()
    parsed: list[str] = []

    def spied(raw: str) -> Any:
        parsed.append(raw)
        return objet(raw)

    monkeypatch.setattr("console.projection.feedback.objet", spied)
    projeter()
    assert len(parsed) == 1 and '"m1"' in parsed[0]


def test_many_words_cost_no_more_queries_than_one(
    projetee: Callable[..., Conversation], suivi: Suivi, projeter: Callable[..., int]
):
    def pass_queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            projeter()
        return len(seen)

    counts = []
    for _ in range(2):
        for _n in range(1 if not counts else 8):
            found = projetee(pas_comprise())
            parler(suivi.moteur, found.personne)
            LesAvis(suivi.moteur).noter(Avis(found.personne, "x.0", False))
        pass_queries()
        counts.append(pass_queries())
    assert counts[0] == counts[1]
