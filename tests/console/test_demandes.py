"""Requests for a person: seen by all, masked until a reason is given, handled to the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from console import requests
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


def recue(demandes: Demandes, numero: int, le: str) -> None:
    """As if this request had come then."""
    with demandes._moteur.begin() as lien:
        lien.execute(
            sa.text("update demandes set le = :le where id = :id"), {"le": le, "id": numero}
        )


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
    client.post("/demandes/1/traitement/", {"etat": "nouvelle", "affectee_a": alice.pk})
    suivi = SuiviDemande.objects.get(demande=1)
    assert (suivi.etat, suivi.affectee_a) == ("affectee", alice)
    for etat in ("repondue", "close"):
        client.post("/demandes/1/traitement/", {"etat": etat, "affectee_a": alice.pk})
        suivi.refresh_from_db()
        assert suivi.etat == etat
    client.post("/demandes/1/traitement/", {"etat": "inventé"})
    suivi.refresh_from_db()
    assert (suivi.etat, suivi.affectee_a) == ("close", None)


def test_the_history_says_who_did_what_and_when(entrer: Entrer, compte: Callable[..., User]):
    alice, client = compte("relecteur", "alice"), entrer("responsable")
    client.post("/demandes/1/traitement/", {"etat": "nouvelle", "affectee_a": alice.pk})
    client.post("/demandes/1/demasquer/", {"motif": "rappeler Mme Durand au 06 12 34 56 78"})
    client.post("/demandes/1/notes/", {"texte": "elle préfère le matin, au 06 12 34 56 78"})
    client.post("/demandes/1/notes/", {"texte": " "})
    client.post("/demandes/1/traitement/", {"etat": "close", "affectee_a": alice.pk})
    client.post("/demandes/1/traitement/", {"etat": "affectee", "affectee_a": ""})
    page = texte(client.get("/demandes/1/"))
    historique = page.split('id="historique"')[1].split("</ol>")[0]
    dits = ["Reçue", "Affectée à alice", "Démasquée", "Note", "Close", "Affectée à personne"]
    places = [historique.index(dit) for dit in [*dits, "Rouverte"]]
    assert places == sorted(places)
    assert "le matin, au [téléphone]" in historique and "Durand" not in historique
    assert historique.count("par le-responsable, le ") == 6
    assert "06 12" not in page  # the coordinates neither
    ecrites = Acces.objects.filter(quoi="demande 1 : note écrite")
    assert [(a.qui, a.geste) for a in ecrites] == [("le-responsable", "demande")]


def test_a_request_is_found_by_the_reference_that_the_person_was_told(entrer: Entrer):
    reference = Demandes().lire(1).reference
    client = entrer("lecteur")
    page = client.get("/demandes/", {"reference": reference.lower().replace("-", " ")})
    assert page.status_code == 302 and page["Location"] == "/demandes/1/"
    assert f"<h1>Demande {reference}</h1>" in texte(client.get("/demandes/1/"))
    rien = texte(client.get("/demandes/", {"reference": "D-3333-3333"}))
    assert "Aucune demande n'a cette référence." in rien and reference in rien


def test_a_request_of_before_references_is_named_by_its_number(entrer: Entrer, demandes: Demandes):
    with demandes._moteur.begin() as lien:
        lien.execute(sa.text("update demandes set reference = null where id = 1"))
    assert "<h1>Demande 1</h1>" in texte(entrer("lecteur").get("/demandes/1/"))


# When it is due


def test_a_request_is_due_after_the_delay_that_was_promised_and_is_late_from_then_on(
    entrer: Entrer, demandes: Demandes, monkeypatch: pytest.MonkeyPatch
):
    recue(demandes, 1, "2026-11-24T09:00:00+00:00")
    client = entrer("lecteur")
    client.get("/demandes/")
    assert timezone.localtime(SuiviDemande.objects.get(demande=1).echeance).date() == date(
        2026, 11, 28
    )
    # What was promised when it came is not promised otherwise later.
    monkeypatch.setenv("VTE_DELAI_REPONSE", "60")
    client.get("/demandes/")
    assert "la fin du 27 novembre 2026" in texte(client.get("/demandes/1/"))


def test_late_requests_have_their_list_and_what_is_answered_is_late_no_more(
    entrer: Entrer, demandes: Demandes
):
    recue(demandes, 1, "2026-01-05T09:00:00+00:00")
    client = entrer("relecteur")
    assert [x.demande.id for x in client.get("/demandes/?etat=retard").context["lignes"]] == [1]
    assert texte(client.get("/demandes/")).count("en retard</span>") == 1
    client.post("/demandes/1/traitement/", {"etat": "repondue"})
    assert client.get("/demandes/?etat=retard").context["lignes"] == []
    assert "en retard</span>" not in texte(client.get("/demandes/1/"))


def test_requests_are_sorted_by_when_they_are_due(entrer: Entrer, demandes: Demandes):
    recue(demandes, 2, "2026-01-05T09:00:00+00:00")
    client = entrer("lecteur")
    assert [x.demande.id for x in client.get("/demandes/").context["lignes"]] == [1, 2]
    par_echeance = client.get("/demandes/?tri=echeance").context["lignes"]
    assert [x.demande.id for x in par_echeance] == [2, 1]


def test_what_older_code_wrote_of_a_request_is_filled_in(entrer: Entrer, demandes: Demandes):
    SuiviDemande.objects.create(demande=1, etat="repondue")
    (ligne,) = entrer("lecteur").get("/demandes/?etat=repondue").context["lignes"]
    assert ligne.suivi.reference == demandes.lire(1).reference and ligne.suivi.echeance


def test_requests_are_listed_by_state(entrer: Entrer):
    client = entrer("relecteur")
    client.post("/demandes/1/traitement/", {"etat": "close"})
    assert [x.demande.id for x in client.get("/demandes/?etat=close").context["lignes"]] == [1]
    assert [x.demande.id for x in client.get("/demandes/?etat=nouvelle").context["lignes"]] == [2]
    assert [x.demande.id for x in client.get("/demandes/").context["lignes"]] == [2, 1]


def test_a_request_that_is_not_there_is_404(entrer: Entrer):
    client = entrer("responsable")
    assert client.get("/demandes/3/").status_code == 404
    for geste in ("traitement", "demasquer", "reponse", "notes"):
        corps = {"etat": "close", "motif": "une raison", "texte": "bonjour"}
        assert client.post(f"/demandes/99/{geste}/", corps).status_code == 404
    assert not SuiviDemande.objects.filter(demande__in=(3, 99)).exists()


def test_a_database_of_requests_that_is_away_says_so_and_loses_no_word(
    entrer: Entrer, monkeypatch: pytest.MonkeyPatch
):
    def away(*_: object) -> None:
        raise sa.exc.OperationalError("", {}, Exception())

    client = entrer("responsable")
    monkeypatch.setattr(requests, "les_demandes", away)
    for adresse in ("/demandes/?etat=retard", "/demandes/1/"):
        page = client.get(adresse)
        assert page.status_code == 503 and texte(page).count("leur base ne répond pas") == 1
        assert f'href="{adresse}"' in texte(page)
    for geste in ("traitement", "demasquer", "reponse", "notes"):
        corps = {"etat": "close", "motif": "une raison", "texte": "un long mot"}
        page = client.post(f"/demandes/1/{geste}/", corps)
        assert page.status_code == 503 and "un long mot</textarea>" in texte(page), geste


def test_the_oldest_of_many_requests_is_unmasked_too(entrer: Entrer, demandes: Demandes):
    for n in range(40):
        demandes.noter(f"p{n}", nom="Autre Personne", coordonnee="x@y.fr", sujet="z")
        demandes.envoyer(f"p{n}")
    page = texte(entrer("responsable").post("/demandes/1/demasquer/", {"motif": "la rappeler"}))
    assert "Léa Martin" in page and "Autre" not in page
