"""What becomes of a word that a messenger is to bring, and how staff read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vte.journal import EXCHANGES
from vte.mots import ESPACE
from vte.relais.tables import (
    ADRESSES,
    BOT,
    EN_ATTENTE,
    PAROLES,
    PERDUE,
    TARDIVE,
)

# Why it was not brought, before the codes of the platform: one of these.
INJOIGNABLE, EN_PANNE, REFUSEE = "injoignable", "panne", "refus"
TROP_TARD, REMPLACEE = "trop tard", "remplacée"
SANS_ADRESSE = "adresse inconnue"  # of a release before this one
UNE_SEMAINE = timedelta(days=7)  # for which a word waits until the person writes again
_EN_MOTS = {
    INJOIGNABLE: "la personne nous a bloqués, ou n'a plus de compte",
    EN_PANNE: "la messagerie n'a pas répondu pendant un jour",
    REFUSEE: "la messagerie l'a refusé",
    TROP_TARD: "la personne n'a pas écrit de nouveau pendant une semaine",
    REMPLACEE: "la suite l'a rendu inutile",
}


def en_mots(etat: str, motif: str | None) -> str:
    """As staff read it; empty where the person has it."""
    if etat == EN_ATTENTE:
        return "pas encore remis"
    if etat == TARDIVE:
        return f"pas encore remis{ESPACE}: la personne doit écrire d'abord"
    if etat != PERDUE:
        return ""
    if not motif:
        return "non remis"
    pourquoi, parenthese, codes = motif.partition(" (")
    dit = _EN_MOTS.get(pourquoi, pourquoi)
    return f"non remis{ESPACE}: {dit}{parenthese}{codes}"


def entendu(lien: Connection, personne: str) -> datetime | None:
    """When this person was last heard, as a messenger counts it; None: not known here."""
    dernier = sa.select(EXCHANGES.c.le).where(EXCHANGES.c.session == personne)
    ecrit = lien.execute(dernier.order_by(EXCHANGES.c.id.desc()).limit(1)).scalar()
    gardee = sa.select(ADRESSES.c.le).where(ADRESSES.c.session == personne)
    dates = (ecrit, lien.execute(gardee).scalar())
    return max((datetime.fromisoformat(le) for le in dates if le is not None), default=None)


def retarder(lien: Connection, quelles: Any, motif: str | None = None) -> None:
    """These words, a condition on PAROLES, wait until the person writes again."""
    lien.execute(sa.update(PAROLES).where(quelles).values(etat=TARDIVE, motif=motif))


def reveiller(lien: Connection, personne: str) -> bool:
    """The person writes: what waited for that leaves now. Whether anything did.

    What the assistant said of a relay is said if nothing followed: only the last holds.
    """
    tardives = sa.select(PAROLES).where(PAROLES.c.session == personne, PAROLES.c.etat == TARDIVE)
    mots = lien.execute(tardives.order_by(PAROLES.c.id)).all()
    limite = (datetime.now(UTC) - UNE_SEMAINE).isoformat(timespec="seconds")
    anciens = [mot for mot in mots if mot.le < limite]
    restent = [mot for mot in mots if mot.le >= limite]
    depasses = [mot for mot, suite in pairwise(restent) if mot.auteur == suite.auteur == BOT]
    _mettre(lien, anciens, PERDUE, TROP_TARD)
    _mettre(lien, depasses, PERDUE, REMPLACEE)
    _mettre(lien, [mot for mot in restent if mot not in depasses], EN_ATTENTE, None)
    return bool(restent)


def _mettre(lien: Connection, mots: list[Any], etat: str, motif: str | None) -> None:
    if mots:
        ceux = PAROLES.c.id.in_([mot.id for mot in mots])
        lien.execute(sa.update(PAROLES).where(ceux).values(etat=etat, motif=motif))
