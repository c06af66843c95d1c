"""A conversation that comes back after its review is reviewed again; two who write lose nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from console import marks
from console.models import Conversation, Etiquette, Raison
from tests.console.conftest import texte
from tests.console.evenements import Suivi, eligible, pas_comprise

Entrer = Callable[..., Client]


@pytest.fixture(autouse=True)
def sans_hasard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.projection.reasons.PART", 0.0)


@pytest.fixture
def lue(projetee: Callable[..., Conversation]) -> Conversation:
    return projetee(pas_comprise())


@pytest.fixture
def revenue(
    lue: Conversation, suivi: Suivi, projeter: Callable[..., int], entrer: Entrer
) -> Conversation:
    """Reviewed by alice; then the person wrote again, and was not understood."""
    entrer("relecteur", "alice").post(f"/conversations/{lue.pk}/relue/")
    Conversation.objects.update(relue_le=lue.fin)
    suivi.ecrire(pas_comprise("encore du charabia")[3:], lue.personne)
    projeter()
    assert lue.raisons.get().ouverte
    return lue


def formulaire(client: Client, conversation: Conversation) -> dict[str, Any]:
    """What the page's form sends as it is, the boxes that are ticked included."""
    page = texte(client.get(f"/conversations/{conversation.pk}/"))
    forme = page.split(f'action="/conversations/{conversation.pk}/relecture/"')[1]
    forme = forme.split("</form>")[0]
    envoi: dict[str, Any] = {}
    for case in re.findall(r"<input[^>]+>", forme):
        nom, valeur = (re.search(rf'{a}="([^"]*)"', case) for a in ("name", "value"))
        if nom and ('type="hidden"' in case or " checked" in case):
            envoi.setdefault(nom[1], []).append(valeur[1].replace("&amp;", "&") if valeur else "on")
    choisi = re.search(r'<option value="([^"]*)" selected', forme)
    return envoi | {"affectee_a": choisi[1] if choisi else ""}


def enregistrer(client: Client, conversation: Conversation, corps: dict[str, Any]) -> Conversation:
    client.post(f"/conversations/{conversation.pk}/relecture/", corps)
    conversation.refresh_from_db()
    return conversation


# The second review


def test_a_conversation_that_came_back_is_closed_by_its_second_review(
    entrer: Entrer, revenue: Conversation
):
    bob = entrer("relecteur", "bob")
    reponse = bob.post(f"/conversations/{revenue.pk}/relue/", {"file": "incompris"})
    assert reponse["Location"] == "/relire/"
    assert not Raison.objects.ouvertes().exists()
    revenue.refresh_from_db()
    assert str(revenue.relue_par) == "bob" and revenue.relue_le > revenue.fin


def test_a_flagged_turn_of_a_reviewed_conversation_is_closed_by_its_second_review(
    entrer: Entrer, lue: Conversation
):
    client = entrer("relecteur")
    client.post(f"/conversations/{lue.pk}/relue/")
    client.post(f"/tours/{lue.les_tours.get().pk}/signaler/")
    assert [r.motif for r in Raison.objects.ouvertes()] == ["signalee"]
    client.post(f"/conversations/{lue.pk}/relue/", {"file": "signalee"})
    assert not Raison.objects.ouvertes().exists()


def test_the_box_is_empty_when_it_came_back_and_ticking_it_closes_it(
    entrer: Entrer, revenue: Conversation
):
    bob = entrer("relecteur", "bob")
    assert "revenue depuis" in texte(bob.get(f"/conversations/{revenue.pk}/"))
    corps = formulaire(bob, revenue)
    assert "relue" not in corps
    enregistrer(bob, revenue, corps)
    assert revenue.relue and revenue.raisons.get().ouverte  # nothing was asked
    enregistrer(bob, revenue, corps | {"relue": "on"})
    assert str(revenue.relue_par) == "bob" and not revenue.raisons.get().ouverte
    assert formulaire(bob, revenue)["relue"] == ["on"]


# Two who write at once


def test_a_page_opened_before_a_colleague_s_review_does_not_undo_it(
    entrer: Entrer, lue: Conversation
):
    etiquette = Etiquette.objects.create(nom="exemple")
    alice, bob = entrer("relecteur", "alice"), entrer("relecteur", "bob")
    ouverte_avant = formulaire(alice, lue)
    bob.post(f"/conversations/{lue.pk}/relue/")
    bob.post(f"/tours/{lue.les_tours.get().pk}/signaler/")
    enregistrer(alice, lue, ouverte_avant | {"etiquettes": [etiquette.pk]})
    assert (lue.relue, str(lue.relue_par), lue.signalee) == (True, "bob", True)
    assert list(lue.etiquettes.all()) == [etiquette]
    assert lue.raisons.filter(motif="signalee", ouverte=True).exists()


def test_two_who_tag_at_once_keep_both_tags_and_one_taken_off_goes(
    entrer: Entrer, lue: Conversation
):
    trois = [Etiquette.objects.create(nom=nom) for nom in ("une", "deux", "trois")]
    lue.etiquettes.set(trois[:1])
    alice, bob = entrer("relecteur", "alice"), entrer("relecteur", "bob")
    de_alice, de_bob = formulaire(alice, lue), formulaire(bob, lue)
    assert parse_qs(de_alice["montre"][0])["etiquettes"] == [str(trois[0].pk)]
    enregistrer(bob, lue, de_bob | {"etiquettes": [trois[0].pk, trois[1].pk]})
    enregistrer(alice, lue, de_alice | {"etiquettes": [trois[2].pk]})
    assert set(lue.etiquettes.all()) == {trois[1], trois[2]}


def test_what_the_projection_wrote_meanwhile_stays(
    entrer: Entrer,
    lue: Conversation,
    suivi: Suivi,
    projeter: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
):
    """A pass comes between the reading of the row and the saving of the form."""
    client, valide = entrer("relecteur"), marks.Relecture.is_valid

    def puis_une_passe(forme: marks.Relecture) -> bool:
        suivi.ecrire(eligible()[3:], lue.personne)
        projeter()
        return bool(valide(forme))

    corps = formulaire(client, lue)
    monkeypatch.setattr(marks.Relecture, "is_valid", puis_une_passe)
    enregistrer(client, lue, corps | {"signalee": "on", "relue": "on"})
    assert (lue.signalee, lue.relue, lue.tours) == (True, True, 2)
    assert (lue.statut, lue.issue) == ("eligible", "verdict")
