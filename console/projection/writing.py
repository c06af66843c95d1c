"""What was read becomes rows; written twice, it is the same."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, date, datetime

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from console.batches import batched
from console.models import Conversation, Tour, Verdict
from console.models.conversations import Issue
from console.projection import noticed, queues
from console.projection.counted import DES_TOURS, jour_de_fin, remplacer, suivre_le_jour
from console.projection.noticed import constats
from console.projection.reasons import raisons
from console.projection.records import ConversationLue, TourLu
from console.search import indexer
from vte.communes import liste_au
from vte.regles.statuts import INCOMPLET
from vte.territoires import ouvrir
from vte.texte import aplatir

logger = logging.getLogger(__name__)
_LOT = 1000
_INDEXES = 300_000  # characters of a conversation: a tsvector holds no more than a megabyte
_CLE = ["personne", "premier"]
_PROJETES = [
    "dernier",
    "debut",
    "fin",
    "canal",
    "audience",
    "commune",
    "commune_pliee",
    "departement",
    "territoire",
    "issue",
    "question",
    "statut",
    "tours",
    "incompris",
    "confiance_min",
    "delai_verdict",
    "dossier",
    "jour",
    "ecrits",
    "ecrits_incompris",
    "informee",
    "premiers_mots",
    "derniers_mots",
]
_DU_TOUR = [
    "conversation",
    "rang",
    "le",
    "texte",
    "bouton",
    "intention",
    "confiance",
    "suivantes",
    "faits",
    "doutes",
    "lieu",
    "derniere",
    "changements",
    "reponses",
    "posee",
    "repondue",
    "question",
    "compris",
    "delai",
]


def ecrire(lues: Sequence[tuple[ConversationLue, int]]) -> None:
    """Stores these conversations; the second value of each: the id from which its turns are new.

    One that cannot be stored is set aside, and said: it must not stop those that come after it.
    Errors: OperationalError, InterfaceError, of a database that takes nothing at all.
    """
    try:
        with transaction.atomic():
            _ecrire(lues)
    except Exception as erreur:
        if len(lues) == 1:
            _ecarter(*lues[0], erreur)
        for une in lues if len(lues) > 1 else ():
            ecrire([une])


def _ecarter(lue: ConversationLue, depuis: int, erreur: Exception) -> None:
    """Stores that this conversation is unreadable.

    A database that does not take that either has a fault of its own, which is for another time.
    """
    if lue.illisible and isinstance(erreur, OperationalError | InterfaceError):
        raise erreur
    logger.error(
        "The conversation that begins at the event %d cannot be stored (%s): it is %s.",
        lue.premier,
        type(erreur).__name__,
        "left out" if lue.illisible else "set aside",
    )
    if not lue.illisible:
        ecrire([(lue.ecartee(), depuis)])


def _ecrire(lues: Sequence[tuple[ConversationLue, int]]) -> None:
    if not lues:
        return
    rangees = Conversation.objects.bulk_create(
        [_conversation(lue) for lue, _ in lues],
        batch_size=_LOT,
        update_conflicts=True,
        unique_fields=_CLE,
        update_fields=_PROJETES,
    )
    suivre_le_jour(rangees)
    remplacer(
        [(rangee, constats(lue.tours)) for rangee, (lue, _) in zip(rangees, lues, strict=True)],
        DES_TOURS,
    )
    neufs = [
        (rangee, tour)
        for rangee, (lue, depuis) in zip(rangees, lues, strict=True)
        for tour in lue.tours
        if tour.dernier >= depuis
    ]
    tours = Tour.objects.bulk_create(
        [_tour(rangee, tour) for rangee, tour in neufs],
        batch_size=_LOT,
        update_conflicts=True,
        unique_fields=["evenement"],
        update_fields=_DU_TOUR,
    )
    verdicts = [
        Verdict(
            tour=rangee,
            statut=lu.verdict.statut,
            bareme=lu.verdict.bareme,
            detail=lu.verdict.detail,
        )
        for rangee, (_, lu) in zip(tours, neufs, strict=True)
        if lu.verdict
    ]
    Verdict.objects.bulk_create(
        verdicts,
        batch_size=_LOT,
        update_conflicts=True,
        unique_fields=["tour"],
        update_fields=["statut", "bareme", "detail"],
    )
    lisibles = [(r, lue) for r, (lue, _) in zip(rangees, lues, strict=True) if not lue.illisible]
    _dire_pourquoi_relire(lisibles)
    indexer(
        [(rangee.pk, " ".join(t.texte for t in lue.tours)[:_INDEXES]) for rangee, lue in lisibles]
    )


def _dire_pourquoi_relire(lisibles: Sequence[tuple[Conversation, ConversationLue]]) -> None:
    """The reasons to review them, by their turns, of which some were written before."""
    trouvees = {
        rangee.pk: raisons(lue.personne, lue.premier, lue.tours, issue(lue) == Issue.ABANDON)
        for rangee, lue in lisibles
    }
    evenements = [
        lue.tours[rang - 1].evenement
        for rangee, lue in lisibles
        for rang in {rang for rangs in trouvees[rangee.pk].values() for rang in rangs}
    ]
    tours = {
        (tour.conversation_id, tour.rang): tour
        for lot in batched(evenements)
        for tour in Tour.objects.filter(evenement__in=lot).only("conversation", "rang", "le")
    }
    for lot in batched([rangee for rangee, _ in lisibles]):
        queues.ecrire(lot, trouvees, tours)


def _conversation(lue: ConversationLue) -> Conversation:
    commune, fin, (ecrits, non) = lue.commune, _fin_de(lue), noticed.ecrits(lue.tours)
    return Conversation(
        personne=lue.personne,
        premier=lue.premier,
        dernier=lue.dernier,
        debut=_debut_de(lue),
        fin=fin,
        jour=jour_de_fin(fin),
        canal=lue.canal[:32],
        audience=lue.dossier.get("profil") or "",
        commune=commune.get("nom", ""),
        commune_pliee=aplatir(commune.get("nom", "")),
        departement=commune.get("departement", ""),
        territoire=_territoire(lue),
        issue=issue(lue),
        question=lue.question,
        statut=lue.statut,
        tours=len(lue.tours),
        incompris=sum(not t.compris for t in lue.tours),
        confiance_min=lue.confiance_min,
        delai_verdict=lue.delai_verdict,
        dossier=lue.dossier,
        ecrits=ecrits,
        ecrits_incompris=non,
        informee=noticed.informee(lue.tours),
        premiers_mots=noticed.premiers_mots(lue.tours),
        derniers_mots=noticed.derniers_mots(lue.tours),
    )


def _territoire(lue: ConversationLue) -> str:
    """By the list of the last verdict, else by that of the barème of the post's first day."""
    if not lue.commune:
        return ""
    liste = lue.liste or liste_au(_debut(lue))
    trouve = ouvrir().appartenance(lue.commune["code"], liste)
    return trouve.nom if trouve else ""


