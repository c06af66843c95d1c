"""The second factor: enrolled, asked for before any page, good once, locked, never gone round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from console import second_factor
from console.models import Acces, CodeDeSecours, Surete
from console.rights import DROITS
from console.second_factor import ECHECS_MAX, PAS, Jugement
from tests.console.conftest import MOT, texte
from tests.console.test_any_parameter import filled, routes

LECTEUR, RELECTEUR, RESPONSABLE, ADMINISTRATEUR = DROITS
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DEBUT = 1_800_000_000 // PAS * PAS
# What a half logged in person may still ask for: the way in, the way out, the supervisor's page.
ENTREE = {"/connexion/", "/connexion/code/", "/deconnexion/", "/sante/"}


@pytest.fixture
def heure(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """The clock of the codes, so many seconds after DEBUT."""

    def mettre(secondes: int) -> None:
        la = timezone.datetime.fromtimestamp(DEBUT + secondes, timezone.get_current_timezone())
        monkeypatch.setattr(second_factor.timezone, "now", lambda: la)

    mettre(0)
    return mettre


def code(secondes: int = 0, secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(DEBUT + secondes)


@pytest.fixture
def enrolee(compte: Callable[..., User], heure: Callable[[int], None]) -> tuple[User, list[str]]:
    """An account with a factor, and its recovery codes; a minute has gone by since."""
    utilisatrice = compte(RESPONSABLE, "camille")
    codes = second_factor.enroler(utilisatrice, SECRET, code())
    assert codes is not None
    heure(60)
    return utilisatrice, codes


def avec_le_mot(nom: str = "camille") -> Client:
    """A browser where the password was typed, and nothing more."""
    client = Client()
    reponse = client.post("/connexion/", {"username": nom, "password": MOT})
    assert reponse.status_code == 302
    return client


def entre(client: Client) -> bool:
    return client.get("/conversations/").status_code == 200


# Half logged in


def test_the_password_alone_reaches_no_page_by_any_address(enrolee: tuple[User, list[str]]):
    client = avec_le_mot()
    for route in routes():
        if route in ENTREE:
            continue
        for adresse in filled(route):
            for methode in (client.get, client.post, client.head, client.put):
                reponse = methode(adresse)
                if reponse.status_code in (400, 404):  # no page has this address
                    assert b"Principale" not in reponse.content
                    continue
                assert reponse.status_code == 302, (route, adresse)
                assert reponse["Location"].startswith("/connexion/code/"), (route, adresse)
    assert not entre(client)


def test_the_pages_of_the_way_in_show_nothing_else(enrolee: tuple[User, list[str]]):
    page = texte(avec_le_mot().get("/connexion/code/"))
    assert "Votre code" in page and "Principale" not in page


def test_the_code_lets_in_where_one_wanted_to_go(enrolee: tuple[User, list[str]]):
    client = avec_le_mot()
    demandee = client.get("/chiffres/?du=2021-01-01")["Location"]
    assert demandee == "/connexion/code/?next=%2Fchiffres%2F%3Fdu%3D2021-01-01"
    reponse = client.post(demandee, {"code": code(60), "next": "/chiffres/?du=2021-01-01"})
    assert reponse["Location"] == "/chiffres/?du=2021-01-01" and entre(client)


@pytest.mark.parametrize("ailleurs", ["https://exemple.fr/", "//exemple.fr/", "javascript:1"])
def test_nobody_is_sent_elsewhere_after_the_code(enrolee: tuple[User, list[str]], ailleurs: str):
    reponse = avec_le_mot().post("/connexion/code/", {"code": code(60), "next": ailleurs})
    assert reponse["Location"] == "/"


def test_a_code_typed_with_blanks_and_a_little_late_is_the_same(
    enrolee: tuple[User, list[str]], heure: Callable[[int], None]
):
    heure(60 + PAS + PAS // 2)
    lu = code(60)
    assert (
        avec_le_mot().post("/connexion/code/", {"code": f" {lu[:3]} {lu[3:]} "}).status_code == 302
    )


# Good once


def test_a_code_is_good_once_even_of_the_enrolment(
    enrolee: tuple[User, list[str]], heure: Callable[[int], None]
):
    heure(PAS)
    assert second_factor.juger(enrolee[0], code(0)) is Jugement.FAUX  # it was typed to enrol
    heure(60)
    assert second_factor.juger(enrolee[0], code(60)) is Jugement.ACCEPTE
    assert second_factor.juger(enrolee[0], code(60)) is Jugement.FAUX
    assert second_factor.juger(enrolee[0], code(60 - PAS)) is Jugement.FAUX  # nor an older one
    assert second_factor.juger(enrolee[0], code(60 + PAS)) is Jugement.ACCEPTE


def test_each_of_ten_recovery_codes_is_good_once(enrolee: tuple[User, list[str]]):
    utilisatrice, codes = enrolee
    assert len(set(codes)) == 10
    client = avec_le_mot()
    tape = codes[3].upper().replace("-", " ")
    page = client.post("/connexion/code/", {"code": tape}, follow=True)
    assert "Il vous en reste 9" in texte(page) and entre(client)
    assert second_factor.juger(utilisatrice, codes[3]) is Jugement.FAUX
    assert second_factor.juger(utilisatrice, codes[4]) is Jugement.SECOURS


def test_neither_the_secret_nor_a_code_is_in_the_database(enrolee: tuple[User, list[str]]):
    garde = str(list(Surete.objects.values())) + str(list(CodeDeSecours.objects.values()))
    for secret in (SECRET, *enrolee[1], *(c.replace("-", "") for c in enrolee[1])):
        assert secret not in garde


def test_a_recovery_code_of_somebody_else_is_none(
    enrolee: tuple[User, list[str]], compte: Callable[..., User]
):
    autre = compte(LECTEUR, "dominique")
    second_factor.enroler(autre, SECRET, code(60))
    assert second_factor.juger(autre, enrolee[1][0]) is Jugement.FAUX


def test_a_factor_that_can_no_longer_be_read_lets_nobody_in(
    enrolee: tuple[User, list[str]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_SECRET", "une tout autre clé du projet " * 2)
    assert second_factor.juger(enrolee[0], code(60)) is Jugement.FAUX
    assert second_factor.juger(enrolee[0], enrolee[1][0]) is Jugement.FAUX


# Wrong ones


def test_five_wrong_codes_lock_the_factor_for_a_quarter_of_an_hour(
    enrolee: tuple[User, list[str]], heure: Callable[[int], None]
):
    client = avec_le_mot()
    for _ in range(ECHECS_MAX - 1):
        assert "n'est pas le bon" in texte(client.post("/connexion/code/", {"code": "000000"}))
    dernier = client.post("/connexion/code/", {"code": "000000"})
    assert dernier.status_code == 429 and int(dernier["Retry-After"]) > 0
    assert client.get("/connexion/code/")["Location"].startswith("/connexion/?")  # logged out
    autre = avec_le_mot()
    assert autre.post("/connexion/code/", {"code": code(60)}).status_code == 429
    assert avec_le_mot().post("/connexion/code/", {"code": enrolee[1][0]}).status_code == 429
    gestes = list(Acces.objects.filter(geste="facteur").values_list("quoi", flat=True))
    assert gestes.count("code refusé") == ECHECS_MAX - 1
    assert gestes.count("trop de codes refusés") == 3
    heure(60 + 16 * 60)
    assert second_factor.juger(enrolee[0], code(60 + 16 * 60)) is Jugement.ACCEPTE


def test_a_good_code_forgets_the_wrong_ones(enrolee: tuple[User, list[str]]):
    for _ in range(ECHECS_MAX - 1):
        second_factor.juger(enrolee[0], "000000")
    assert second_factor.juger(enrolee[0], code(60)) is Jugement.ACCEPTE
    assert second_factor.juger(enrolee[0], "000000") is Jugement.FAUX


# Enrolled


def cle(page: str) -> str:
    return page.split('<code class="cle">')[1].split("</code>")[0].replace(" ", "")


def test_a_telephone_is_enrolled_by_a_code_of_it(
    entrer: Callable[..., Client], heure: Callable[[int], None]
):
    client = entrer(LECTEUR)
    page = texte(client.get("/second-facteur/"))
    assert "<svg" in page and "style=" not in page and "<script>" not in page
    secret = cle(page)
    refus = texte(client.post("/second-facteur/", {"code": "000000"}))
    assert "n'est pas celui de cette image" in refus and cle(refus) == secret
    assert not Surete.objects.get(compte__username="le-lecteur").enrole
    avant = client.cookies["console_session"].value
    codes = texte(client.post("/second-facteur/", {"code": code(secret=secret)}))
    assert codes.count("<li><code>") == 10 and entre(client)
    assert client.cookies["console_session"].value != avant  # no session known before is worth it
    assert "Il vous reste 10 codes" in texte(client.get("/second-facteur/"))


def test_the_image_says_the_key_to_the_telephone():
    uri = pyotp.TOTP(SECRET).provisioning_uri(name="camille", issuer_name=second_factor.EMETTEUR)
    assert pyotp.parse_uri(uri).secret == SECRET
    assert "<svg" in second_factor.image(SECRET, "camille")


def test_new_recovery_codes_and_another_telephone_want_a_code(
    enrolee: tuple[User, list[str]], heure: Callable[[int], None]
):
    client = avec_le_mot()
    client.post("/connexion/code/", {"code": code(60)})
    for geste in ("codes", "oter"):
        page = client.post("/second-facteur/", {"code": "000000", "geste": geste})
        assert "n'est pas le bon" in texte(page)
    assert Surete.objects.get(compte=enrolee[0]).enrole
    heure(120)
    client.post("/second-facteur/", {"code": code(120), "geste": "codes"})
    assert second_factor.juger(enrolee[0], enrolee[1][0]) is Jugement.FAUX  # the old ones are over
    heure(180)
    client.post("/second-facteur/", {"code": code(180), "geste": "oter"})
    assert not Surete.objects.get(compte=enrolee[0]).enrole and entre(client)


@pytest.mark.parametrize(
    ("reglage", "premier"),
    [("non", None), ("oui", 0), ("relecteur", 1), ("responsable", 2), ("administrateur", 3)],
)
def test_the_setting_says_from_which_group_on_it_is_asked(
    entrer: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
    reglage: str,
    premier: int | None,
):
    monkeypatch.setenv("VTE_CONSOLE_SECOND_FACTEUR", reglage)
    for rang, groupe in enumerate(DROITS):
        reponse = entrer(groupe).get("/conversations/")
        demande = premier is not None and rang >= premier
        assert (reponse.status_code == 302) is demande, groupe
        if demande:
            assert reponse["Location"].startswith(reverse("second_facteur"))


def test_who_may_do_all_is_asked_first(
    entrer: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_CONSOLE_SECOND_FACTEUR", "administrateur")
    client = Client()
    racine = User.objects.create_superuser("racine", password=MOT)
    client.force_login(racine, backend="django.contrib.auth.backends.ModelBackend")
    assert not entre(client)


def test_a_factor_that_was_not_asked_for_at_this_login_is_asked_for(
    enrolee: tuple[User, list[str]],
):
    """Another browser of the account, in since before the enrolment."""
    client = Client()
    client.force_login(enrolee[0], backend="django.contrib.auth.backends.ModelBackend")
    assert not entre(client)


# The command


def test_the_command_lets_in_who_lost_everything(enrolee: tuple[User, list[str]]):
    client = avec_le_mot()
    client.post("/connexion/code/", {"code": code(60)})
    assert entre(client)
    call_command("compte", "camille", "--oublier-le-facteur")
    assert not entre(client) and entre(avec_le_mot())
    assert Acces.objects.filter(quoi="compte camille : facteur réinitialisé").exists()
    with pytest.raises(CommandError, match="pas de compte"):
        call_command("compte", "personne", "--oublier-le-facteur")
    with pytest.raises(CommandError, match="--groupe"):
        call_command("compte", "camille")


def test_a_lock_is_over_after_its_time_in_the_list_too(enrolee: tuple[User, list[str]], heure: Any):
    for _ in range(ECHECS_MAX):
        second_factor.juger(enrolee[0], "000000")
    bloque = Surete.objects.get(compte=enrolee[0]).bloque_jusqu_a
    assert bloque - timezone.now() == timedelta(minutes=15)
