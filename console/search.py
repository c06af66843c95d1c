"""Full-text search in what people wrote: SQLite's FTS5 or PostgreSQL's tsvector, same answers.

Words are folded here (no case, no accents), and every word of a query must be there, as the
beginning of a word; « "comme ceci" » as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from console.batches import batched
from vte.texte import aplatir

TABLE = "console_recherche"  # made by migrations/0002
MOT = re.compile(r"[^\W_]+")
_PARTIES = re.compile(r'"([^"]*)"|(\S+)')


def mots(texte: str) -> list[str]:
    """The folded words of a text."""
    return MOT.findall(aplatir(texte))


def indexer(textes: Sequence[tuple[int, str]]) -> None:
    """Makes these conversations found by their text: (primary key, what was said in it)."""
    lignes = [(cle, " ".join(mots(texte))) for cle, texte in textes]
    if _postgresql():
        requete = (
            f"INSERT INTO {TABLE} (conversation, mots) VALUES (%s, to_tsvector('simple', %s)) "
            "ON CONFLICT (conversation) DO UPDATE SET mots = EXCLUDED.mots"
        )
    else:
        requete = f"INSERT OR REPLACE INTO {TABLE} (rowid, mots) VALUES (%s, %s)"
    with connection.cursor() as curseur:
        curseur.executemany(requete, lignes)


def oublier(cles: Collection[int]) -> None:
    """Takes these conversations out of the index."""
    colonne = "conversation" if _postgresql() else "rowid"
    with connection.cursor() as curseur:
        for batch in batched(list(cles)):
            curseur.execute(
                f"DELETE FROM {TABLE} WHERE {colonne} IN ({', '.join(['%s'] * len(batch))})", batch
            )


def compacter() -> None:
    """After an erasure: FTS5 keeps what is deleted in its older segments until they are merged."""
    if not _postgresql():
        with connection.cursor() as curseur:
            curseur.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")


def demandees(demande: str) -> list[tuple[list[str], bool]]:
    """What is searched for: folded words that follow each other, and whether the last is whole."""
    return [
        (trouves, bool(phrase))
        for phrase, mot in _PARTIES.findall(demande)
        if (trouves := mots(phrase or mot))
    ]


def chercher(conversations: QuerySet, demande: str) -> QuerySet:
    """Those in which every word of `demande` was said; a demand without a word finds nothing."""
    suites = demandees(demande)
    if not suites:
        return conversations.none()
    if _postgresql():
        dits = " & ".join(f"({' <-> '.join(s)}{'' if exacte else ':*'})" for s, exacte in suites)
        trouvees = RawSQL(
            f"SELECT conversation FROM {TABLE} WHERE mots @@ to_tsquery('simple', %s)", [dits]
        )
    else:
        dits = " ".join(f'"{" ".join(s)}"{"" if exacte else " *"}' for s, exacte in suites)
        trouvees = RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [dits])
    return conversations.filter(pk__in=trouvees)


def _postgresql() -> bool:
    return connection.vendor == "postgresql"
