"""Who may do what: each page and each group; what a reader cannot reach; who may come in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from console.models import Acces, Conversation, Correction, Tour
from console.models.acces import Journalise
from console.rights import DROITS, creer_les_groupes
from tests.console.conftest import texte
from tests.console.evenements import Suivi, pas_comprise
from vte.demandes import Demandes

GROUPES = list(DROITS)
LECTEUR, RELECTEUR, RESPONSABLE, ADMINISTRATEUR = GROUPES
# Each page, how it is called, and the first group that may.
PAGES = [
    ("conversations", "get", LECTEUR),
    ("conversation", "get", LECTEUR),
    ("corrections", "get", LECTEUR),
    ("demandes", "get", LECTEUR),
    ("chiffres", "get", LECTEUR),
    ("themes", "get", LECTEUR),
    ("chiffre_csv", "get", LECTEUR),
    ("chiffre_png", "get", LECTEUR),
    ("chercher_resultat", "get", LECTEUR),
    ("resultat", "get", LECTEUR),
    ("montrer_resultat", "get", LECTEUR),
    ("sources", "get", LECTEUR),
    ("garder_un_filtre", "post", LECTEUR),
    ("relais", "get", LECTEUR),
    ("suivre_relais", "get", LECTEUR),
    ("prendre_la_main", "post", RELECTEUR),
    ("repondre", "post", RELECTEUR),
    ("rendre_la_main", "post", RELECTEUR),
    ("files", "get", LECTEUR),
    ("file", "get", LECTEUR),
    ("file_suivante", "get", LECTEUR),
    ("relire", "post", RELECTEUR),
    ("relue", "post", RELECTEUR),
    ("juger_lecture", "post", RELECTEUR),
    ("signaler", "post", RELECTEUR),
    ("annoter", "post", RELECTEUR),
    ("proposer", "get", RELECTEUR),
    ("juger", "post", RELECTEUR),
    ("demande", "get", LECTEUR),
    ("traiter", "post", RELECTEUR),
    ("repondre_a_la_demande", "post", RELECTEUR),
    ("annoter_la_demande", "post", RELECTEUR),
    ("suivante", "post", RELECTEUR),
    ("noter_lecture", "post", RELECTEUR),
    ("exporter", "get", RESPONSABLE),
    ("exporter_corrections", "get", RESPONSABLE),
    ("exporter_exemples", "get", RESPONSABLE),
    ("exporter_dialogue", "get", RESPONSABLE),
    ("demasquer", "post", RESPONSABLE),
    ("acces", "get", RESPONSABLE),
    ("effacer", "get", RESPONSABLE),
    ("conservation", "get", RESPONSABLE),
    ("annonces", "get", RESPONSABLE),
    ("publier_annonce", "post", RESPONSABLE),
    ("retirer_annonce", "post", RESPONSABLE),
    ("etiquettes", "get", RESPONSABLE),
    ("comptes", "get", ADMINISTRATEUR),
    ("compte", "get", ADMINISTRATEUR),
    ("verrous", "get", ADMINISTRATEUR),
]
OUVERTES = {"connexion", "sante"}
A_TOUS = {
    "accueil",
    "deconnexion",
    "mot_de_passe",
    "second_facteur",
    "code",
    "oublier_un_filtre",
}  # of an account, whatever its group


@pytest.fixture
def adresses(
    suivi: Suivi, projeter: Callable[..., int], compte: Callable[..., User]
) -> dict[str, str]:
    """The address of each page, on something that is there."""
    qui = suivi.ecrire(pas_comprise())
    projeter()
    Demandes().noter(qui, nom="Léa Martin", coordonnee="lea@exemple.fr", sujet="un dossier")
    Demandes().envoyer(qui)
    tour = Tour.objects.get()
    correction = Correction.objects.create(
        tour=tour,
        texte="blablabla",
        cle_texte="blablabla",
        intention="hors_sujet",
        auteur=compte(RELECTEUR, "quelqu'un"),
    )
    cles = {
        "conversation": tour.conversation_id,
        "relire": tour.conversation_id,
        "relue": tour.conversation_id,
        "juger_lecture": tour.conversation_id,
        "exporter_dialogue": tour.conversation_id,
        "annoter": tour.conversation_id,
        "effacer": tour.conversation_id,
        "relais": tour.conversation_id,
        "suivre_relais": tour.conversation_id,
        "prendre_la_main": tour.conversation_id,
        "repondre": tour.conversation_id,
        "rendre_la_main": tour.conversation_id,
    }
    cles |= {
        "proposer": tour.pk,
        "signaler": tour.pk,
        "file": "incompris",
        "file_suivante": "incompris",
        "juger": correction.pk,
        "demande": 1,
        "traiter": 1,
        "repondre_a_la_demande": 1,
        "annoter_la_demande": 1,
        "demasquer": 1,
        "noter_lecture": "page-vte",
        "publier_annonce": "annonce",
        "retirer_annonce": "annonce",
        "resultat": "VTE-7K3F-9QPD",
        "montrer_resultat": "VTE-7K3F-9QPD",
        "chiffre_csv": "issues",
        "chiffre_png": "issues",
        "oublier_un_filtre": 1,
        "compte": compte(LECTEUR).pk,
    }
    return {
        nom: reverse(nom, args=[cles[nom]] if nom in cles else [])
        for nom in [p[0] for p in PAGES] + sorted(A_TOUS | OUVERTES)
    }


def appeler(client: Client, methode: str, adresse: str) -> int:
    return int(getattr(client, methode)(adresse).status_code)


@pytest.mark.parametrize("groupe", GROUPES)
@pytest.mark.parametrize(("page", "methode", "premier"), PAGES, ids=[p[0] for p in PAGES])
def test_a_group_reaches_its_pages_and_no_other(
    entrer: Callable[..., Client],
    adresses: dict[str, str],
    page: str,
    methode: str,
    premier: str,
    groupe: str,
):
    permis = GROUPES.index(groupe) >= GROUPES.index(premier)
    assert (appeler(entrer(groupe), methode, adresses[page]) != 403) is permis


def test_nobody_comes_in_without_an_account(adresses: dict[str, str]):
    for nom, adresse in adresses.items():
        reponse = Client().get(adresse)
        if nom in OUVERTES:
            assert reponse.status_code == 200
        else:
            assert reponse.status_code in (302, 405) and (
                reponse.status_code == 405 or reponse["Location"].startswith("/connexion/")
            ), nom


def test_every_page_is_in_this_matrix():
    connues = {p[0] for p in PAGES} | OUVERTES | A_TOUS
    assert {m.name for m in get_resolver().url_patterns if getattr(m, "name", None)} == connues


def test_there_is_no_other_door(entrer: Callable[..., Client]):
    """Django's administration had a login page of its own, outside of every limit."""
    for adresse in ("/administration/", "/administration/login/", "/admin/"):
        assert Client().get(adresse).status_code == 404
        assert entrer(ADMINISTRATEUR).get(adresse).status_code == 404


