"""Les demandes de rappel : ce qu'une personne laisse pour être jointe, gardé pour l'équipe.

Une demande est un brouillon tant que la personne ne l'a pas confirmée ; un brouillon abandonné est effacé.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from vte.databases import open_engine
from vte.erreurs import DemandeIncomplete
from vte.reglages import DEMANDES_URL

CHAMPS = ("nom", "coordonnee", "sujet")
# Devant chaque champ, dans la conversation qui le demande : aucune clé du dossier ne commence ainsi.
PREFIXE = "demande_"
BROUILLON, NOUVELLE = "brouillon", "nouvelle"
VIE_D_UN_BROUILLON = timedelta(days=1)
_meta = sa.MetaData()
_demandes = sa.Table(
    "demandes",
    _meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation", sa.String(255), nullable=False, index=True),
    sa.Column("le", sa.String(32), nullable=False),
    sa.Column("statut", sa.String(16), nullable=False),
    sa.Column("nom", sa.String(120)),
    sa.Column("coordonnee", sa.String(120)),
    sa.Column("sujet", sa.Text),
    sqlite_autoincrement=True,  # un numéro ne sert qu'une fois : l'équipe en suit le traitement
)


@dataclass(frozen=True)
class Demande:
    """`le` : ISO, UTC ; `statut` : brouillon ou nouvelle ; `conversation` : la personne, nommée comme dans le suivi."""

    id: int
    conversation: str
    le: str
    statut: str
    nom: str | None = None
    coordonnee: str | None = None
    sujet: str | None = None


class Demandes:
    """`url` : URL SQLAlchemy de la base, créée au besoin."""

    def __init__(self, url: str | None = None) -> None:
        self._moteur = open_engine(url or DEMANDES_URL.lire())
        _meta.create_all(self._moteur)

    def noter(self, conversation: str, **champs: str) -> None:
        """Ajoute ces champs (voir CHAMPS) au brouillon de la conversation, commencé au besoin."""
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

    def envoyer(self, conversation: str) -> None:
        """Le brouillon devient une demande. Erreur : DemandeIncomplete, s'il en manque un champ."""
        with self._moteur.begin() as lien:
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
                .values(statut=NOUVELLE, le=_il_y_a(timedelta()))
            )

    def abandonner(self, conversation: str) -> None:
        """Efface le brouillon de la conversation, s'il y en a un."""
        with self._moteur.begin() as lien:
            lien.execute(sa.delete(_demandes).where(*_du_brouillon(conversation)))

    def effacer(self, conversation: str) -> None:
        """Efface tout ce que cette conversation a laissé."""
        with self._moteur.begin() as lien:
            lien.execute(sa.delete(_demandes).where(_demandes.c.conversation == conversation))

    def de(self, conversation: str) -> list[Demande]:
        """Les demandes de la conversation, brouillon compris, la plus ancienne d'abord."""
        return self._lire(
            sa.select(_demandes)
            .where(_demandes.c.conversation == conversation)
            .order_by(_demandes.c.id)
        )

    def envoyees(self) -> list[Demande]:
        """Les demandes confirmées, la plus récente d'abord."""
        return self._lire(
            sa.select(_demandes)
            .where(_demandes.c.statut == NOUVELLE)
            .order_by(_demandes.c.id.desc())
        )

    def lire(self, identifiant: int) -> Demande | None:
        """La demande confirmée de ce numéro, ou None."""
        return next(
            iter(
                self._lire(
                    sa.select(_demandes).where(
                        _demandes.c.statut == NOUVELLE, _demandes.c.id == identifiant
                    )
                )
            ),
            None,
        )

    def _lire(self, requete: Any) -> list[Demande]:
        with self._moteur.connect() as lien:
            return [_demande(ligne) for ligne in lien.execute(requete).mappings()]


def _demande(ligne: Mapping[Any, Any]) -> Demande:
    return Demande(**ligne)


def _du_brouillon(conversation: str) -> tuple[Any, ...]:
    return (_demandes.c.conversation == conversation, _demandes.c.statut == BROUILLON)


def _il_y_a(duree: timedelta) -> str:
    return (datetime.now(UTC) - duree).isoformat(timespec="seconds")
