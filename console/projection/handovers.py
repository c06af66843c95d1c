"""Which conversations a member of staff took, from the relays (vte/relais)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from console.batches import batched
from console.models import Conversation
from vte.relais.tables import RELAIS

PERSONNES = 200  # a query


def marquer_les_relais(moteur: Engine, depuis: datetime, relues: Collection[str] = ()) -> None:
    """Marks the conversations of all who were answered by staff since then, and of those that were
    read again. A mark stays: a relay is forgotten with its conversation.
    """
    recents = {qui for qui, _ in _relais(moteur, RELAIS.c.le >= _iso(depuis))}
    for lot in batched(sorted(recents | set(relues)), PERSONNES):
        if pris := _relais(moteur, RELAIS.c.session.in_(lot)):
            _marquer(pris)


def _marquer(pris: list[tuple[str, datetime]]) -> None:
    siennes: dict[str, list[Conversation]] = defaultdict(list)
    champs = ("personne", "debut", "relayee")
    connues = Conversation.objects.filter(personne__in={qui for qui, _ in pris}).only(*champs)
    for c in connues.order_by("debut"):
        siennes[c.personne].append(c)
    marquees = {c.pk for qui, le in pris if (c := _alors(siennes[qui], le)) and not c.relayee}
    Conversation.objects.filter(pk__in=marquees).update(relayee=True)


def _alors(siennes: list[Conversation], le: datetime) -> Conversation | None:
    """The conversation that was the last to have begun at that moment."""
    return next((c for c in reversed(siennes) if c.debut <= le), None)


def _relais(moteur: Engine, lesquels: sa.sql.ColumnElement[bool]) -> list[tuple[str, datetime]]:
    requete = sa.select(RELAIS.c.session, RELAIS.c.ouvert_le).where(lesquels)
    with moteur.connect() as lien:
        return [(qui, datetime.fromisoformat(le)) for qui, le in lien.execute(requete)]


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
