"""Which conversations got a bad word, from what people said of the answers (vte/avis.py)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from console.batches import batched
from console.models import Conversation
from console.models.constats import Genre
from console.projection.counted import DES_AVIS, remplacer
from console.projection.message import objet
from console.projection.queues import avis_negatifs
from vte.avis import Avis, LesAvis
from vte.suivi import EVENEMENTS

PERSONNES = 200  # a query
OUI, NON = "oui", "non"  # an answer was of use
Evenements = Mapping[tuple[str, str], int]  # by whose message, and its id


def marquer_les_avis(moteur: Engine, depuis: datetime | None, relues: Collection[str] = ()) -> None:
    """Marks anew the conversations of all who said something since then (None: of nobody), and of
    those that were read again: what they said may be older.
    """
    avis = LesAvis(moteur)
    recents = {un.session for un in avis.depuis(depuis)} if depuis else set[str]()
    for lot in batched(sorted(recents | set(relues)), PERSONNES):
        if dits := avis.des(lot):
            _marquer(moteur, sorted({un.session for un in dits}), dits)


def _marquer(moteur: Engine, personnes: Sequence[str], avis: Sequence[Avis]) -> None:
    siennes: dict[str, list[Conversation]] = defaultdict(list)
    champs = ("personne", "debut", "premier", "fin", "jour", "avis_negatif")
    for c in Conversation.objects.filter(personne__in=personnes).only(*champs).order_by("debut"):
        siennes[c.personne].append(c)
    evenements = _evenements(moteur, avis)
    toutes = [c for suite in siennes.values() for c in suite]
    comptes: dict[int, Counter[tuple[str, str]]] = {c.pk: Counter() for c in toutes}
    mauvaises: dict[int, dict[int | None, datetime]] = defaultdict(dict)
    for un in avis:
        if c := sa_conversation(un, siennes[un.session], evenements):
            comptes[c.pk].update(_constats(un))
            if not un.utile:
                vise = evenements.get((un.session, un.message))
                mauvaises[c.pk][vise] = datetime.fromisoformat(un.le)  # the oldest come first
    remplacer([(c, comptes[c.pk]) for c in toutes], DES_AVIS)
    changees = [c for c in toutes if c.avis_negatif != (c.pk in mauvaises)]
    for c in changees:
        c.avis_negatif = not c.avis_negatif
    Conversation.objects.bulk_update(changees, ["avis_negatif"])
    avis_negatifs(toutes, mauvaises)


def _constats(avis: Avis) -> list[tuple[str, str]]:
    """What counts in an opinion: (genre, key)."""
    dit = (str(Genre.AVIS), OUI if avis.utile else NON)
    return [dit] if avis.utile or not avis.motif else [dit, (str(Genre.MOTIF), avis.motif)]


def sa_conversation(
    avis: Avis, siennes: Sequence[Conversation], evenements: Evenements
) -> Conversation | None:
    """The one in which the answer was given, of the person's, the oldest first; where that is not
    known, the one that was going on when it was judged.
    """
    if evenement := evenements.get((avis.session, avis.message)):
        return next((c for c in reversed(siennes) if c.premier <= evenement), None)
    le = datetime.fromisoformat(avis.le)
    return next((c for c in reversed(siennes) if c.debut <= le), siennes[0] if siennes else None)


def avis_de(moteur: Engine, conversation: Conversation) -> tuple[dict[int, list[Avis]], list[Avis]]:
    """What was said of this conversation: by the event that the answer was to; and of verdicts of
    which it is not known after which message.

    Of what is spoken of elsewhere in the person's other conversations, nothing.
    """
    avis = LesAvis(moteur).de(conversation.personne)
    siennes = list(Conversation.objects.filter(personne=conversation.personne).order_by("debut"))
    evenements = _evenements(moteur, avis)
    du_verdict = []
    par_evenement: dict[int, list[Avis]] = defaultdict(list)
    for un in avis:
        if evenement := evenements.get((un.session, un.message)):
            par_evenement[evenement].append(un)
        elif un.du_verdict and sa_conversation(un, siennes, evenements) == conversation:
            du_verdict.append(un)
    return par_evenement, du_verdict


def _evenements(moteur: Engine, avis: Iterable[Avis]) -> Evenements:
    """The event of each message that these opinions are about."""
    noms: dict[str, set[str]] = defaultdict(set)  # of a person's messages, as Rasa writes them
    for un in avis:
        if un.message:
            noms[un.session].add(json.dumps(un.message))
    if not noms:
        return {}
    requete = sa.select(EVENEMENTS.c.sender_id, EVENEMENTS.c.id, EVENEMENTS.c.data).where(
        EVENEMENTS.c.sender_id.in_(list(noms)), EVENEMENTS.c.type_name == "user"
    )
    with moteur.connect() as lien:
        # Parsed only where one of the ids that are asked for is written.
        lus = [
            (e, objet(e.data))
            for e in lien.execute(requete)
            if any(nom in (e.data or "") for nom in noms[e.sender_id])
        ]
    return {(e.sender_id, str(lu["message_id"])): e.id for e, lu in lus if lu and _a_un_nom(lu)}


def _a_un_nom(lu: Mapping[str, Any]) -> bool:
    """Whether it has an id that an opinion may name."""
    return isinstance(lu.get("message_id"), str)
