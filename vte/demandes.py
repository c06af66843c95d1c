"""Requests for a person: what somebody leaves to be called back, kept for the staff.

A request is a draft until the person confirms it; a draft that is given up is erased.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vte import references
from vte.effacement import PERSONNE, Store, database, delete, register, reste
from vte.erreurs import DemandeIncomplete
from vte.reglages import DEMANDES_URL
from vte.schemas.requests import METADATA, REQUESTS, open_requests, prepare
from vte.secret import key_for

NUMERO_MAX = 2**31 - 1
CHAMPS = ("nom", "coordonnee", "sujet")
# Before each field, in the conversation that asks for it: no key of the dossier begins so.
PREFIXE = "demande_"
BROUILLON, NOUVELLE = "brouillon", "nouvelle"
PREFIXE_DE_REFERENCE = "D"
VIE_D_UN_BROUILLON = timedelta(days=1)
_demandes = sa.Table(
    "demandes",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation", sa.String(255), nullable=False, index=True, info=PERSONNE),
    sa.Column("le", sa.String(32), nullable=False),
    sa.Column("statut", sa.String(16), nullable=False),
    sa.Column("nom", sa.String(120)),
    sa.Column("coordonnee", sa.String(120)),
    sa.Column("sujet", sa.Text),
    # Of the message that sent it: a turn that is played again sends nothing twice.
    sa.Column("message", sa.String(64), index=True, info=reste("the id of a message")),
    # What the person was told to name it by; none on requests of before.
    sa.Column("reference", sa.String(16), index=True, info=reste("drawn, and no word of anybody")),
    sa.Index("ix_demandes_envoyees", "statut", "le"),
    sqlite_autoincrement=True,  # a number serves once: the staff follows what becomes of it
)


@dataclass(frozen=True)
class Demande:
    """`le`: ISO, UTC; `statut`: brouillon or nouvelle; `conversation`: as the tracker's sender.

    `reference`: what the person was told to name it by; None of requests of before there were any.
    """

    id: int
    conversation: str
    le: str
    statut: str
    nom: str | None = None
    coordonnee: str | None = None
    sujet: str | None = None
    reference: str | None = None


class Demandes:
    """`url`: SQLAlchemy URL of the database, VTE_DEMANDES_URL by default; created if absent."""

    def __init__(self, url: str | None = None) -> None:
        self._moteur = open_requests(url)

    def noter(self, conversation: str, **champs: str) -> None:
        """Adds these fields (CHAMPS) to the conversation's draft, begun if there is none."""
        with self._moteur.begin() as lien:
            lien.execute(
                sa.delete(_demandes).where(
                    _demandes.c.statut == BROUILLON, _demandes.c.le < _il_y_a(VIE_D_UN_BROUILLON)
                )
            )
            sien = _du_brouillon(conversation)
            if not lien.execute(sa.update(_demandes).where(*sien).values(**champs)).rowcount:
                lien.execute(
                    sa.insert(_demandes),
                    [
                        {
                            "conversation": conversation,
                            "le": _il_y_a(timedelta()),
                            "statut": BROUILLON,
                            **champs,
                        }
                    ],
                )

    def envoyer(self, conversation: str, message_id: str = "", reference: str = "") -> None:
        """The draft becomes a request, once for a message. Error: DemandeIncomplete, for a field.

        `message_id`: of the message that agrees; said again, nothing more is sent. `reference`:
        what the person is told; by default one drawn by chance.
        """
        with self._moteur.begin() as lien:
            if message_id and _envoyee_par(lien, conversation, message_id):
                return
            brouillon = (
                lien.execute(sa.select(_demandes).where(*_du_brouillon(conversation)))
                .mappings()
                .first()
            )
            if brouillon is None or not all(brouillon[champ] for champ in CHAMPS):
                raise DemandeIncomplete(
                    "Il manque le nom, les coordonnées ou le sujet de cette demande."
                )
            lien.execute(
                sa.update(_demandes)
                .where(*_du_brouillon(conversation))
                .values(
                    statut=NOUVELLE,
                    le=_il_y_a(timedelta()),
                    message=message_id or None,
                    reference=reference or references.par_hasard(PREFIXE_DE_REFERENCE),
                )
            )

    def abandonner(self, conversation: str) -> None:
        """Erases the conversation's draft, if there is one."""
        with self._moteur.begin() as lien:
            lien.execute(sa.delete(_demandes).where(*_du_brouillon(conversation)))

    def de(self, conversation: str) -> list[Demande]:
        """The conversation's requests, its draft too, the oldest first."""
        return self._lire(
            sa.select(_demandes)
            .where(_demandes.c.conversation == conversation)
            .order_by(_demandes.c.id)
        )

    def envoyees(self, depuis: datetime | None = None) -> list[Demande]:
        """The confirmed requests, the latest first; those sent since this moment alone."""
        sent = sa.select(_demandes).where(_demandes.c.statut == NOUVELLE)
        if depuis is not None:
            sent = sent.where(_demandes.c.le >= _iso(depuis))
        return self._lire(sent.order_by(_demandes.c.id.desc()))

    def parmi(self, identifiants: Collection[int]) -> dict[int, Demande]:
        """The confirmed requests of these numbers, by number."""
        # Neither database has a place for a larger one.
        lues = [i for i in identifiants if i <= NUMERO_MAX]
        sent = sa.select(_demandes).where(_demandes.c.statut == NOUVELLE, _demandes.c.id.in_(lues))
        return {une.id: une for une in self._lire(sent)}

    def lire(self, identifiant: int) -> Demande | None:
        """The confirmed request of this number, or None."""
        return self.parmi([identifiant]).get(identifiant)

    def fermer(self) -> None:
        """Lets go of the database."""
        self._moteur.dispose()

    def _lire(self, requete: Any) -> list[Demande]:
        with self._moteur.connect() as lien:
            return [_demande(ligne) for ligne in lien.execute(requete).mappings()]


