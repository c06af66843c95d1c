"""A request is never lost between two people: assigned to nobody, to who may not answer, or by a
page that was opened before somebody else did something."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from console import accounts
from console.handling import liberer
from console.models import Acces, Etape, SuiviDemande
from tests.console.conftest import texte
from tests.console.evenements import Suivi
from vte.demandes import Demandes

Entrer = Callable[..., Client]
Compte = Callable[..., User]
ICI = "/demandes/1/"


@pytest.fixture(autouse=True)
def demande(suivi: Suivi) -> None:
    base = Demandes()
    base.noter("x", nom="Léa Martin", coordonnee="lea@exemple.fr", sujet="un dossier")
    base.envoyer("x")


def vue(client: Client) -> dict[str, str]:
    """What the form of the page sends if nothing is changed in it."""
    page = client.get(ICI)
    suivi = page.context["suivi"]
    etat, qui = suivi.etat, str(suivi.affectee_a_id or "")
    for nom, valeur in (("etat_vu", etat), ("affectee_vue", qui)):
        assert f'name="{nom}" value="{valeur}"' in texte(page)
    return {"etat": etat, "etat_vu": etat, "affectee_a": qui, "affectee_vue": qui}


def traiter(client: Client, **champs: object) -> str:
    return texte(client.post(f"{ICI}traitement/", champs, follow=True))


def etat() -> tuple[str, str | None]:
    suivi = SuiviDemande.objects.get()
    return suivi.etat, suivi.affectee_a and suivi.affectee_a.username


# Assigned to nobody


def test_a_request_assigned_to_nobody_is_new_again(entrer: Entrer, compte: Compte):
    client, alice = entrer("relecteur"), compte("relecteur", "alice")
    traiter(client, **vue(client) | {"affectee_a": alice.pk})
    assert etat() == ("affectee", "alice")
    traiter(client, **vue(client) | {"affectee_a": ""})
    assert etat() == ("nouvelle", None)
    traiter(client, **vue(client) | {"etat": "affectee"})
    assert etat() == ("nouvelle", None)
    assert client.post("/suivante/")["Location"] == ICI


def test_a_request_that_was_left_assigned_to_nobody_waits_with_the_new_ones(entrer: Entrer):
    client = entrer("relecteur")
    client.get(ICI)
    SuiviDemande.objects.update(etat="affectee")  # by an older release, or a deleted account
    lignes = {x.source.nom: x.attendu.combien for x in client.get("/").context["attente"].lignes}
    assert lignes["nouvelles"] == 1
    assert client.post("/suivante/")["Location"] == ICI
    assert etat() == ("affectee", "le-relecteur")


def test_only_who_may_handle_requests_is_offered_them(entrer: Entrer, compte: Compte):
    bob, client = compte("lecteur", "bob"), entrer("relecteur", "rose")
    User.objects.create(username="ferme", is_active=False)
    page = texte(client.get(ICI))
    assert ">rose</option>" in page and ">bob</option>" not in page and ">ferme<" not in page
    assert "personne ne peut" not in page
    traiter(client, **vue(client) | {"affectee_a": bob.pk})
    assert etat() == ("nouvelle", None)


@pytest.mark.parametrize("geste", [accounts.fermer, accounts.changer_de_groupe])
def test_the_open_requests_of_who_may_not_handle_them_any_more_are_given_back(
    entrer: Entrer, compte: Compte, geste: Callable[..., None]
):
    client, alice = entrer("relecteur"), compte("relecteur", "alice")
    chef = compte("administrateur", "chef")
    traiter(client, **vue(client) | {"affectee_a": alice.pk})
    SuiviDemande.objects.create(demande=9, etat="close", affectee_a=alice, recue_le=timezone.now())
    geste(chef, alice, *(["lecteur"] if geste is accounts.changer_de_groupe else []))
    suivi = SuiviDemande.objects.get(demande=1)
    assert (suivi.etat, suivi.affectee_a) == ("nouvelle", None)
    assert SuiviDemande.objects.get(demande=9).affectee_a == alice
    pas = Etape.objects.latest("pk")
    assert (pas.qui, pas.geste, pas.texte) == ("chef", "affectation", "à personne")


def test_who_still_may_handle_requests_keeps_them(entrer: Entrer, compte: Compte):
    client, alice = entrer("relecteur"), compte("relecteur", "alice")
    traiter(client, **vue(client) | {"affectee_a": alice.pk})
    accounts.changer_de_groupe(compte("administrateur", "chef"), alice, "responsable")
    assert etat() == ("affectee", "alice")


def test_the_command_that_takes_the_right_away_gives_the_requests_back_too(
    entrer: Entrer, compte: Compte
):
    client, alice = entrer("relecteur"), compte("relecteur", "alice")
    traiter(client, **vue(client) | {"affectee_a": alice.pk})
    accounts.ouvrir_avec(alice, "lecteur", "une-longue-phrase-de-test")
    assert etat() == ("nouvelle", None)
    liberer(None, alice)  # once more, nothing is left
    assert Etape.objects.filter(texte="à personne").count() == 1


# By a page that is old


def test_a_page_that_is_old_changes_only_what_was_changed_in_it(entrer: Entrer, compte: Compte):
    remi, rose = entrer("relecteur", "remi"), entrer("relecteur", "rose")
    ancienne = vue(remi)
    traiter(rose, **vue(rose) | {"etat": "repondue"})
    traiter(remi, **ancienne | {"affectee_a": compte("relecteur", "remi").pk})
    assert etat() == ("repondue", "remi")
    assert not Etape.objects.filter(geste="reprise").exists()


def test_what_somebody_else_has_changed_meanwhile_is_not_changed_again_unseen(
    entrer: Entrer, compte: Compte
):
    remi, rose = entrer("relecteur", "remi"), entrer("relecteur", "rose")
    ancienne = vue(remi)
    traiter(rose, **vue(rose) | {"affectee_a": compte("relecteur", "rose").pk})
    dit = traiter(remi, **ancienne | {"affectee_a": compte("relecteur", "remi").pk})
    assert "a changé depuis que vous l'avez ouverte" in dit
    assert etat() == ("affectee", "rose")
    assert not Acces.objects.filter(qui="remi", geste="demande").exists()


def test_a_form_in_which_nothing_was_changed_changes_nothing(entrer: Entrer):
    client = entrer("relecteur")
    assert "Rien n'est changé." in traiter(client, **vue(client))
    assert not Etape.objects.exists() and not Acces.objects.filter(geste="demande").exists()
