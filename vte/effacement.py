"""Effacer ce qu'une personne a laissé, ou ce qui est trop ancien, partout où l'assistant l'a gardé.

Trois bases : le suivi, le journal des canaux, les demandes. La console efface en plus ses propres tables.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte import suivi
from vte.databases import empty_wal, open_engine
from vte.reglages import DEMANDES_URL, JOURNAL_URL, Reglage

# Où une personne est nommée hors du suivi : la base, la table, la colonne qui la nomme ; `le` y est une date ISO, UTC.
_AILLEURS: tuple[tuple[Reglage, str, str], ...] = (
    (JOURNAL_URL, "echanges", "session"),
    (DEMANDES_URL, "demandes", "conversation"),
)


def effacer(personnes: Collection[str]) -> None:
    """Efface tout ce que ces personnes ont dit et laissé ; elles sont nommées comme dans le suivi."""
    moteur = suivi.ouvrir()
    with moteur.begin() as lien:
        if suivi.existe(lien):
            suivi.effacer(lien, personnes)
    _fermer(moteur)
    for reglage, table, colonne in _AILLEURS:
        _supprimer(reglage, table, _nomme(colonne, personnes))


def purger(avant: datetime) -> int:
    """Efface tout ce qui date d'avant `avant` ; dit combien d'événements du suivi."""
    moteur = suivi.ouvrir()
    with moteur.begin() as lien:
        combien = suivi.purger(lien, avant)
    _fermer(moteur)
    limite = avant.astimezone(UTC).isoformat(timespec="seconds")
    for reglage, table, _ in _AILLEURS:
        _supprimer(reglage, table, lambda t: t.c.le < limite)
    return combien


def _nomme(colonne: str, personnes: Collection[str]) -> Callable[[sa.Table], Any]:
    return lambda table: table.c[colonne].in_(list(personnes))


def _supprimer(reglage: Reglage, table: str, lesquelles: Callable[[sa.Table], Any]) -> None:
    moteur = open_engine(reglage.lire())
    with moteur.begin() as lien:
        _si_elle_existe(lien, table, lesquelles)
    _fermer(moteur)


def _si_elle_existe(lien: Connection, nom: str, lesquelles: Callable[[sa.Table], Any]) -> None:
    if not sa.inspect(lien).has_table(nom):
        return  # rien n'y a encore été écrit
    table = sa.Table(nom, sa.MetaData(), autoload_with=lien)
    lien.execute(sa.delete(table).where(lesquelles(table)))


def _fermer(moteur: Engine) -> None:
    empty_wal(moteur)
    moteur.dispose()
