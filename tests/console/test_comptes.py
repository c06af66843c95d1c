"""Accounts in the console's own pages: opened, changed, closed, unlocked; tags; all of it noted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from console import accounts, second_factor
from console.locks import ECHECS
from console.models import Acces, Etiquette, Surete
from console.rights import DROITS
from tests.console.conftest import MOT, texte
from vte.donnees_personnelles.motifs import NUMERO

LECTEUR, RELECTEUR, RESPONSABLE, ADMINISTRATEUR = DROITS
CHOISI = "une-autre-longue-phrase-42"
NOUVEAU = {"username": "camille", "first_name": "Camille", "last_name": "", "groupe": RELECTEUR}


def mot_dit(page: str) -> str:
    trouve = re.search(r'id="mot">([^<]+)<', page)
    assert trouve is not None
    return trouve.group(1)


def connecter(nom: str, mot: str) -> Client:
    client = Client()
    client.post("/connexion/", {"username": nom, "password": mot})
    return client


def entre(client: Client) -> bool:
    return client.get("/conversations/").status_code == 200


def faire(client: Client, nom: str, geste: str, **autres: str) -> str:
    cle = User.objects.get(username=nom).pk
    return texte(client.post(f"/comptes/{cle}/", {"geste": geste, **autres}, follow=True))


# Opened


def test_an_administrator_opens_an_account_and_its_owner_chooses_a_password(
    entrer: Callable[..., Client],
):
    page = texte(entrer(ADMINISTRATEUR).post("/comptes/", NOUVEAU))
    mot = mot_dit(page)
    client = connecter("camille", mot)
    assert client.get("/conversations/")["Location"].startswith("/mot-de-passe/")
    meme = {"old_password": mot, "new_password1": mot, "new_password2": mot}
    assert "Choisissez un autre" in texte(client.post("/mot-de-passe/", meme))
    choix = {"old_password": mot, "new_password1": CHOISI, "new_password2": CHOISI}
    assert client.post("/mot-de-passe/", choix)["Location"] == "/"
    assert entre(client) and not entre(connecter("camille", mot))
    compte = User.objects.get(username="camille")
    assert [g.name for g in compte.groups.all()] == [RELECTEUR] and not compte.is_staff
    quois = set(Acces.objects.filter(geste="droits").values_list("qui", "quoi"))
    assert quois == {
        ("le-administrateur", "nouveau compte camille (relecteur)"),
        ("camille", "mot de passe changé"),
    }
    assert mot not in page.replace(mot, "", 1)


def test_a_given_password_lets_in_for_three_days(entrer: Callable[..., Client]):
    mot = mot_dit(texte(entrer(ADMINISTRATEUR).post("/comptes/", NOUVEAU)))
    Surete.objects.update(mot_provisoire=timezone.now() - timedelta(minutes=1))
    reponse = Client().post("/connexion/", {"username": "camille", "password": mot})
    assert reponse.status_code == 200 and "plus de trois jours" in texte(reponse)


def test_until_then_no_other_page_is_open(entrer: Callable[..., Client]):
    mot = mot_dit(texte(entrer(ADMINISTRATEUR).post("/comptes/", NOUVEAU)))
    client = connecter("camille", mot)
    for adresse in ("/", "/chiffres/", "/demandes/", "/second-facteur/"):
        assert client.get(adresse)["Location"].startswith("/mot-de-passe/"), adresse


@pytest.mark.parametrize(
    ("change", "dit"),
    [
        ({"username": "le-administrateur"}, "existe déjà"),
        ({"username": ""}, "obligatoire"),
        ({"groupe": "chef"}, "choix valide"),
    ],
)
def test_an_account_that_cannot_be_says_why(
    entrer: Callable[..., Client], change: dict[str, str], dit: str
):
    assert dit in texte(entrer(ADMINISTRATEUR).post("/comptes/", NOUVEAU | change))
    assert not User.objects.filter(username="camille").exists()


# Changed


@pytest.mark.parametrize(
    ("geste", "autres", "quoi"),
    [
        ("groupe", {"groupe": LECTEUR}, "compte camille : relecteur, puis lecteur"),
        ("fermer", {}, "compte camille fermé"),
        ("mot", {}, "compte camille : mot de passe redonné"),
        ("facteur", {}, "compte camille : facteur réinitialisé"),
    ],
)
def test_a_change_ends_the_sessions_of_the_account_and_is_noted(
    entrer: Callable[..., Client],
    compte: Callable[..., User],
    geste: str,
    autres: dict[str, str],
    quoi: str,
):
    sa_session = entrer(RELECTEUR, "camille")
    assert entre(sa_session)
    faire(entrer(ADMINISTRATEUR), "camille", geste, **autres)
    assert sa_session.get("/conversations/")["Location"].startswith("/connexion/")
    ligne = Acces.objects.filter(geste__in=["droits", "facteur"]).first()
    assert (ligne.qui, ligne.quoi) == ("le-administrateur", quoi)


def test_a_closed_account_comes_back_without_its_old_sessions(entrer: Callable[..., Client]):
    sa_session, chef = entrer(RELECTEUR, "camille"), entrer(ADMINISTRATEUR)
    faire(chef, "camille", "fermer")
    assert not entre(connecter("camille", MOT))
    faire(chef, "camille", "rouvrir")
    assert not entre(sa_session) and entre(connecter("camille", MOT))


def test_a_change_of_password_ends_the_other_sessions(entrer: Callable[..., Client]):
    ici, ailleurs = entrer(LECTEUR), entrer(LECTEUR)
    choix = {"old_password": MOT, "new_password1": CHOISI, "new_password2": CHOISI}
    ici.post("/mot-de-passe/", choix)
    assert entre(ici) and not entre(ailleurs)


def test_a_group_that_is_changed_elsewhere_ends_the_sessions_too(
    entrer: Callable[..., Client], compte: Callable[..., User]
):
    client = entrer(RESPONSABLE, "camille")
    compte(LECTEUR, "camille")
    assert not entre(client)


# Refused


@pytest.mark.parametrize("geste", ["groupe", "fermer", "mot", "facteur"])
def test_nobody_changes_their_own_account(entrer: Callable[..., Client], geste: str):
    client = entrer(ADMINISTRATEUR)
    assert "un autre administrateur" in faire(client, "le-administrateur", geste, groupe=LECTEUR)
    assert entre(client)


@pytest.mark.parametrize("geste", ["groupe", "fermer", "mot", "facteur", "rouvrir"])
def test_who_may_do_all_is_changed_by_their_like_only(entrer: Callable[..., Client], geste: str):
    racine = User.objects.create_superuser("racine", password=MOT)
    avant = racine.password
    page = faire(entrer(ADMINISTRATEUR), "racine", geste, groupe=LECTEUR)
    assert "de même rang" in page
    racine.refresh_from_db()
    assert racine.is_active and racine.password == avant and not racine.groups.exists()


def test_the_last_administrator_is_neither_closed_nor_demoted(compte: Callable[..., User]):
    """By a superuser who is closed meanwhile, or by two at once: somebody is left."""
    seul, autre = compte(ADMINISTRATEUR), compte(ADMINISTRATEUR, "autre")
    accounts.fermer(seul, autre)
    for geste in (
        lambda: accounts.fermer(autre, seul),
        lambda: accounts.changer_de_groupe(autre, seul, LECTEUR),
    ):
        with pytest.raises(accounts.GesteRefuse, match="dernier administrateur"):
            geste()
    seul.refresh_from_db()
    assert seul.is_active and accounts.groupe_de(seul) == ADMINISTRATEUR


def test_a_gesture_or_a_group_that_is_none_changes_nothing(
    entrer: Callable[..., Client], compte: Callable[..., User]
):
    compte(LECTEUR, "camille")
    client = entrer(ADMINISTRATEUR)
    faire(client, "camille", "promouvoir")
    faire(client, "camille", "groupe", groupe="chef")
    assert accounts.groupe_de(User.objects.get(username="camille")) == LECTEUR


# Unlocked


def verrouiller(nom: str = "camille", fois: int = settings.AXES_FAILURE_LIMIT) -> None:
    for _ in range(fois):
        Client().post("/connexion/", {"username": nom, "password": "faux"})


def deverrouiller(client: Client) -> None:
    page = texte(client.get("/verrous/"))
    sorte, cle = re.findall(r'name="(?:sorte|cle)" value="([^"]*)"', page)[:2]
    client.post("/verrous/", {"sorte": sorte, "cle": cle})


def test_a_locked_name_is_listed_and_unlocked(
    entrer: Callable[..., Client], compte: Callable[..., User]
):
    compte(LECTEUR, "camille")
    client = entrer(ADMINISTRATEUR)
    verrouiller()
    assert not entre(connecter("camille", MOT))
    assert "camille" in texte(client.get("/verrous/"))
    deverrouiller(client)
    assert entre(connecter("camille", MOT))
    assert Acces.objects.get(geste="deverrouillage").quoi == "nom camille"


def test_a_word_that_is_no_account_may_be_a_password_and_is_not_shown(
    entrer: Callable[..., Client],
):
    verrouiller("mon-mot-de-passe")
    page = texte(entrer(ADMINISTRATEUR).get("/verrous/"))
    assert "mon…" in page and "mon-mot" not in page


def test_the_beginning_of_a_word_that_failed_goes_with_what_is_too_old(
    entrer: Callable[..., Client],
):
    client = entrer(ADMINISTRATEUR)
    verrouiller("mon-mot-de-passe")
    deverrouiller(client)
    ligne = Acces.objects.get(geste="deverrouillage")
    assert re.fullmatch(r"nom \d+", ligne.quoi) and ligne.motif == "mon…"


def test_a_locked_address_is_listed_and_unlocked(
    entrer: Callable[..., Client], compte: Callable[..., User]
):
    compte(LECTEUR, "camille")
    client = entrer(ADMINISTRATEUR)
    for n in range(ECHECS):
        verrouiller(f"nom-{n}", 1)
    assert not entre(connecter("camille", MOT))
    assert "127.0.0.1" in texte(client.get("/verrous/"))
    deverrouiller(client)
    assert entre(connecter("camille", MOT))
    ligne = Acces.objects.get(geste="deverrouillage")
    assert (ligne.quoi, ligne.motif) == ("adresse", NUMERO)


def test_a_locked_second_factor_is_listed_and_unlocked(
    entrer: Callable[..., Client], compte: Callable[..., User]
):
    for _ in range(second_factor.ECHECS_MAX):
        second_factor.juger(compte(LECTEUR, "camille"), "000000")
    client = entrer(ADMINISTRATEUR)
    assert "second facteur" in texte(client.get("/verrous/"))
    deverrouiller(client)
    assert Surete.objects.get(compte__username="camille").bloque_jusqu_a is None
    assert Acces.objects.get(geste="deverrouillage").quoi == "facteur camille"


@pytest.mark.parametrize("cle", ["", "0", "x", "9" * 40, "'"])
@pytest.mark.parametrize("sorte", ["nom", "adresse", "facteur", "autre"])
def test_a_lock_that_is_not_there_is_unlocked_without_harm(
    entrer: Callable[..., Client], sorte: str, cle: str
):
    client = entrer(ADMINISTRATEUR)
    assert client.post("/verrous/", {"sorte": sorte, "cle": cle}).status_code == 302
    assert not Acces.objects.filter(geste="deverrouillage").exists()


# Tags


def test_tags_are_added_renamed_and_taken_away_and_it_is_noted(entrer: Callable[..., Client]):
    client = entrer(RESPONSABLE)
    client.post("/etiquettes/", {"nom": "à revoir"})
    etiquette = Etiquette.objects.get()
    assert "existe déjà" in texte(client.post("/etiquettes/", {"nom": "à revoir"}))
    client.post("/etiquettes/", {"cle": etiquette.pk, "geste": "renommer", "nom": "à garder"})
    assert Etiquette.objects.get().nom == "à garder"
    client.post("/etiquettes/", {"cle": etiquette.pk, "geste": "renommer", "nom": ""})
    assert Etiquette.objects.get().nom == "à garder"
    client.post("/etiquettes/", {"cle": etiquette.pk, "geste": "supprimer"})
    assert not Etiquette.objects.exists()
    gestes = Acces.objects.filter(geste="etiquette").order_by("pk")
    cle = etiquette.pk  # what somebody wrote is apart, and goes with what is too old
    assert [(une.quoi, une.motif) for une in gestes] == [
        (f"étiquette {cle} ajoutée", "à revoir"),
        (f"étiquette {cle} renommée", "à revoir → à garder"),
        (f"étiquette {cle} supprimée", "à garder"),
    ]
