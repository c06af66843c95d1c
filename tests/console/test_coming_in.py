"""Logins: locked, slowed down, logged; and what a page lets a browser do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from console.locks import ECHECS
from console.models import Acces
from console.rights import DROITS
from tests.console.conftest import MOT, texte

LECTEUR, RELECTEUR, RESPONSABLE, ADMINISTRATEUR = DROITS


def essayer(client: Client, mot: str = "faux", nom: str = "le-lecteur") -> Any:
    return client.post("/connexion/", {"username": nom, "password": mot})


def test_a_login_is_locked_after_five_failures_even_with_the_right_password(
    compte: Callable[..., User],
):
    compte(LECTEUR)
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        reponse = essayer(client)
    assert reponse.status_code == 429 and "verrouillé" in texte(reponse)
    assert essayer(client, MOT).status_code == 429
    assert Acces.objects.filter(geste="echec").count() == settings.AXES_FAILURE_LIMIT + 1
    assert "le-lecteur" not in str(
        list(Acces.objects.values_list("qui", flat=True))
    )  # it may be a password typed in the wrong field


def test_an_address_that_tries_many_names_is_slowed_down(
    compte: Callable[..., User], settings: Any
):
    compte(LECTEUR)
    client = Client()
    statuts = [essayer(client, nom=f"nom-{n}").status_code for n in range(ECHECS + 1)]
    assert set(statuts[:-1]) == {200} and statuts[-1] == 429
    refus = essayer(client, MOT)
    assert refus.status_code == 429 and int(refus["Retry-After"]) > 0
    assert essayer(Client(REMOTE_ADDR="10.1.1.1"), MOT).status_code == 302
    settings.HTTPS = True  # behind a proxy, the address is the one that it says
    assert (
        essayer(Client(headers={"x-forwarded-for": "127.0.0.1, 10.1.1.2"}), MOT).status_code == 302
    )


def test_a_lock_ends_after_a_quarter_of_an_hour(compte: Callable[..., User]):
    compte(LECTEUR)
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        essayer(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert essayer(client, MOT).status_code == 302


def test_a_login_is_logged_and_the_session_ends_after_a_while_without_doing_anything(
    compte: Callable[..., User],
):
    compte(LECTEUR)
    client = Client()
    assert essayer(client, MOT).status_code == 302
    assert Acces.objects.get(geste="connexion").qui == "le-lecteur"
    cookie = client.cookies["console_session"]
    assert (
        cookie["httponly"]
        and cookie["samesite"] == "Lax"
        and client.session.get_expiry_age() <= 30 * 60
    )
    session = client.session
    session.set_expiry(-1)
    session.save()
    assert client.get("/conversations/").status_code == 302


def test_pages_are_not_kept_and_load_nothing_from_elsewhere(entrer: Callable[..., Client]):
    reponse = entrer(LECTEUR).get("/conversations/")
    assert reponse["Cache-Control"] == "no-store" and reponse["X-Frame-Options"] == "DENY"
    assert (
        "default-src 'none'" in reponse["Content-Security-Policy"]
        and "unsafe" not in reponse["Content-Security-Policy"]
    )


def test_a_form_without_its_token_is_refused(compte: Callable[..., User]):
    client = Client(enforce_csrf_checks=True)
    client.force_login(compte(RELECTEUR), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/filtres/", {"nom": "x", "requete": "issue=verdict"}).status_code == 403
