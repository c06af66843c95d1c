"""The list: each filter, saved filters, the export."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from console.models import Acces, Conversation, Etiquette, Filtre
from console.views.conversations import COLONNES
from tests.console.conftest import texte
from tests.console.evenements import Suivi, abandonnee, bot, dit, eligible, ouverture, pas_comprise

Entrer = Callable[..., Client]


@pytest.fixture(autouse=True)
def dites(suivi: Suivi, projeter: Callable[..., int], compte: Callable[..., User]) -> None:
    suivi.ecrire(eligible(canal="telegram", texte="une fonderie à Oyonnax"), "verdict")
    suivi.ecrire(abandonnee(), "abandon")
    suivi.ecrire(pas_comprise(), "incompris")
    suivi.ecrire(
        [
            *ouverture(),
            dit("un humain svp", "parler_a_quelqu_un", 0.99, "whatsapp"),
            bot("Bpifrance"),
            dit("merci", "remercier", 0.98),
            bot("Avec plaisir"),
        ],
        "personne",
    )
    projeter()
    camille = compte("relecteur", "camille")
    Conversation.objects.filter(personne="verdict").update(
        relue=True, relue_par=camille, audience="entreprise"
    )
    Conversation.objects.filter(personne="abandon").update(
        signalee=True, affectee_a=camille, fin=datetime(2020, 3, 1, 12, tzinfo=UTC)
    )
    Conversation.objects.get(personne="incompris").etiquettes.add(
        Etiquette.objects.create(pk=7, nom="à revoir")
    )


def trouvees(client: Client, requete: str) -> set[str]:
    reponse = client.get(f"/conversations/?{requete}")
    assert reponse.status_code == 200
    return {c.personne for c in reponse.context["page"]}


TOUTES = {"verdict", "abandon", "incompris", "personne"}


@pytest.mark.parametrize(
    ("requete", "attendues"),
    [
        ("", TOUTES),
        ("q=fonderie", {"verdict"}),
        ("canal=telegram", {"verdict"}),
        ("canal=whatsapp", {"personne"}),
        ("audience=entreprise", {"verdict"}),
        ("commune=oyon", {"verdict", "abandon"}),
        ("commune=ÔYON", {"verdict", "abandon"}),
        ("commune=nax", set()),
        ("departement=01", {"verdict", "abandon"}),
        ("issue=verdict", {"verdict"}),
        ("issue=personne", {"personne"}),
        ("issue=incompris", {"incompris"}),
        ("question=effectif", {"abandon"}),
        ("posee=effectif", {"abandon"}),
        ("repondue=effectif", set()),
        ("resolution=oui", {"verdict"}),
        ("resolution=personne", {"personne"}),
        ("resolution=reste", {"abandon", "incompris"}),
        ("statut=rendu", {"verdict"}),
        ("delai=1", {"verdict"}),
        ("delai=6", set()),
        ("territoire=-", set()),
        ("corrige=effectif", set()),
        ("avis=oui", set()),
        ("motif=unclear", set()),
        ("parmi=", TOUTES),
        ("parmi=zz.bof", set()),
        ("parmi=9999999999999.1", set()),
        ("question=date_debut", set()),
        ("statut=eligible", {"verdict"}),
        ("tours_min=2", {"personne"}),
        ("tours_max=1", {"verdict", "abandon", "incompris"}),
        ("confiance=50", {"incompris"}),
        ("incompris=oui", {"incompris"}),
        ("incompris=non", TOUTES - {"incompris"}),
        ("signalee=oui", {"abandon"}),
        ("relue=oui", {"verdict"}),
        ("relue=non", TOUTES - {"verdict"}),
        ("etiquettes=7", {"incompris"}),
        ("au=2020-12-31", {"abandon"}),
        ("du=2021-01-01", TOUTES - {"abandon"}),
        ("du=2020-03-01&au=2020-03-01", {"abandon"}),
        ("personne=verdict", {"verdict"}),
        ("issue=verdict&canal=web", set()),
        ("page=99", TOUTES),
    ],
)
def test_each_filter_narrows_the_list(entrer: Entrer, requete: str, attendues: set[str]):
    assert trouvees(entrer("lecteur"), requete) == attendues


def test_the_list_is_sorted_by_date_or_by_what_went_wrong(entrer: Entrer):
    def rangees(requete: str) -> list[str]:
        return [
            c.personne for c in entrer("lecteur").get(f"/conversations/?{requete}").context["page"]
        ]

    assert rangees("")[-1] == "abandon" and rangees("tri=confiance")[0] == "incompris"
    assert rangees("tri=incompris")[0] == "incompris" and rangees("tri=tours")[0] == "personne"


def test_who_reviewed_it_and_whom_it_is_assigned_to_narrow_the_list(
    entrer: Entrer, compte: Callable[..., User]
):
    camille = compte("relecteur", "camille").pk
    assert trouvees(entrer("lecteur"), f"relue_par={camille}") == {"verdict"}
    assert trouvees(entrer("lecteur"), f"affectee_a={camille}") == {"abandon"}


@pytest.mark.parametrize(
    "requete", ["du=hier", "canal=pigeon", "confiance=beaucoup", "etiquettes=999", "tours_min=-"]
)
def test_a_filter_that_cannot_be_read_is_said_and_shows_all(entrer: Entrer, requete: str):
    reponse = entrer("lecteur").get(f"/conversations/?{requete}")
    assert reponse.status_code == 200 and 'class="erreur"' in texte(reponse)


def test_the_list_says_what_matters_of_each(entrer: Entrer):
    page = texte(entrer("lecteur").get("/conversations/"))
    for attendu in (
        "Telegram",
        "Oyonnax (01)",
        "éligible",
        "l'effectif de l'entreprise",
        "personne demandée",
        "dont 1 pas compris",
        "30\u00a0%",
        "signalée",
        "à revoir",
        "camille",
    ):
        assert attendu in page, attendu


def test_a_row_shows_the_first_words_and_the_last_answer_masked(
    entrer: Entrer, suivi: Suivi, projeter: Callable[..., int]
):
    suivi.ecrire(
        [
            *ouverture(),
            dit("mon mail est lea@exemple.fr"),
            bot("C'est noté : lea@exemple.fr."),
            bot("Autre chose ?"),
            dit("non", "nier"),
            bot("Je retiens lea@exemple.fr. <b>Bonne journée</b> !"),
        ]
    )
    projeter()
    page = texte(entrer("lecteur").get("/conversations/"))
    assert "mon mail est" in page and "&lt;b&gt;Bonne journée&lt;/b&gt; !" in page
    assert "lea@exemple.fr" not in page
    assert "Bonjour !" not in page and "une fonderie à Oyonnax" in page


# Saved filters


def test_a_filter_is_kept_under_a_name_and_forgotten(entrer: Entrer):
    client = entrer("lecteur")
    client.post(
        "/filtres/", {"nom": "Les refus", "requete": "statut=non_eligible&page=3&inconnu=1&canal="}
    )
    garde = Filtre.objects.get()
    assert garde.requete == "statut=non_eligible" and "Les refus" in texte(
        client.get("/conversations/")
    )
    client.post("/filtres/", {"nom": "Les refus", "requete": "statut=eligible"})
    assert Filtre.objects.get().requete == "statut=eligible"
    client.post(f"/filtres/{garde.pk}/oublier/")
    assert not Filtre.objects.exists()


def test_a_shared_filter_is_seen_by_all_and_forgotten_by_its_owner_alone(entrer: Entrer):
    entrer("lecteur", "alice").post(
        "/filtres/", {"nom": "À nous", "requete": "issue=verdict", "partage": "on"}
    )
    entrer("lecteur", "alice").post("/filtres/", {"nom": "À moi", "requete": "issue=abandon"})
    bob = entrer("lecteur", "bob")
    page = texte(bob.get("/conversations/"))
    assert "À nous" in page and "À moi" not in page
    assert bob.post(f"/filtres/{Filtre.objects.get(nom='À nous').pk}/oublier/").status_code == 404


def test_a_filter_without_a_name_or_without_a_filter_is_not_kept(entrer: Entrer):
    client = entrer("lecteur")
    for corps in ({"nom": "", "requete": "issue=verdict"}, {"nom": "Tout", "requete": ""}):
        assert "donnez-lui un nom" in texte(client.post("/filtres/", corps, follow=True))
    assert not Filtre.objects.exists()


# The export


def lignes(reponse: Any) -> list[list[str]]:
    brut = b"".join(reponse.streaming_content).decode()
    assert brut.startswith("\ufeff")
    return list(csv.reader(io.StringIO(brut.removeprefix("\ufeff")), delimiter=";"))


def test_the_filtered_list_is_exported_without_what_people_said_and_it_is_logged(entrer: Entrer):
    tete, *reste = lignes(entrer("responsable").get("/conversations/export.csv?canal=telegram"))
    assert tuple(tete) == COLONNES and len(reste) == 1
    assert dict(zip(tete, reste[0], strict=True)) | {
        "numéro": "",
        "dernier message": "",
        "territoire": "",
    } == {
        "numéro": "",
        "dernier message": "",
        "canal": "Telegram",
        "audience": "entreprise",
        "commune": "Oyonnax",
        "département": "01 Ain",
        "territoire": "",
        "issue": "verdict",
        "question ouverte": "",
        "verdict": "éligible",
        "tours": "1",
        "tours pas compris": "0",
        "plus faible confiance": "0,9",
        "signalée": "",
        "relue": "oui",
        "relue par": "camille",
        "affectée à": "",
        "étiquettes": "",
    }
    assert "fonderie" not in str(reste)
    assert Acces.objects.get(geste="export").quoi == "liste de 1\u00a0conversation"


@pytest.mark.parametrize("debut", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_no_cell_is_a_formula(entrer: Entrer, debut: str):
    Etiquette.objects.filter(pk=7).update(nom=f"{debut}HYPERLINK(1)")
    cellules = [
        c
        for ligne in lignes(entrer("responsable").get("/conversations/export.csv"))
        for c in ligne
        if "HYPERLINK" in c
    ]
    assert cellules and all(c.startswith("'") for c in cellules)
