"""Which conversations got a bad word, from what people said of the answers (vte/avis.py)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from console.batches import batched
from console.models import Conversation
from vte.avis import VERDICT, Avis, LesAvis
from vte.suivi import EVENEMENTS

PERSONNES = 200  # a query


def marquer_les_avis(moteur: Engine, depuis: datetime) -> None:
    """Marks anew the conversations of all who said something since then."""
    avis = LesAvis(moteur)
    personnes = sorted({un.session for un in avis.depuis(depuis)})
    for lot in batched(personnes, PERSONNES):
        _marquer(lot, avis.des(lot))


def _marquer(personnes: Sequence[str], avis: Sequence[Avis]) -> None:
    siennes: dict[str, list[Conversation]] = defaultdict(list)
    champs = ("personne", "debut", "avis_negatif")
    for c in Conversation.objects.filter(personne__in=personnes).only(*champs).order_by("debut"):
        siennes[c.personne].append(c)
    mauvaises = {
        c.pk for un in avis if not un.utile and (c := sa_conversation(un, siennes[un.session]))
    }
    changees = [
        c for suite in siennes.values() for c in suite if c.avis_negatif != (c.pk in mauvaises)
    ]
    for c in changees:
        c.avis_negatif = not c.avis_negatif
    Conversation.objects.bulk_update(changees, ["avis_negatif"])


def sa_conversation(avis: Avis, siennes: Sequence[Conversation]) -> Conversation | None:
    """The one that was going on when it was said, of the person's, the oldest first."""
    le = datetime.fromisoformat(avis.le)
    return next((c for c in reversed(siennes) if c.debut <= le), siennes[0] if siennes else None)


def avis_de(moteur: Engine, conversation: Conversation) -> tuple[dict[int, list[Avis]], list[Avis]]:
    """What was said of this conversation: of messages, by the event that they answer; of verdicts.

    Of what is spoken of elsewhere in the person's other conversations, nothing.
    """
    avis = LesAvis(moteur).de(conversation.personne)
    siennes = list(Conversation.objects.filter(personne=conversation.personne).order_by("debut"))
    du_verdict = [
        un for un in avis if un.sujet == VERDICT and sa_conversation(un, siennes) == conversation
    ]
    des_messages = [un for un in avis if un.sujet != VERDICT]
    evenements = _evenements(moteur, conversation.personne) if des_messages else {}
    par_evenement: dict[int, list[Avis]] = defaultdict(list)
    for un in des_messages:
        if evenement := evenements.get(un.sujet.rpartition(".")[0]):
            par_evenement[evenement].append(un)
    return par_evenement, du_verdict


def _evenements(moteur: Engine, personne: str) -> dict[str, int]:
    """The event of each message of this person, by the message's id."""
    requete = sa.select(EVENEMENTS.c.id, EVENEMENTS.c.data).where(
        EVENEMENTS.c.sender_id == personne, EVENEMENTS.c.type_name == "user"
    )
    with moteur.connect() as lien:
        return {str(json.loads(e.data).get("message_id")): e.id for e in lien.execute(requete)}
