"""The audit log has all that staff do, and what they were refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from console.models import Acces, Correction, Tour
from console.rights import DROITS
from tests.console.evenements import Suivi, pas_comprise
from vte.demandes import Demandes

LECTEUR, RELECTEUR, RESPONSABLE, ADMINISTRATEUR = DROITS


@pytest.fixture
def adresses(suivi: Suivi, projeter: Callable[..., int], compte: Callable[..., User]) -> Tour:
    qui = suivi.ecrire(pas_comprise())
    projeter()
    Demandes().noter(qui, nom="Léa Martin", coordonnee="lea@exemple.fr", sujet="un dossier")
    Demandes().envoyer(qui)
    return Tour.objects.get()


def derniere() -> tuple[str, str, str]:
    ligne = Acces.objects.first()
    return ligne.qui, ligne.geste, ligne.quoi


def test_a_refused_page_is_in_it(entrer: Callable[..., Client], adresses: Tour):
    client = entrer(LECTEUR)
    client.get("/acces/")
    assert derniere() == ("le-lecteur", "refus", "GET acces")
    client.post(f"/conversations/{adresses.conversation_id}/effacer/", {"motif": "pour voir"})
    assert derniere() == ("le-lecteur", "refus", f"POST effacer {adresses.conversation_id}")
    avant = Acces.objects.count()
    Client().get("/acces/")  # who has no account is sent to the login page
    assert Acces.objects.count() == avant


def test_a_form_without_its_token_is_in_it_too(compte: Callable[..., User]):
    client = Client(enforce_csrf_checks=True)
    client.force_login(compte(RELECTEUR), backend="django.contrib.auth.backends.ModelBackend")
    client.post("/filtres/", {"nom": "x", "requete": "issue=verdict"})
    assert derniere() == ("le-relecteur", "refus", "POST garder_un_filtre")


def test_a_request_that_is_handled_and_a_correction_that_is_judged_are_in_it(
    entrer: Callable[..., Client], compte: Callable[..., User], adresses: Tour
):
    client = entrer(RELECTEUR)
    client.post("/demandes/1/traitement/", {"etat": "repondue"})
    assert derniere() == ("le-relecteur", "demande", "demande 1 : répondue")
    correction = Correction.objects.create(
        tour=adresses,
        texte="blablabla",
        cle_texte="blablabla",
        intention="hors_sujet",
        auteur=compte(RELECTEUR, "quelqu'un"),
    )
    client.post(f"/corrections/{correction.pk}/", {"geste": "accepter"})
    assert derniere() == ("le-relecteur", "correction", f"correction {correction.pk} : acceptée")


def test_a_filter_and_a_tag_that_are_deleted_are_in_it(entrer: Callable[..., Client]):
    client = entrer(RESPONSABLE)
    client.post("/filtres/", {"nom": "les verdicts", "requete": "issue=verdict"})
    cle = User.objects.get(username="le-responsable").filtres.get().pk
    client.post(f"/filtres/{cle}/oublier/")
    assert derniere() == ("le-responsable", "suppression", f"filtre {cle}")
