"""The inbox of the messengers: each message once, whatever the platform sends again, and none lost by a restart.

A message is stored before the platform is answered. Once handled, its text and the person's address are erased; its id stays for
a week, longer than any platform goes on sending.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.channels.messengers.common.incoming import Entrant
from bot.channels.shared.journal import ouvrir_moteur

MEMOIRE = timedelta(days=7)
RECU, TRAITE, PERDU = "recu", "traite", "perdu"
_meta = sa.MetaData()
_recus = sa.Table(
    "recus",
    _meta,
    sa.Column("canal", sa.String(32), primary_key=True),
    sa.Column("id", sa.String(255), primary_key=True),
    sa.Column("le", sa.String(32), nullable=False, index=True),
    sa.Column("etat", sa.String(16), nullable=False, index=True),
    sa.Column("envoyes", sa.Integer, nullable=False),
    sa.Column("entrant", sa.Text),  # None once handled
    sa.Column("motif", sa.Text),  # why the answer could not be sent
)


class Boite:
    """`canal`: whose messages; `url`: SQLAlchemy URL, that of the journal by default."""

    def __init__(self, canal: str, url: str | None = None) -> None:
        self._canal, self._moteur = canal, ouvrir_moteur(url)
        _meta.create_all(self._moteur)

    def deposer(self, entrants: Iterable[Entrant]) -> list[Entrant]:
        """Stores those that were never received, and gives them back."""
        nouveaux: dict[str, Entrant] = {}
        with self._moteur.begin() as lien:
            for entrant in entrants:
                if entrant.id not in nouveaux and not self._connu(lien, entrant.id):
                    nouveaux[entrant.id] = entrant
                    lien.execute(sa.insert(_recus), [self._ligne(entrant)])
        return list(nouveaux.values())

    def a_traiter(self) -> list[tuple[Entrant, int]]:
        """What a restart interrupted, oldest first, with the number of messages of its answer that were sent."""
        requete = (
            sa.select(_recus)
            .where(_recus.c.canal == self._canal, _recus.c.etat == RECU)
            .order_by(_recus.c.le)
        )
        with self._moteur.connect() as lien:
            return [
                (Entrant(**json.loads(ligne.entrant)), ligne.envoyes)
                for ligne in lien.execute(requete)
            ]

    def envoye(self, identifiant: str, combien: int) -> None:
        self._changer(identifiant, envoyes=combien)

    def terminer(self, identifiant: str, motif: str | None = None) -> None:
        """Handled: `motif` says why its answer could not be sent, if it could not. Nothing of the person is left here."""
        self._changer(identifiant, etat=PERDU if motif else TRAITE, motif=motif, entrant=None)

    def perdus(self) -> int:
        """How many answers could not be sent, of those still remembered."""
        requete = sa.select(sa.func.count()).where(
            _recus.c.canal == self._canal, _recus.c.etat == PERDU
        )
        with self._moteur.connect() as lien:
            return int(lien.execute(requete).scalar() or 0)

    def purger(self, maintenant: datetime | None = None) -> None:
        """Forgets what is older than MEMOIRE and handled."""
        limite = ((maintenant or datetime.now(UTC)) - MEMOIRE).isoformat()
        with self._moteur.begin() as lien:
            lien.execute(
                sa.delete(_recus).where(
                    _recus.c.canal == self._canal, _recus.c.le < limite, _recus.c.etat != RECU
                )
            )

    def _ligne(self, entrant: Entrant) -> dict[str, object]:
        corps = json.dumps(asdict(entrant), ensure_ascii=False)
        return {
            "canal": self._canal,
            "id": entrant.id,
            "le": datetime.now(UTC).isoformat(),
            "etat": RECU,
            "envoyes": 0,
            "entrant": corps,
        }

    def _connu(self, lien: sa.engine.Connection, identifiant: str) -> bool:
        return (
            lien.execute(
                sa.select(_recus.c.id).where(
                    _recus.c.canal == self._canal, _recus.c.id == identifiant
                )
            ).first()
            is not None
        )

    def _changer(self, identifiant: str, **valeurs: object) -> None:
        with self._moteur.begin() as lien:
            lien.execute(
                sa.update(_recus)
                .where(_recus.c.canal == self._canal, _recus.c.id == identifiant)
                .values(**valeurs)
            )