def test_a_right_given_to_a_group_by_hand_is_taken_back_at_the_next_migration():
    lecteur = Group.objects.get(name=LECTEUR)
    lecteur.permissions.add(Permission.objects.get(codename="effacer"))
    creer_les_groupes()
    assert not lecteur.permissions.filter(codename="effacer").exists()


# The audit log


def test_every_reading_of_a_transcript_is_logged(
    entrer: Callable[..., Client], adresses: dict[str, str]
):
    client = entrer(LECTEUR)
    for _ in range(2):
        client.get(adresses["conversation"])
    lignes = Acces.objects.filter(geste="lecture")
    assert [(a.qui, a.quoi) for a in lignes] == [
        ("le-lecteur", f"conversation {Conversation.objects.get().pk}")
    ] * 2


def test_the_console_cannot_change_its_audit_log(
    entrer: Callable[..., Client], adresses: dict[str, str]
):
    entrer(LECTEUR).get(adresses["conversation"])
    ligne = Acces.objects.get(geste="lecture")
    for geste in (ligne.save, ligne.delete):
        with pytest.raises(Journalise):
            geste()
    for instruction in ("UPDATE console_acces SET qui = 'un autre'", "DELETE FROM console_acces"):
        with (
            pytest.raises(DatabaseError, match="only added to"),
            transaction.atomic(),
            connection.cursor() as curseur,
        ):
            curseur.execute(instruction)
    for requete in (
        lambda: Acces.objects.update(qui="un autre"),
        lambda: Acces.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            requete()
    assert Acces.objects.get(geste="lecture").qui == "le-lecteur"


def test_the_log_outlives_the_account(entrer: Callable[..., Client], adresses: dict[str, str]):
    entrer(LECTEUR).get(adresses["conversation"])
    User.objects.get(username="le-lecteur").delete()
    assert Acces.objects.get(geste="lecture").qui == "le-lecteur"
    assert "le-lecteur" in texte(entrer(RESPONSABLE).get("/acces/"))