def _envoyee_par(lien: Connection, conversation: str, message_id: str) -> bool:
    requete = sa.select(_demandes.c.id).where(
        _demandes.c.conversation == conversation, _demandes.c.message == message_id
    )
    return lien.execute(requete).first() is not None


def _demande(ligne: Mapping[Any, Any]) -> Demande:
    return Demande(**{champ.name: ligne[champ.name] for champ in fields(Demande)})


def _du_brouillon(conversation: str) -> tuple[Any, ...]:
    return (_demandes.c.conversation == conversation, _demandes.c.statut == BROUILLON)


def _il_y_a(duree: timedelta) -> str:
    return _iso(datetime.now(UTC) - duree)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def reference_de(conversation: str, message_id: str) -> str:
    """« D-7K3F-9QPD »: that of the request that this message would send, the same each time.

    A keyed digest: it is told in the turn that sends it, before any table has it.
    """
    return references.de(PREFIXE_DE_REFERENCE, key_for("demandes"), f"{conversation}:{message_id}")


def lire_reference(dite: str) -> str | None:
    """The reference that somebody typed, in any case, with or without hyphens; None for none."""
    return references.lire(PREFIXE_DE_REFERENCE, dite)


def _erase(personnes: Collection[str]) -> int:
    with database(DEMANDES_URL.lire(), prepare) as lien:
        return delete(lien, _demandes, _demandes.c.conversation.in_(list(personnes)))


def _purge(avant: datetime) -> int:
    with database(DEMANDES_URL.lire(), prepare) as lien:
        return delete(lien, _demandes, _demandes.c.le < _iso(avant))


_RAISON = "the revision of a schema"
register(
    Store(
        "demandes",
        frozenset({_demandes.name}),
        _erase,
        _purge,
        impersonal={REQUESTS.version_table: _RAISON},
    )
)
