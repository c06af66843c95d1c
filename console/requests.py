"""The requests for a person as staff keep up with them: brought in, taken, answered, closed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from console.access import noter
from console.models import Conversation, Etape, SuiviDemande
from console.models.acces import Geste
from console.models.demandes import Gestes, Traitement
from console.relays import adresse_sur, fin_de_session, les_relais, non_remis
from vte.delai import echeance
from vte.demandes import NOUVELLE, Demande, Demandes
from vte.donnees_personnelles import masquer
from vte.erreurs import ErreurVTE
from vte.relais.relais import WEB

MARGE = timedelta(days=1)  # by which a request may have become visible late
DETAIL_MAX = 4000  # characters of a note


class DejaRepondue(ErreurVTE):
    """An answer came since the page was opened; this one was not sent."""

    def __init__(self) -> None:
        super().__init__(
            "Une réponse est déjà partie depuis que vous avez ouvert la page\u00a0: "
            "lisez-la dans l'historique. La vôtre n'est pas partie\u00a0; "
            "envoyez-la si elle sert encore."
        )


@contextmanager
def les_demandes() -> Iterator[Demandes]:
    demandes = Demandes()
    try:
        yield demandes
    finally:
        demandes.fermer()


def relever() -> None:
    """Each request that was sent since the last look has its row here, with when it is due.

    An older server may have made a row that says nothing: then all are looked at again.
    Error: SQLAlchemyError.
    """
    suivis = SuiviDemande.objects
    incomplets = suivis.filter(recue_le__isnull=True).exists()
    dernier = None if incomplets else suivis.aggregate(le=Max("recue_le"))["le"]
    with les_demandes() as demandes:
        envoyees = demandes.envoyees(dernier and dernier - MARGE)
    connus = suivis.filter(demande__in=[d.id for d in envoyees], recue_le__isnull=False)
    deja = set(connus.values_list("demande", flat=True))
    suivis.bulk_create(
        [_suivi(d) for d in envoyees if d.id not in deja],
        update_conflicts=True,
        unique_fields=["demande"],
        update_fields=["recue_le", "echeance", "personne", "reference"],
    )


def _suivi(demande: Demande) -> SuiviDemande:
    recue = datetime.fromisoformat(demande.le)
    return SuiviDemande(
        demande=demande.id,
        recue_le=recue,
        echeance=echeance(recue),
        personne=demande.conversation,
        reference=demande.reference or "",
    )


# What is done with one


def noter_etape(
    suivi: SuiviDemande, compte: Any, geste: Gestes, texte: str = "", parole: int | None = None
) -> None:
    """A line of its history; personal data of known shapes are masked in `texte`."""
    Etape.objects.create(
        demande=suivi.demande,
        personne=suivi.personne,
        qui=compte.get_username(),
        geste=geste,
        texte=masquer(texte[:DETAIL_MAX]),
        parole=parole,
    )


def prendre(suivi: SuiviDemande, compte: Any) -> bool:
    """Assigned to this account, if nobody was quicker."""
    libre = SuiviDemande.objects.filter(
        pk=suivi.pk, affectee_a=None, etat__in=(Traitement.NOUVELLE, Traitement.AFFECTEE)
    )
    if not libre.update(affectee_a=compte, etat=Traitement.AFFECTEE, le=timezone.now()):
        return False
    noter_etape(suivi, compte, Gestes.AFFECTATION, f"à {compte.get_username()}")
    noter(compte, Geste.DEMANDE, f"demande {suivi.demande} : prise, à {compte.get_username()}")
    return True


def repondues(personne: str, compte: Any, parole: int) -> None:
    """This word of staff answers what the person asked for."""
    ouvertes = SuiviDemande.objects.filter(personne=personne).a_repondre()
    for suivi in ouvertes:
        noter_etape(suivi, compte, Gestes.REPONSE, parole=parole)
    ouvertes.order_by().update(etat=Traitement.REPONDUE, le=timezone.now())


def reponses(suivi: SuiviDemande) -> int:
    """How many times it was answered from here."""
    return int(Etape.objects.filter(demande=suivi.demande, geste=Gestes.REPONSE).count())


def repondre(
    suivi: SuiviDemande,
    voie: Voie,
    compte: Any,
    texte: str,
    garder: bool,
    vues: int | None = None,
) -> None:
    """What staff write is read by the person in their conversation, and the request is answered.

    `garder`: the conversation is held from now on, so that staff read what the person answers.
    `vues`: how many answers whoever writes has seen. Errors: DejaRepondue, ConversationClose,
    SQLAlchemyError.
    """
    qui, ligne = compte.get_username(), SuiviDemande.objects.filter(pk=suivi.pk)
    with transaction.atomic():
        ligne.update(le=timezone.now())  # holds the row: whoever answers too comes after
        if vues is not None and reponses(suivi) != vues:
            raise DejaRepondue
        with les_relais() as relais:
            if garder:
                relais.prendre(suivi.personne, voie.canal, qui)
            parole = relais.repondre(suivi.personne, voie.canal, qui, texte)
        noter_etape(suivi, compte, Gestes.REPONSE, parole=parole)
        ligne.filter(affectee_a=None).update(affectee_a=compte)
        ligne.update(etat=Traitement.REPONDUE)


def non_remises() -> QuerySet:
    """Those whose last answer the person has not, and that nobody has closed since.

    Error: SQLAlchemyError.
    """
    reponses_de = Etape.objects.filter(
        demande=OuterRef("demande"), geste__in=(Gestes.REPONSE, Gestes.REPONDUE)
    )
    derniere = Subquery(reponses_de.order_by("-pk").values("parole")[:1])
    repondues_ici = SuiviDemande.objects.filter(etat=Traitement.REPONDUE)
    return repondues_ici.annotate(derniere=derniere).filter(derniere__in=non_remis())


def oublier_l_adresse(demande: Demande) -> None:
    """How a messenger reaches a person, once this last open request of theirs is closed.

    Error: SQLAlchemyError.
    """
    with les_demandes() as demandes:
        siennes = [d.id for d in demandes.de(demande.conversation) if d.statut == NOUVELLE]
    closes = SuiviDemande.objects.filter(demande__in=siennes, etat=Traitement.CLOSE)
    if {demande.id, *closes.values_list("demande", flat=True)} >= set(siennes):
        with les_relais() as relais:
            relais.demande_close(demande.conversation)


# How a person is reached


@dataclass(frozen=True)
class Voie:
    """`conversation`: their latest one here; `jusqu_a`: on the web, when nobody comes back to it;
    `ouverte`: what is written now is read there; `fermee_depuis`: since when it waits there until
    the person writes again."""

    conversation: int
    canal: str
    ouverte: bool
    jusqu_a: datetime | None = None
    fermee_depuis: datetime | None = None

    @property
    def se_prend(self) -> bool:
        """What is written is kept for the person, who reads it now or when they write again."""
        return self.ouverte or self.fermee_depuis is not None


def voie_de(personne: str) -> Voie | None:
    """None where no conversation of theirs was projected yet. Error: SQLAlchemyError."""
    siennes = Conversation.objects.filter(personne=personne).order_by("premier")
    derniere = siennes.values_list("pk", "canal").last()
    if derniere is None:
        return None
    cle, canal = derniere
    if canal == WEB:
        fin = fin_de_session(personne)
        return Voie(cle, canal, fin is not None and fin > timezone.now(), fin)
    connue, fermee = adresse_sur(personne, canal)
    return Voie(cle, canal, connue and fermee is None, fermee_depuis=fermee if connue else None)


def conversations_de(personnes: Collection[str]) -> dict[str, int]:
    """The latest conversation of each of these people."""
    siennes = Conversation.objects.filter(personne__in=personnes).order_by("fin")
    return dict(siennes.values_list("personne", "pk"))
