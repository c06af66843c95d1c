"""The reasons to review become rows: the same turns, the same rows, what staff reviewed kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery

from console.batches import batched
from console.models import Conversation, Jugement, Raison, Tour
from console.models.conversations import Issue
from console.models.raisons import MotifDeRelecture
from console.projection.reasons import Raisons, raisons

JUGEMENTS = 2  # that one drawn at random waits for
# Given by people: what those who write say of an answer, and what staff flag.
_DES_GENS = (MotifDeRelecture.AVIS, MotifDeRelecture.SIGNALEE)


def recalculer(conversations: Sequence[Conversation]) -> None:
    """Of these conversations as they are stored; what the turns no longer give goes."""
    for lot in batched(list(conversations)):
        _recalculer(lot)


def _recalculer(lot: Sequence[Conversation]) -> None:
    cles = [c.pk for c in lot]
    tenir(cles)
    tours: dict[int, list[Tour]] = defaultdict(list)
    for tour in (
        Tour.objects.filter(conversation__in=cles).select_related("verdict").order_by("rang")
    ):
        tours[tour.conversation_id].append(tour)
    trouvees = {
        c.pk: raisons(c.personne, c.premier, tours[c.pk], c.issue == Issue.ABANDON) for c in lot
    }
    ecrire(lot, trouvees, {(t.conversation_id, t.rang): t for s in tours.values() for t in s})


def ecrire(
    lot: Sequence[Conversation],
    trouvees: Mapping[int, Raisons],
    tours: Mapping[tuple[int, int], Tour],
) -> None:
    """`trouvees`: the reasons of each conversation, by its key; `tours`: by conversation and rank.

    One is open unless it was reviewed since the last turn concerned; at random, unless judged
    twice. The conversations are of this transaction: whoever reviews or judges one meanwhile waits,
    or came before.
    """
    cles = [c.pk for c in lot]
    perimees = [
        r.pk
        for r in Raison.objects.filter(conversation__in=cles).exclude(motif__in=_DES_GENS)
        if r.motif not in trouvees[r.conversation_id]
    ]
    for partie in batched(perimees):
        Raison.objects.filter(pk__in=partie).delete()
    relues, jugees = _relues(cles), _jugees(cles)

    def ouverte(c: Conversation, motif: str, siens: Sequence[Tour]) -> bool:
        if motif == MotifDeRelecture.ALEATOIRE:
            return c.pk not in jugees
        return c.pk not in relues or max(t.le for t in siens) > relues[c.pk]

    lues = (
        (c, motif, [tours[c.pk, rang] for rang in rangs])
        for c in lot
        for motif, rangs in trouvees[c.pk].items()
    )
    poser(_raison(c, motif, siens, ouverte(c, motif, siens)) for c, motif, siens in lues)
    _dater(cles)


def poser(rangees: Iterable[Raison]) -> None:
    """Writes these rows over those of the same conversation and reason, where they differ."""
    neuves = list(rangees)
    connues = _connues(sorted({r.conversation_id for r in neuves}))
    Raison.objects.bulk_create(
        [r for r in neuves if _dite(r) not in connues],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["conversation", "motif"],
        update_fields=["tour", "rangs", "le", "ouverte"],
    )


def _connues(cles: list[int]) -> set[tuple[Any, ...]]:
    """What the rows of these conversations say."""
    return {_dite(r) for lot in batched(cles) for r in Raison.objects.filter(conversation__in=lot)}


def _dite(raison: Raison) -> tuple[Any, ...]:
    quoi = (raison.conversation_id, str(raison.motif), raison.tour_id, tuple(raison.rangs))
    return (*quoi, raison.le, raison.ouverte)


def _raison(c: Conversation, motif: str, tours: Sequence[Tour], ouverte: bool) -> Raison:
    rangs = [t.rang for t in tours]
    return Raison(
        conversation=c, motif=motif, tour=tours[0], rangs=rangs, le=c.fin, ouverte=ouverte
    )


def _relues(cles: Collection[int]) -> dict[int, datetime]:
    """When each of these was reviewed."""
    lignes = Conversation.objects.filter(pk__in=cles, relue=True).values_list("pk", "relue_le")
    return {pk: le for pk, le in lignes if le is not None}


def _jugees(cles: Collection[int]) -> set[int]:
    par_deux = Jugement.objects.filter(conversation__in=cles).values("conversation")
    return {
        ligne["conversation"]
        for ligne in par_deux.annotate(n=Count("pk")).order_by()
        if ligne["n"] >= JUGEMENTS
    }


def _dater(cles: Collection[int]) -> None:
    """A conversation that went on is as late in the queues that people filled as in the others."""
    fin = Conversation.objects.filter(pk=OuterRef("conversation")).values("fin")
    Raison.objects.filter(conversation__in=cles, motif__in=_DES_GENS).update(le=Subquery(fin))


def avis_negatifs(
    conversations: Collection[Conversation], dits: Mapping[int, Mapping[int | None, datetime]]
) -> None:
    """Writes which of these conversations a bad word was said of, and at which turns.

    `dits`: by conversation, the message that each word is about (None: it is not known), and when
    the last was said. Said since the review, it opens the reason again, whatever it is about.
    """
    cles = [c.pk for c in conversations]
    tenir(cles)
    perimees = [
        r.pk
        for r in Raison.objects.filter(conversation__in=cles, motif=MotifDeRelecture.AVIS)
        if r.conversation_id not in dits
    ]
    Raison.objects.filter(pk__in=perimees).delete()
    relues, siennes = _relues(cles), {c.pk: c for c in conversations}
    tours: dict[int, list[Tour]] = defaultdict(list)
    lus = Tour.objects.filter(conversation__in=list(dits)).select_related("verdict")
    for tour in lus.order_by("rang"):
        tours[tour.conversation_id].append(tour)
    poser(
        _raison(
            siennes[cle],
            MotifDeRelecture.AVIS,
            _concernes(tours[cle], vises),
            _depuis(max(vises.values()), relues.get(cle)),
        )
        for cle, vises in dits.items()
        if tours[cle]
    )


def _depuis(dit: datetime, relue: datetime | None) -> bool:
    """Whether a word came since the review, or in its second: a word is dated no more closely."""
    return relue is None or dit >= relue.replace(microsecond=0)


def tenir(cles: Collection[int]) -> None:
    """Whoever reviews or judges one of these waits for the end of the transaction."""
    tenues = Conversation.objects.filter(pk__in=cles).order_by("pk")
    list(tenues.select_for_update().values_list("pk"))


def _concernes(tours: Sequence[Tour], vises: Collection[int | None]) -> list[Tour]:
    """The turns of these messages; of one not known, the last that has a verdict, or the last."""
    avec_verdict = [t for t in tours if hasattr(t, "verdict")]
    defaut = (avec_verdict or tours)[-1]
    par_evenement = {t.evenement: t for t in tours}
    trouves = {(par_evenement.get(e, defaut) if e else defaut).pk for e in vises}
    return [t for t in tours if t.pk in trouves]
