"""One pass: what is new in the tracker becomes conversations, all of it or nothing.

What was erased there goes here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from sqlalchemy.engine import Engine

from console.batches import batched
from console.effacement import oublier, oublier_les_demandes, vider
from console.models import Conversation, Filigrane
from console.models.projection import ORIGINE
from console.projection.completion import completer
from console.projection.feedback import marquer_les_avis
from console.projection.handovers import marquer_les_relais
from console.projection.reading import conversations
from console.projection.records import ConversationLue
from console.projection.source import Nouveau, Source
from console.projection.watermark import combler, depuis_json, en_json, encore_attendus, trous
from console.projection.writing import ecrire
from vte.suivi import Effacement, effacements

LOT = 20_000  # events
PERSONNES = 200  # a query: SQLite nests no more than a thousand conditions
# An erasure noted while a pass was reading, or by a clock that is late, is applied by a later one.
MARGE = timedelta(days=1)


def passe(moteur: Engine, lot: int = LOT) -> int:
    """Projects at most `lot` new events, with those that were late; says how many.

    The watermark moves with them, or not at all.
    """
    source = Source(moteur)
    with transaction.atomic():
        filigrane, maintenant = _filigrane(), timezone.now()
        reprendre_si_restaure(filigrane, source)
        attendus = encore_attendus(depuis_json(filigrane.attendus), maintenant)
        tardifs, neufs = (
            source.parmi([(t.de, t.a) for t in attendus]),
            source.apres(filigrane.dernier, lot),
        )
        lues = list(_relire(source, [*tardifs, *neufs]))
        ecrire(lues)
        relues = {lue.personne for lue, _ in lues} | set(completer())
        marquer_les_avis(moteur, filigrane.vu - MARGE, relues)
        marquer_les_relais(moteur, filigrane.vu - MARGE, relues)
        effacees = _effacer_ce_qui_l_est(moteur, filigrane.vu - MARGE)
        manquants = [] if source.ordonnee else trous(filigrane.dernier, neufs, maintenant)
        filigrane.dernier = neufs[-1].id if neufs else filigrane.dernier
        filigrane.attendus, filigrane.vu = (
            en_json(combler(attendus, [n.id for n in tardifs]) + manquants),
            maintenant,
        )
        filigrane.save()
    if effacees:
        vider()
    return len(tardifs) + len(neufs)


def tout_reprendre() -> None:
    """The next passes read everything again; what staff said of the conversations stays."""
    Filigrane.objects.update_or_create(
        defaults={"dernier": 0, "attendus": [], "vu": ORIGINE}, cle="suivi"
    )


def reprendre_si_restaure(filigrane: Filigrane, source: Source) -> None:
    """A tracker that was restored is read again from the beginning: its ids have gone back.

    Restored by us, it says so by its identity; by another tool, it has given fewer ids than read.
    """
    identite = source.identite()
    if filigrane.identite not in ("", identite) or source.dernier_donne() < filigrane.dernier:
        filigrane.dernier, filigrane.attendus, filigrane.vu = 0, [], ORIGINE
    filigrane.identite = identite


def dernier_lu() -> int:
    """The watermark."""
    return Filigrane.objects.filter(cle="suivi").aggregate(d=Max("dernier"))["d"] or 0


def _filigrane() -> Filigrane:
    """Held until the end of the transaction: two projections take turns."""
    Filigrane.objects.get_or_create(cle="suivi")
    return Filigrane.objects.select_for_update().get(cle="suivi")


def _relire(source: Source, nouveaux: list[Nouveau]) -> Iterator[tuple[ConversationLue, int]]:
    """Each conversation that has something new, read again, and the id from which it is new."""
    depuis: dict[str, int] = {}
    for nouveau in nouveaux:
        depuis[nouveau.personne] = min(nouveau.id, depuis.get(nouveau.personne, nouveau.id))
    evenements = source.des_personnes(_debuts(depuis))
    for personne, siens in groupby(evenements, key=lambda e: e.personne):
        yield from (
            (lue, depuis[personne])
            for lue in conversations(siens)
            if lue.dernier >= depuis[personne]
        )


def _debuts(depuis: dict[str, int]) -> dict[str, int]:
    """From which event to read each person.

    The beginning of the conversation that their first new event goes on, if it is known.
    """
    debuts = dict.fromkeys(depuis, 0)
    for noms in batched(list(depuis), PERSONNES):
        connues = (
            Conversation.objects.filter(personne__in=noms)
            .order_by("personne", "premier")
            .values_list("personne", "premier")
        )
        for personne, premier in connues:
            if premier <= depuis[personne]:
                debuts[personne] = premier
    return debuts


def _effacer_ce_qui_l_est(moteur: Engine, depuis: datetime) -> int:
    """How many conversations were still here."""
    with moteur.connect() as lien:
        faits = effacements(lien, depuis)
    return sum(_oublier_celles(lot) for lot in batched(faits, PERSONNES))


def _oublier_celles(faits: list[Effacement]) -> int:
    lesquelles = Q(pk__in=[])
    for fait in faits:
        lesquelles |= Q(personne=fait.personne, premier__lte=fait.jusqu_a)
    oublier_les_demandes([fait.personne for fait in faits])
    return oublier(Conversation.objects.filter(lesquelles))
