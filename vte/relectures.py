"""The readings of the sources that staff note: which, on what day, by whom, changed or not.

They lie in the staff's own database, beside the requests (VTE_DEMANDES_URL).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from vte.effacement import Store, database, delete, register
from vte.reglages import DEMANDES_URL
from vte.schemas.requests import METADATA, open_requests, prepare

NOM_MAX, NOTE_MAX = 150, 500  # characters
_relectures = sa.Table(
    "relectures",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source", sa.String(120), nullable=False, index=True),
    sa.Column("jour", sa.Date, nullable=False),
    sa.Column("lecteur", sa.String(NOM_MAX), nullable=False),
    sa.Column("changee", sa.Boolean, nullable=False),
    sa.Column("note", sa.String(NOTE_MAX), nullable=False),
    sa.Column("le", sa.String(32), nullable=False),  # when it was noted: ISO, UTC
)


@dataclass(frozen=True)
class Relecture:
    """`source`: its id; `jour`: when it was read; `lecteur`: by whom, of the staff.

    `changee`: whether it no longer said what it said at the reading before.
    """

    source: str
    jour: date
    lecteur: str
    changee: bool
    note: str = ""


class Relectures:
    """`url`: SQLAlchemy URL of the database, VTE_DEMANDES_URL by default; created if absent."""

    def __init__(self, url: str | None = None) -> None:
        self._moteur = open_requests(url)

    def noter(self, relecture: Relecture) -> None:
        """Adds this reading to those before it."""
        le = datetime.now(UTC).isoformat(timespec="seconds")
        with self._moteur.begin() as lien:
            lien.execute(sa.insert(_relectures), [{**vars(relecture), "le": le}])

    def toutes(self) -> list[Relecture]:
        """Every reading, the oldest day first; of one day, in the order they were noted."""
        with self._moteur.connect() as lien:
            return [_relecture(ligne) for ligne in lien.execute(_PAR_JOUR).mappings()]


_PAR_JOUR = sa.select(_relectures).order_by(_relectures.c.jour, _relectures.c.id)


def _relecture(ligne: Mapping[Any, Any]) -> Relecture:
    return Relecture(**{nom: ligne[nom] for nom in Relecture.__dataclass_fields__})


# Nobody who talks to the assistant leaves anything here. Staff's names do not stay for ever either:
# of a source, what says its state is kept (its last reading, and the last one that found it
# changed); the readings before go with what is too old. The console's audit log has the gestures.


def _erase(personnes: Collection[str]) -> int:
    return 0


def _purge(avant: datetime) -> int:
    limite = avant.astimezone(UTC).isoformat(timespec="seconds")
    with database(DEMANDES_URL.lire(), prepare) as lien:
        gardees = _utiles(lien.execute(_PAR_JOUR).mappings())
        return delete(
            lien, _relectures, (_relectures.c.le < limite) & _relectures.c.id.not_in(gardees)
        )


def _utiles(lignes: Iterable[Mapping[Any, Any]]) -> list[int]:
    """Rows by day -> the ids of the last of each source, and of its last that says « changed »."""
    derniere: dict[str, int] = {}
    changee: dict[str, int] = {}
    for ligne in lignes:
        derniere[ligne["source"]] = ligne["id"]
        if ligne["changee"]:
            changee[ligne["source"]] = ligne["id"]
    return [*derniere.values(), *changee.values()]


_RAISON = "readings of public texts, under the names of staff: nothing of who talks to us"
register(Store("relectures", frozenset(), _erase, _purge, {_relectures.name: _RAISON}))
