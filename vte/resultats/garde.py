"""Keeps verdicts, and finds them again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte.journal import ecrire_de
from vte.reglages import CONSERVATION
from vte.resultats.contenu import contenu, empreinte
from vte.resultats.references import lire_reference, nouvel_id, nouvelle_reference
from vte.resultats.table import RESULTATS


@dataclass(frozen=True)
class Resultat:
    """`id`: opens it; `session`: the conversation that it comes from; `le`: when it was kept.

    `contenu`: the verdict, its card, and the facts in words (contenu.py).
    """

    id: str
    session: str
    reference: str
    le: datetime
    contenu: Mapping[str, Any]

    @property
    def jusqu_au(self) -> datetime:
        """When it is too old: as long as conversations are kept."""
        return self.le + CONSERVATION.lire()

    @property
    def perime(self) -> bool:
        return self.jusqu_au <= datetime.now(UTC)


class Resultats:
    """`moteur`: of the database of VTE_SUIVI, up to date (vte.journal.ouvrir)."""

    def __init__(self, moteur: Engine) -> None:
        self._moteur = moteur

    def garder(self, session: str, carte: Mapping[str, Any]) -> Resultat:
        """Keeps this card of a verdict; once, where the session has kept the same.

        Errors: ConversationClose, SQLAlchemyError.
        """
        garde = contenu(carte)
        marque = empreinte(garde)
        with ecrire_de(self._moteur, session) as lien:
            sien = (RESULTATS.c.session == session, RESULTATS.c.empreinte == marque)
            if (trouve := _lire(lien, *sien)) and not trouve.perime:
                return trouve
            lien.execute(sa.delete(RESULTATS).where(*sien))
            fait = Resultat(
                nouvel_id(), session, _libre(lien), datetime.now(UTC).replace(microsecond=0), garde
            )
            lien.execute(sa.insert(RESULTATS), [_ligne(fait, marque)])
        return fait

    def par_id(self, identifiant: str) -> Resultat | None:
        """The one that this link opens, unless it is too old."""
        return self._trouver(RESULTATS.c.id == identifiant)

    def par_reference(self, dite: str) -> Resultat | None:
        """The one of this reference, however it is typed, unless it is too old."""
        reference = lire_reference(dite)
        return self._trouver(RESULTATS.c.reference == reference) if reference else None

    def _trouver(self, lequel: Any) -> Resultat | None:
        with self._moteur.connect() as lien:
            trouve = _lire(lien, lequel)
        return trouve if trouve and not trouve.perime else None


def _lire(lien: Connection, *lequel: Any) -> Resultat | None:
    ligne = lien.execute(sa.select(RESULTATS).where(*lequel)).first()
    return _resultat(ligne) if ligne else None


def _resultat(ligne: Any) -> Resultat:
    le, contenu = datetime.fromisoformat(ligne.le), json.loads(ligne.contenu)
    return Resultat(ligne.id, ligne.session, ligne.reference, le, contenu)


def _ligne(fait: Resultat, marque: str) -> dict[str, str]:
    return {
        "id": fait.id,
        "session": fait.session,
        "reference": fait.reference,
        "empreinte": marque,
        "le": fait.le.isoformat(timespec="seconds"),
        "contenu": json.dumps(fait.contenu, ensure_ascii=False),
    }


def _libre(lien: Connection) -> str:
    """A reference that no result has."""
    while True:
        reference = nouvelle_reference()
        if _lire(lien, RESULTATS.c.reference == reference) is None:
            return reference
