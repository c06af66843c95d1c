"""The audit log as a chain: who changes it, even in the database, is found out."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.utils import timezone

from console import guard, journal
from console.access import noter
from console.apps import _garder_le_journal
from console.effacement import purger
from console.models import Acces, Motif
from console.models.acces import EFFACE, Geste
from console.rights import DROITS
from tests.console.conftest import texte
from tests.console.evenements import Suivi

LECTEUR, RELECTEUR, RESPONSABLE, ADMINISTRATEUR = DROITS


@pytest.fixture
def trois(compte: Callable[..., User]) -> list[Acces]:
    """Three lines, the second with a reason."""
    noter(compte(LECTEUR), Geste.LECTURE, "conversation 1")
    noter(compte(RESPONSABLE), Geste.EFFACEMENT, "la personne de la conversation 1", "à sa demande")
    noter(None, Geste.EXPORT, "3 corrections, par la commande")
    return list(Acces.objects.order_by("pk"))


def par_la_base(*instructions: str) -> None:
    """As whoever owns the database may: the guard is taken away, then put back."""
    guard.oter(connection)
    with connection.cursor() as curseur:
        for instruction in instructions:
            curseur.execute(instruction)
    guard.poser(connection)


def dit(*arguments: str) -> str:
    sortie = StringIO()
    call_command("journal", "verifier", *arguments, stdout=sortie)
    return sortie.getvalue()


def test_a_log_that_nobody_touched_is_whole(trois: list[Acces]):
    assert "entier : 3\u00a0lignes" in dit() and trois[-1].empreinte in dit()
    assert len({ligne.empreinte for ligne in trois}) == 3


def test_an_empty_log_is_whole():
    assert "entier : 0\u00a0ligne" in dit()


@pytest.mark.parametrize(
    ("instruction", "premiere"),
    [
        ("UPDATE console_acces SET qui = 'un autre' WHERE id = {1}", 1),
        ("UPDATE console_acces SET quoi = 'rien' WHERE id = {0}", 0),
        ("UPDATE console_acces SET le = '2020-01-01 00:00:00+00' WHERE id = {2}", 2),
        ("DELETE FROM console_acces WHERE id = {1}", 2),
        ("DELETE FROM console_acces WHERE id = {0}", 1),
        ("UPDATE console_motif SET texte = 'pour rien'", 1),
        ("UPDATE console_acces SET empreinte = '' WHERE id = {1}", 1),
        ("UPDATE console_acces SET id = 0 WHERE id = {2}", 2),
    ],
)
def test_the_first_line_that_was_changed_is_said(
    trois: list[Acces], instruction: str, premiere: int
):
    cles = [ligne.pk for ligne in trois]
    par_la_base(instruction.format(*cles))
    attendue = 0 if " id = 0 " in instruction else cles[premiere]
    with pytest.raises(CommandError, match=f"ligne {attendue},"):
        dit()


def test_a_line_that_somebody_adds_in_the_database_is_said(trois: list[Acces]):
    par_la_base(
        "INSERT INTO console_acces (le, qui, geste, quoi)"
        " VALUES (CURRENT_TIMESTAMP, 'inconnu', 'lecture', 'conversation 2')"
    )
    with pytest.raises(CommandError, match="sans empreinte"):
        dit()


def test_the_end_that_is_cut_off_is_found_by_a_digest_noted_elsewhere(trois: list[Acces]):
    notee = trois[-1].empreinte
    assert "entier" in dit("--contient", notee)
    par_la_base(f"DELETE FROM console_acces WHERE id = {trois[-1].pk}")
    assert "entier" in dit()
    with pytest.raises(CommandError, match="la fin du journal"):
        dit("--contient", notee)


def test_another_key_recognises_nothing(trois: list[Acces], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_SECRET", "une tout autre clé du projet " * 2)
    with pytest.raises(CommandError, match=f"ligne {trois[0].pk}"):
        dit()


def test_a_guard_that_is_gone_is_said_and_a_migration_puts_it_back(trois: list[Acces]):
    guard.oter(connection)
    with pytest.raises(CommandError, match="ne refuse plus"):
        dit()
    _garder_le_journal("default")
    assert guard.manquants(connection) == [] and "entier" in dit()


def test_the_version_before_may_write_for_a_day_while_it_is_replaced(trois: list[Acces]):
    """Its lines are without a digest, and the next line seals them."""
    ancienne = (
        "INSERT INTO console_acces (le, qui, geste, quoi, motif)"
        " VALUES (CURRENT_TIMESTAMP, 'camille', 'lecture', 'conversation 9', 'pour voir')"
    )
    noter(None, Geste.JOURNAL, "lignes enchaînées : 3")
    with connection.cursor() as curseur:
        curseur.execute(ancienne)
    assert "version d'avant" in dit()
    noter(None, Geste.EXPORT, "une ligne après")
    assert "version d'avant pendant son remplacement : 1" in dit()
    assert Acces.objects.get(qui="camille").motif == "pour voir"
    par_la_base("UPDATE console_acces SET quoi = 'rien' WHERE qui = 'camille'")
    with pytest.raises(CommandError):
        dit()


def test_a_day_later_a_line_without_a_digest_is_a_fault(trois: list[Acces]):
    ligne = Acces(qui="migration", geste=Geste.JOURNAL, quoi="lignes enchaînées : 3")
    ligne.le = timezone.now() - timedelta(days=2)
    journal.ecrire(ligne)
    noter(None, Geste.EXPORT, "deux jours plus tard")
    with connection.cursor() as curseur:
        curseur.execute(
            "INSERT INTO console_acces (le, qui, geste, quoi)"
            " VALUES (CURRENT_TIMESTAMP, 'camille', 'lecture', 'conversation 9')"
        )
    with pytest.raises(CommandError, match="sans empreinte"):
        dit()


def test_lines_of_before_are_chained_their_reasons_masked_and_set_apart():
    """What migration 0010 does of a log that a version before it wrote."""
    with connection.cursor() as curseur:
        for qui, geste, motif in (
            ("ines", "effacement", "Léa Martin le demande"),
            ("lea…", "echec", ""),
            ("lise", "lecture", ""),
        ):
            curseur.execute(
                "INSERT INTO console_acces (le, qui, geste, quoi, motif)"
                " VALUES (CURRENT_TIMESTAMP, %s, %s, 'une chose', %s)",
                [qui, geste, motif],
            )
    migration = import_module("console.migrations.0010_comptes_et_journal")
    editeur = SimpleNamespace(connection=connection, execute=connection.cursor().execute)
    migration.enchainer(apps, editeur)
    lues = [(a.qui, a.motif, a.motif_ancien) for a in Acces.objects.order_by("pk")]
    assert lues == [
        ("ines", "[nom] le demande", ""),
        ("inconnu", "lea…", ""),
        ("lise", "", ""),
        ("migration", "", ""),
    ]
    assert "entier : 4\u00a0lignes" in dit() and guard.manquants(connection) == []


# What the database refuses, whoever asks


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own")
@pytest.mark.parametrize(
    "instruction",
    [
        "INSERT OR REPLACE INTO console_acces (id, le, qui, geste, quoi, motif)"
        " VALUES (1, '2020-01-01', 'un autre', 'lecture', 'rien', '')",
        "REPLACE INTO console_acces (rowid, le, qui, geste, quoi, motif)"
        " VALUES (1, '2020-01-01', 'un autre', 'lecture', 'rien', '')",
        "INSERT INTO console_acces (id, le, qui, geste, quoi, motif)"
        " VALUES (1, '2020-01-01', 'un autre', 'lecture', 'rien', '')"
        " ON CONFLICT (id) DO UPDATE SET qui = 'un autre'",
        "UPDATE OR REPLACE console_acces SET id = 1 WHERE id = 2",
        "DELETE FROM console_acces",
        "INSERT OR REPLACE INTO console_motif (acces_id, sel, texte) VALUES (1, '', 'pour rien')",
        "UPDATE console_motif SET texte = 'pour rien'",
    ],
)
def test_a_plain_connection_to_the_file_rewrites_nothing(tmp_path: Any, instruction: str):
    """Without any pragma of ours, recursive triggers off: as sqlite3 opens it."""
    fichier = _copie_des_tables(str(tmp_path / "copie.sqlite"))
    with sqlite3.connect(fichier) as lien:
        lien.execute("PRAGMA recursive_triggers = OFF")
        with suppress(sqlite3.IntegrityError):  # refused, or left out
            lien.execute(instruction)
        assert lien.execute("SELECT qui FROM console_acces ORDER BY id").fetchall() == [
            ("camille",),
            ("dominique",),
        ]
        assert lien.execute("SELECT texte FROM console_motif").fetchall() == [("à sa demande",)]
    lien.close()


def _copie_des_tables(fichier: str) -> str:
    """The two tables and their triggers as the migrations made them, with two lines."""
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND tbl_name IN ('console_acces', 'console_motif') ORDER BY type = 'trigger'"
        )
        faites = [sql for (sql,) in curseur.fetchall()]
    with sqlite3.connect(fichier) as lien:
        for sql in faites:
            lien.execute(sql)
        lien.executemany(
            "INSERT INTO console_acces (le, qui, geste, quoi, motif)"
            " VALUES ('2026-01-01', ?, 'lecture', 'conversation 1', '')",
            [("camille",), ("dominique",)],
        )
        lien.execute("INSERT INTO console_motif VALUES (1, 'sel', 'à sa demande')")
    lien.close()
    return fichier


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own")
@pytest.mark.parametrize(
    "instruction",
    [
        "UPDATE console_acces SET qui = 'un autre'",
        "DELETE FROM console_acces",
        "TRUNCATE console_acces",
        "TRUNCATE console_acces CASCADE",
        "UPDATE console_motif SET texte = 'pour rien'",
    ],
)
def test_postgresql_refuses_the_same(trois: list[Acces], instruction: str):
    with (
        pytest.raises(DatabaseError, match="is only added to"),
        transaction.atomic(),
        connection.cursor() as curseur,
    ):
        curseur.execute(instruction)


# A free text goes, the chain stays


def test_a_reason_is_masked_by_its_shape(compte: Callable[..., User]):
    noter(compte(RESPONSABLE), Geste.DEMASQUAGE, "demande 4", "Léa Martin le veut, 06 12 34 56 78")
    assert Acces.objects.get(geste="demasquage").motif == "[nom] le veut, [téléphone]"


def test_reasons_and_names_of_failures_go_with_what_is_too_old_and_the_log_is_still_whole(
    entrer: Callable[..., Client], suivi: Suivi
):
    Client().post("/connexion/", {"username": "camille", "password": "faux"})
    ancienne = Acces(qui="ines", geste=Geste.EFFACEMENT, quoi="la personne de la conversation 1")
    ancienne.le = timezone.now() - timedelta(days=181)
    journal.ecrire(ancienne, "à sa demande")
    purger()
    echec = Acces.objects.get(geste="echec")
    assert (echec.qui, echec.motif) == ("inconnu", "cam…")
    assert Acces.objects.get(geste="effacement").motif == EFFACE
    purger(-1)
    assert not Motif.objects.exists() and "cam" not in str(Acces.objects.values_list())
    assert "Motifs effacés avec le temps : 2" in dit()
    assert EFFACE in texte(entrer(RESPONSABLE).get("/acces/"))


# Several writers at once


@pytest.fixture
def hors_transaction(transactional_db: None, django_db_blocker: Any) -> Iterator[None]:
    """Threads have connections of their own: what a test writes must be there for them."""
    yield
    with django_db_blocker.unblock():
        guard.oter(connection)
        with connection.cursor() as curseur:
            curseur.execute("DELETE FROM console_acces")
            curseur.execute("DELETE FROM console_motif")


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_make_one_chain(hors_transaction: None):
    def ecrire(qui: int) -> None:
        try:
            for n in range(10):
                noter(None, Geste.EXPORT, f"{qui}, {n}", "à sa demande")
        finally:
            connections.close_all()

    fils = [threading.Thread(target=ecrire, args=(qui,)) for qui in range(4)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    constat = journal.verifier()
    assert (constat.faute, constat.lignes) == ("", 40)
