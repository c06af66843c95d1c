"""What waits by itself: requests, people who wait in a relay, bad words, corrections to judge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from console import requests, review
from console.models import Correction, SuiviDemande
from console.models.corrections import Etat
from console.models.raisons import MotifDeRelecture
from console.relays import les_relais
from console.waiting import Attendu, Chose, Source, register

A_LA_FOIS = 100  # of each kind, that may be the next


def _liste(page: str, requete: str = "") -> Any:
    return lambda: f"{reverse(page)}{requete}"


def _combien(lignes: QuerySet, date: str) -> Attendu:
    lue = lignes.order_by().aggregate(n=Count("pk"), depuis=Min(date))
    return Attendu(lue["n"], lue["depuis"])


# Requests


def _en_retard(compte: Any) -> QuerySet:
    """The first source that is looked at: what has come meanwhile is brought in for all."""
    requests.relever()
    return SuiviDemande.objects.en_retard()


def _nouvelles(compte: Any) -> QuerySet:
    return SuiviDemande.objects.nouvelles().a_l_heure()


def _affectees(compte: Any) -> QuerySet:
    return SuiviDemande.objects.affectees(compte).a_l_heure()


def _non_remises(compte: Any) -> QuerySet:
    return requests.non_remises()


def _demandes(suivis: QuerySet, compte: Any) -> Iterable[Chose]:
    """Those of nobody, which whoever takes them is given, and one's own."""
    miennes = suivis.filter(Q(affectee_a=None) | Q(affectee_a=compte))
    for suivi in miennes.order_by("echeance", "demande")[:A_LA_FOIS]:
        yield Chose(reverse("demande", args=[suivi.demande]), _prendre(suivi, compte))


def _a_revoir(suivis: QuerySet, compte: Any) -> Iterable[Chose]:
    """Answered already: nothing is to be taken."""
    miennes = suivis.filter(Q(affectee_a=None) | Q(affectee_a=compte)).order_by("demande")
    return (Chose(reverse("demande", args=[suivi.demande])) for suivi in miennes[:A_LA_FOIS])


def _prendre(suivi: SuiviDemande, compte: Any) -> Any:
    if suivi.affectee_a_id == compte.pk:
        return lambda: True
    return lambda: requests.prendre(suivi, compte)


# Relays


def _relais(compte: Any) -> Attendu:
    with les_relais() as relais:
        tenus = relais.tenus()
    return Attendu(len(tenus), datetime.fromisoformat(tenus[0].le) if tenus else None)


def _relais_qui_attendent(compte: Any) -> Iterable[Chose]:
    """Those in which the person wrote last."""
    with les_relais() as relais:
        gens = [tenu.session for tenu in relais.tenus() if tenu.prevenu][:A_LA_FOIS]
    conversations = requests.conversations_de(gens)
    for qui in gens:
        if qui in conversations:
            yield Chose(reverse("relais", args=[conversations[qui]]))


# Conversations and corrections


def _mal_avisees(compte: Any) -> QuerySet:
    """Those in the queue of bad opinions: one said since the review waits too."""
    return review.file(compte, MotifDeRelecture.AVIS)


def _a_relire(compte: Any) -> Iterable[Chose]:
    raisons = _mal_avisees(compte).select_related("tour")[:A_LA_FOIS]
    return (Chose(review.adresse(raison)) for raison in raisons)


def _en_file(compte: Any) -> QuerySet:
    """Conversations in a queue (console/review.py) for another reason than a bad opinion."""
    return review.a_relire(compte).exclude(motif=MotifDeRelecture.AVIS)


def _combien_en_file(compte: Any) -> Attendu:
    lue = (
        _en_file(compte)
        .order_by()
        .aggregate(n=Count("conversation", distinct=True), depuis=Min("le"))
    )
    return Attendu(lue["n"], lue["depuis"])


def _des_files(compte: Any) -> Iterable[Chose]:
    """Queue by queue, in the order in which they are shown."""
    for motif in MotifDeRelecture:
        if motif != MotifDeRelecture.AVIS:
            for raison in review.file(compte, motif).select_related("tour")[:A_LA_FOIS]:
                yield Chose(review.adresse(raison))


def _a_juger(compte: Any) -> QuerySet:
    proposees = Correction.objects.filter(etat=Etat.PROPOSEE)
    return proposees if compte is None else proposees.exclude(auteur=compte)


def _corrections(compte: Any) -> Iterable[Chose]:
    cles = _a_juger(compte).order_by("le").values_list("pk", flat=True)
    return (Chose(f"{reverse('corrections')}#correction-{cle}") for cle in cles[:A_LA_FOIS])


SOURCES = (
    Source(
        "retard",
        "Demandes en retard",
        "console.view_suividemande",
        "demandes",
        _liste("demandes", "?etat=retard"),
        lambda compte: _combien(_en_retard(compte), "recue_le"),
        lambda compte: _demandes(_en_retard(compte), compte),
        urgente=True,
    ),
    Source(
        "relais",
        "Échanges ouverts avec une personne",
        "console.repondre",
        "conversations",
        _liste("conversations", "?echange=oui"),
        _relais,
        _relais_qui_attendent,
    ),
    Source(
        "nouvelles",
        "Demandes nouvelles",
        "console.view_suividemande",
        "demandes",
        _liste("demandes", "?etat=nouvelle&retard=non"),
        lambda compte: _combien(_nouvelles(compte), "recue_le"),
        lambda compte: _demandes(_nouvelles(compte), compte),
    ),
    Source(
        "affectees",
        "Demandes qui vous sont affectées",
        "console.traiter_demande",
        "demandes",
        _liste("demandes", "?etat=miennes&retard=non"),
        lambda compte: _combien(_affectees(compte), "recue_le"),
        lambda compte: _demandes(_affectees(compte), compte),
        titre_d_equipe="Demandes affectées, à répondre",
    ),
    Source(
        "non_remises",
        "Réponses non remises",
        "console.traiter_demande",
        "demandes",
        _liste("demandes", "?etat=non_remises"),
        lambda compte: _combien(_non_remises(compte), "recue_le"),
        lambda compte: _a_revoir(_non_remises(compte), compte),
    ),
    Source(
        "avis",
        "Conversations où une réponse n'a pas servi",
        "console.relire",
        "conversations",
        _liste("conversations", "?raison=avis"),
        lambda compte: _combien(_mal_avisees(compte), "le"),
        _a_relire,
    ),
    Source(
        "corrections",
        "Corrections à juger",
        "console.juger",
        "corrections",
        _liste("corrections"),
        lambda compte: _combien(_a_juger(compte), "le"),
        _corrections,
    ),
    Source(
        "files",
        "Conversations à relire, dans les files",
        "console.relire",
        "files",
        _liste("files"),
        _combien_en_file,
        _des_files,
    ),
)


def declarer() -> None:
    for source in SOURCES:
        register(source)
