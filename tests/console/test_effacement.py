"""Erasure and retention by command and by button.

Nothing is left in any database, its files searched byte by byte.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from django.db import connection
from django.test import Client

from console.models import Acces, Conversation
from tests.bases import contenu
from tests.console.conftest import texte
from tests.console.evenements import Suivi, dit, eligible
from vte import journal
from vte import suivi as tables
from vte.demandes import Demandes

RACINE = Path(__file__).parents[2]
PATIENCE = 120  # seconds for a command to start and to do its work, on a machine that is slow
SECRET, AUTRE = "zanzibaritude", "kilimandjarien"  # words that only one person says


@dataclass
class Console:
    """A console of its own process and databases, with two people in it."""

    environnement: dict[str, str]
    urls: list[str]
    suivi: Suivi

    def lancer(self, *arguments: str, entree: str = "") -> str:
        commande = [sys.executable, "console/manage.py", *arguments]
        fait = subprocess.run(
            commande,
            cwd=RACINE,
            env=self.environnement,
            input=entree,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert fait.returncode == 0, fait.stderr
        return fait.stdout

    def ou(self, mot: str) -> list[str]:
        """The databases in which this word stands."""
        return [url for url in self.urls if mot.encode() in contenu(url)]


@pytest.fixture
def console(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Console]:
    if connection.vendor == "postgresql":
        une = request.getfixturevalue("base_postgres")
        urls = [une(), une(), une()]
    else:
        urls = [f"sqlite:///{tmp_path / nom}.sqlite" for nom in ("console", "suivi", "demandes")]
    noms = ("VTE_CONSOLE_URL", "VTE_SUIVI", "VTE_DEMANDES_URL")
    environnement = {
        **os.environ,
        **dict(zip(noms, urls, strict=True)),
        "VTE_SECRET": "un secret" * 4,
    }
    moteur = tables.ouvrir(urls[1])
    suivi = Suivi(moteur, heure=time.time() - 3600)
    for qui, mot in (("alice", SECRET), ("bob", AUTRE)):
        suivi.ecrire(
            [*eligible("web", f"{mot} à Oyonnax"), *[dit(f"encore {mot} {n}") for n in range(40)]],
            qui,
        )
        demandes = Demandes(urls[2])
        demandes.noter(qui, nom=mot, coordonnee="a@b.fr", sujet=mot)
        demandes.envoyer(qui)
    with journal.ouvrir(urls[1]).begin() as lien:
        for qui, mot in (("alice", SECRET), ("bob", AUTRE)):
            ligne = {"session": qui, "message_id": "1", "le": "2999-01-01", "reponse": "{}"}
            lien.execute(sa.insert(journal.EXCHANGES), [{**ligne, "dit": mot}])
    console = Console(environnement, urls, suivi)
    console.lancer("migrate", "-v0")
    console.lancer("projeter")
    yield console
    moteur.dispose()


def test_a_person_erased_by_command_is_in_no_database_any_more_and_another_still_is(
    console: Console,
):
    assert console.ou(SECRET) == console.ou(AUTRE) == console.urls
    assert "1\u00a0conversation." in console.lancer("effacer", "alice", "--motif", "à sa demande")
    assert console.ou(SECRET) == [] and console.ou(AUTRE) == console.urls
    console.lancer("projeter", "--tout")
    assert console.ou(SECRET) == []


def test_what_was_erased_in_the_tracker_leaves_the_console_s_files_too(console: Console):
    console.suivi.effacer("alice")
    console.lancer("projeter")
    assert console.urls[0] not in console.ou(SECRET) and console.urls[0] in console.ou(AUTRE)


def test_what_is_older_than_the_retention_is_purged_everywhere_and_what_is_newer_stays(
    console: Console,
):
    with console.suivi.moteur.begin() as lien:
        vieux = tables.EVENEMENTS.c.sender_id == "alice"
        lien.execute(
            sa.update(tables.EVENEMENTS).where(vieux).values(timestamp=time.time() - 31 * 86400)
        )
    le = (datetime.now(UTC) - timedelta(days=31)).isoformat(timespec="seconds")
    for url, table, colonne in (
        (console.urls[1], "echanges", "session"),
        (console.urls[2], "demandes", "conversation"),
    ):
        with sa.create_engine(url, future=True).begin() as lien:
            lien.execute(
                sa.text(f"UPDATE {table} SET le = :le WHERE {colonne} = 'alice'"), {"le": le}
            )
    console.lancer("projeter", "--tout")
    assert "0\u00a0conversation." in console.lancer("purger")  # 180 days
    assert console.ou(SECRET) == console.urls
    assert "1\u00a0conversation." in console.lancer("purger", "--jours", "30")
    assert console.ou(SECRET) == [] and console.ou(AUTRE) == console.urls


def test_following_projects_what_comes_and_purges_what_is_too_old(console: Console):
    suite = subprocess.Popen(
        [sys.executable, "console/manage.py", "projeter", "--suivre"],
        cwd=RACINE,
        env=console.environnement,
        stdout=subprocess.DEVNULL,
    )
    try:
        console.suivi.heure = time.time()
        console.suivi.ecrire(eligible("web", "nouvelleparole"), "carole")
        limite = time.monotonic() + PATIENCE
        while console.urls[0] not in console.ou("nouvelleparole") and time.monotonic() < limite:
            time.sleep(0.3)
        assert console.urls[0] in console.ou("nouvelleparole")
    finally:
        suite.terminate()
        suite.wait(10)


def test_two_projections_at_once_store_each_turn_once(console: Console):
    console.suivi.heure = time.time()
    for n in range(60):
        console.suivi.ecrire(eligible("web", f"deuxalafois{n}"), f"p{n}")
    ensemble = [
        subprocess.Popen(
            [sys.executable, "console/manage.py", "projeter", "--lot", "50"],
            cwd=RACINE,
            env=console.environnement,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(2)
    ]
    for un in ensemble:
        _, erreurs = un.communicate(timeout=60)
        assert un.returncode == 0, erreurs
    with sa.create_engine(console.urls[0], future=True).connect() as lien:
        assert lien.execute(sa.text("SELECT count(*) FROM console_conversation")).scalar() == 62
        assert (
            lien.execute(
                sa.text("SELECT count(*) FROM console_tour WHERE texte LIKE 'deuxalafois%'")
            ).scalar()
            == 60
        )


def test_an_account_is_opened_by_command_and_its_password_is_not_a_weak_one(console: Console):
    assert "relecteur" in console.lancer(
        "compte", "camille", "--groupe", "relecteur", entree="une-longue-phrase-42\n"
    )
    faible = [sys.executable, "console/manage.py", "compte", "bob", "--groupe", "lecteur"]
    refus = subprocess.run(
        faible,
        cwd=RACINE,
        env=console.environnement,
        input="azerty\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert refus.returncode == 1 and "trop court" in refus.stderr


# By button


def test_the_button_asks_for_a_reason_then_erases_everywhere(
    suivi: Suivi, projeter: Callable[..., int], entrer: Callable[..., Client]
):
    for mot in (SECRET, AUTRE):
        suivi.ecrire(eligible("web", mot), mot)
        Demandes().noter(mot, nom=mot, coordonnee="a@b.fr", sujet=mot)
        Demandes().envoyer(mot)
    projeter()
    conversation, client = Conversation.objects.get(personne=SECRET), entrer("responsable")
    adresse = f"/conversations/{conversation.pk}/effacer/"
    page = texte(client.get(adresse))
    assert "1 conversation, avec" in page and "1 demande de rappel" in page
    assert "Dites en quelques mots pourquoi" in texte(client.post(adresse, {"motif": ""}))
    assert Conversation.objects.filter(personne=SECRET).exists()
    assert "Tout est effacé" in texte(client.post(adresse, {"motif": "à sa demande"}, follow=True))
    assert list(Conversation.objects.values_list("personne", flat=True)) == [AUTRE]
    assert Demandes().de(SECRET) == [] and len(Demandes().de(AUTRE)) == 1
    projeter()
    assert SECRET not in texte(client.get(f"/conversations/?q={SECRET}")).replace(
        f'value="{SECRET}"', ""
    ).replace(f"q={SECRET}", "")
    ligne = Acces.objects.get(geste="effacement")
    assert ligne.motif == "à sa demande" and SECRET not in ligne.quoi


def test_what_is_too_old_is_erased_by_a_button_too(
    suivi: Suivi, projeter: Callable[..., int], entrer: Callable[..., Client]
):
    for mot, il_y_a in ((SECRET, 181), (AUTRE, 179)):
        suivi.heure = time.time() - il_y_a * 86400
        suivi.ecrire(eligible("web", mot), mot)
    projeter()
    client = entrer("responsable")
    assert "1 conversation date d'avant" in texte(client.get("/conservation/"))
    assert "1\u00a0conversation de plus de 180 jours" in texte(
        client.post("/conservation/", follow=True)
    )
    assert list(Conversation.objects.values_list("personne", flat=True)) == [AUTRE]
    assert Acces.objects.get(geste="effacement").quoi == "1\u00a0conversation de plus de 180 jours"
    projeter()
    assert Conversation.objects.count() == 1


def test_a_console_whose_tables_are_not_there_says_what_to_do(tmp_path: Path):
    environnement = {
        **os.environ,
        "VTE_CONSOLE_URL": f"sqlite:///{tmp_path / 'neuve.sqlite'}",
        "VTE_SECRET": "un secret" * 4,
    }
    for arguments in (["projeter"], ["compte", "camille", "--groupe", "lecteur"]):
        faite = subprocess.run(
            [sys.executable, "console/manage.py", *arguments],
            cwd=RACINE,
            env=environnement,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (
            faite.returncode == 1
            and "manage.py migrate" in faite.stderr
            and "Traceback" not in faite.stderr
        )