def _debut(lue: ConversationLue) -> date | None:
    try:
        return date.fromisoformat(str(lue.dossier.get("date_debut")))
    except ValueError:
        return None


def issue(lue: ConversationLue) -> Issue:
    """How the conversation ended; a wish for a person counts first, for that person waits."""
    if lue.illisible:
        return Issue.ILLISIBLE
    if lue.personne_demandee:
        return Issue.PERSONNE
    if lue.statut:
        return Issue.A_PRECISER if lue.statut == INCOMPLET else Issue.VERDICT
    if not lue.tours[-1].compris:
        return Issue.INCOMPRIS
    return Issue.ABANDON if lue.question else Issue.INFORMATION


def _tour(conversation: Conversation, lu: TourLu) -> Tour:
    champs = {nom: getattr(lu, nom) for nom in _DU_TOUR if nom not in ("conversation", "le")}
    return Tour(conversation=conversation, evenement=lu.evenement, le=_date(lu.le), **champs)


def _debut_de(lue: ConversationLue) -> datetime:
    return _date_ou_maintenant(lue.debut) if lue.illisible else _date(lue.tours[0].le)


def _fin_de(lue: ConversationLue) -> datetime:
    return _date_ou_maintenant(lue.fin) if lue.illisible else _date(lue.fin)


def _date_ou_maintenant(secondes: float) -> datetime:
    """What is unreadable may have no date either; it is kept no longer for that."""
    try:
        return _date(secondes)
    except (ValueError, OverflowError, OSError, TypeError):
        return timezone.now()


def _date(secondes: float) -> datetime:
    return datetime.fromtimestamp(secondes, UTC)
