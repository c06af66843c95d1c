"""What staff tell everybody: a notice beside the answers, or that the assistant is closed.

Written in the console, read by every worker: nothing is started again (docs/decisions/0033).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from vte.effacement import reste
from vte.horloge import PARIS
from vte.mots import ESPACE, jour
from vte.schemas.tracker import METADATA
from vte.suivi import verrouiller

TEXTE_MAX = 200  # characters: read on a telephone above the conversation
ANNONCE, FERMETURE = "annonce", "fermeture"

ANNONCES = sa.Table(
    "annonces",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sorte", sa.String(16), nullable=False, info=reste("one of two")),
    sa.Column("texte", sa.String(TEXTE_MAX), nullable=False, info=reste("words of the staff")),
    sa.Column("debut", sa.String(32), nullable=False, info=reste("a date")),
    sa.Column("fin", sa.String(32), info=reste("a date")),
    sa.Column("retiree_le", sa.String(32), index=True, info=reste("a date")),
    sa.Column("par", sa.String(150), nullable=False, info=reste("a member of staff")),
    sqlite_autoincrement=True,
)


class Annonce(NamedTuple):
    """`sorte`: ANNONCE or FERMETURE; `fin`: None, until it is taken back; dates: ISO, UTC."""

    id: int
    sorte: str
    texte: str
    debut: str
    fin: str | None
    retiree_le: str | None
    par: str

    @property
    def ferme(self) -> bool:
        return self.sorte == FERMETURE

    @property
    def dite(self) -> str:
        """What people read, with its day: « L'assistant est fermé jusqu'au … »."""
        if self.ferme:
            borne = f"jusqu'au {_instant(self.fin)}" if self.fin else "pour le moment"
            return f"L'assistant est fermé {borne}. {self.texte}"
        depuis = jour(_a_paris(self.debut).date())
        borne = f", jusqu'au {_instant(self.fin)}" if self.fin else ""
        return f"Information du {depuis}{borne}{ESPACE}: {self.texte}"


class Annonces:
    """`moteur`: of the database of VTE_SUIVI, up to date. Every call may raise SQLAlchemyError."""

    def __init__(self, moteur: Engine) -> None:
        self._moteur = moteur

    def publier(self, sorte: str, texte: str, fin: datetime | None, par: str) -> Annonce:
        """In force from now on, instead of the one of its kind that was.

        `fin`: with its time zone; the end of a closure, after which the assistant answers again.
        """
        maintenant = _iso(datetime.now(UTC))
        ligne = {
            "sorte": sorte,
            "texte": texte[:TEXTE_MAX],
            "debut": maintenant,
            "fin": None if fin is None else _iso(fin),
            "par": par,
        }
        with self._moteur.begin() as lien:
            verrouiller(lien, ANNONCES.name)  # two who publish at once: the later one stands
            lien.execute(_retirer(sorte, maintenant))
            cle: Any = lien.execute(sa.insert(ANNONCES).values(ligne)).inserted_primary_key
            publiee = lien.execute(sa.select(ANNONCES).where(ANNONCES.c.id == cle[0])).one()
        return Annonce(*publiee)

    def retirer(self, sorte: str) -> bool:
        """The one of its kind that is in force ends now; False where there is none."""
        maintenant = _iso(datetime.now(UTC))
        with self._moteur.begin() as lien:
            verrouiller(lien, ANNONCES.name)
            en_vigueur = lien.execute(_vigueur(maintenant).where(ANNONCES.c.sorte == sorte)).first()
            lien.execute(_retirer(sorte, maintenant))
        return en_vigueur is not None

    def en_vigueur(self) -> list[Annonce]:
        """Now: at the most a closure, then a notice."""
        requete = _vigueur(_iso(datetime.now(UTC))).order_by(
            ANNONCES.c.sorte.desc(), ANNONCES.c.id.desc()
        )
        with self._moteur.connect() as lien:
            return [Annonce(*ligne) for ligne in lien.execute(requete)]

    def passees(self, combien: int) -> list[Annonce]:
        """All that were ever published, the newest first, `combien` at the most."""
        requete = sa.select(ANNONCES).order_by(ANNONCES.c.id.desc()).limit(combien)
        with self._moteur.connect() as lien:
            return [Annonce(*ligne) for ligne in lien.execute(requete)]


def _vigueur(maintenant: str) -> sa.sql.Select[tuple[object, ...]]:
    finie = sa.and_(ANNONCES.c.fin.is_not(None), ANNONCES.c.fin <= maintenant)
    return sa.select(ANNONCES).where(ANNONCES.c.retiree_le.is_(None), sa.not_(finie))


def _retirer(sorte: str, maintenant: str) -> sa.sql.dml.Update:
    return (
        sa.update(ANNONCES)
        .where(ANNONCES.c.sorte == sorte, ANNONCES.c.retiree_le.is_(None))
        .values(retiree_le=maintenant)
    )


def _a_paris(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(PARIS)


def _instant(instant: str | None) -> str:
    """« 30 novembre 2026 à 9 h », as the clocks of Paris have it."""
    la = _a_paris(str(instant))
    minutes = f"{la.minute:02}" if la.minute else ""
    return f"{jour(la.date())} à {la.hour}{ESPACE}h{ESPACE if minutes else ''}{minutes}"


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
