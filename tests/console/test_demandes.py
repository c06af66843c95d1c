"""Requests for a person: seen by all, masked until a reason is given, handled to the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from console.models import Acces, SuiviDemande
from tests.console.conftest import texte
from tests.console.evenements import Suivi, eligible
from vte.demandes import Demandes

Entrer = Callable[..., Client]


@pytest.fixture(autouse=True)
def demandes(suivi: Suivi, projeter: Callable[..., int]) -> Demandes:
    base = Demandes()
    for nom, coordonnee in (("Léa Martin", "lea.martin@exemple.fr"), ("Ali Ben", "06 12 34 56 78")):
        qui = suivi.ecrire(eligible())
        base.noter(
            qui, nom=nom, coordonnee=coordonnee, sujet="mon dossier, je suis au 01 02 03 04 05"
        )
        base.envoyer(qui)
    base.noter("brouillon", nom="Personne Encore")
    projeter()
    return base


def test_a_request_is_masked_for_everybody_and_a_draft_is_none(entrer: Entrer):
    page = texte(entrer("responsable").get("/demandes/"))
    for attendu in (
        "L. M.",
        "l…@exemple.fr",
        "… 78",
        "mon dossier, je suis au [téléphone]",
        "Sa conversation",
    ):
        assert attendu in page, attendu
    for cache in ("Martin", "lea.martin", "06 12", "Encore"):
        assert cache not in page


def test_unmasking_wants_a_reason_shows_one_request_once_and_is_logged(entrer: Entrer):
    client = entrer("responsable")
    assert "Dites en quelques mots pourquoi" in texte(
        client.post("/demandes/1/demasquer/", {"motif": " "}, follow=True)
    )
    assert not Acces.objects.filter(geste="demasquage").exists()
    page = texte(
        client.post("/demandes/1/demasquer/", {"motif": "la rappeler comme elle le demande"})
    )
    assert (
        "Léa Martin" in page
        and "lea.martin@exemple.fr" in page
        and "01 02 03 04 05" in page
        and "Ali Ben" not in page
    )
    ligne = Acces.objects.get(geste="demasquage")
    assert (ligne.qui, ligne.quoi, ligne.motif) == (
        "le-responsable",
        "demande 1",
        "la rappeler comme elle le demande",
    )
    assert "Léa Martin" not in texte(client.get("/demandes/"))


def test_a_request_is_assigned_answered_and_closed(entrer: Entrer, compte: Callable[..., User]):
    alice, client = compte("relecteur", "alice"), entrer("relecteur")
    client.post("/demandes/1/", {"etat": "nouvelle", "affectee_a": alice.pk})
    suivi = SuiviDemande.objects.get(demande=1)
    assert (suivi.etat, suivi.affectee_a) == ("affectee", alice)
    for etat in ("repondue", "close"):
        client.post("/demandes/1/", {"etat": etat, "affectee_a": alice.pk})
        suivi.refresh_from_db()
        assert suivi.etat == etat
    client.post("/demandes/1/", {"etat": "inventé"})
    suivi.refresh_from_db()
    assert (suivi.etat, suivi.affectee_a) == ("close", None)


def test_requests_are_listed_by_state(entrer: Entrer):
    client = entrer("relecteur")
    client.post("/demandes/1/", {"etat": "close"})
    assert [x.demande.id for x in client.get("/demandes/?etat=close").context["lignes"]] == [1]
    assert [x.demande.id for x in client.get("/demandes/?etat=nouvelle").context["lignes"]] == [2]
    assert [x.demande.id for x in client.get("/demandes/").context["lignes"]] == [2, 1]


def test_a_request_that_is_not_there_is_404(entrer: Entrer):
    assert entrer("responsable").post("/demandes/3/", {"etat": "close"}).status_code == 404
    assert (
        entrer("responsable").post("/demandes/99/demasquer/", {"motif": "une raison"}).status_code
        == 404
    )
    assert not SuiviDemande.objects.exists()


def test_the_oldest_of_many_requests_is_unmasked_too(entrer: Entrer, demandes: Demandes):
    for n in range(40):
        demandes.noter(f"p{n}", nom="Autre Personne", coordonnee="x@y.fr", sujet="z")
        demandes.envoyer(f"p{n}")
    page = texte(entrer("responsable").post("/demandes/1/demasquer/", {"motif": "la rappeler"}))
    assert "Léa Martin" in page and "Autre" not in page
