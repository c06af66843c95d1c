"""One request for a person: what was asked, how to reach them, what was done, by whom and when.

What they left to be reached is masked until somebody says why.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from sqlalchemy.exc import SQLAlchemyError

from console import requests
from console.access import noter
from console.handling import DejaChangee, changements, changer, qui_traite
from console.models import Etape, SuiviDemande
from console.models.acces import Geste
from console.models.demandes import Gestes, Traitement
from console.relays import dire_absente, les_relais
from console.requests import DETAIL_MAX, Voie
from console.views.away import dit_absentes
from console.views.requests import Ligne
from console.views.said import exiger_des_mots, mots_de
from vte.demandes import Demande
from vte.donnees_personnelles import masquer_motif
from vte.erreurs import ErreurVTE
from vte.relais import Mot
from vte.relais.relais import TEXTE_MAX, WEB
from vte.relais.sorts import en_mots

_FERMETURES = {
    Traitement.REPONDUE: Gestes.REPONDUE,
    Traitement.CLOSE: Gestes.CLOTURE,
    Traitement.NOUVELLE: Gestes.REPRISE,
    Traitement.AFFECTEE: Gestes.REPRISE,
}
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pas:
    """A line of the history; `mot`: what was written to the person, None once it is erased."""

    etape: Etape
    mot: Mot | None

    @property
    def sort(self) -> str:
        """What became of an answer."""
        if self.mot is None:
            return ""
        if self.mot.canal == WEB:
            return "déposé dans sa conversation, sur le site"
        return en_mots(self.mot.etat, self.mot.motif) or "remis sur sa messagerie"


@require_GET
@permission_required("console.view_suividemande", raise_exception=True)
@dit_absentes
def lire(requete: HttpRequest, cle: int) -> HttpResponse:
    demande, suivi = _exiger(cle)
    return _page(requete, demande, suivi)


@require_POST
@permission_required("console.demasquer", raise_exception=True)
@dit_absentes
def demasquer(requete: HttpRequest, cle: int) -> HttpResponse:
    """In clear, this once; without a reason it stays masked."""
    demande, suivi = _exiger(cle)
    motif = requete.POST.get("motif", "").strip()
    if len(motif) < 5:
        messages.error(
            requete, "Dites en quelques mots pourquoi vous avez besoin de ces coordonnées."
        )
        return redirect("demande", cle)
    noter(requete.user, Geste.DEMASQUAGE, f"demande {cle}", motif)
    requests.noter_etape(suivi, requete.user, Gestes.DEMASQUAGE, masquer_motif(motif))
    return _page(requete, demande, suivi, claire=True)


@require_POST
@permission_required("console.traiter_demande", raise_exception=True)
@dit_absentes
def traiter(requete: HttpRequest, cle: int) -> HttpResponse:
    """Its state, and whom it is assigned to."""
    demande, suivi = _exiger(cle)
    try:
        if voulu := changements(suivi, requete.POST):
            _enregistrer(requete, demande, suivi, voulu)
        else:
            messages.info(requete, "Rien n'est changé.")
    except DejaChangee as refus:
        messages.error(requete, str(refus))
    except SQLAlchemyError as erreur:
        dire_absente(requete, erreur)
    return redirect("demande", cle)


def _enregistrer(
    requete: HttpRequest, demande: Demande, suivi: SuiviDemande, voulu: dict[str, Any]
) -> None:
    """Errors: DejaChangee, SQLAlchemyError; nothing is done then."""
    avant = (suivi.etat, suivi.affectee_a)
    with transaction.atomic():
        changer(suivi, voulu)
        _raconter(requete, suivi, *avant)
        a_qui = f", à {suivi.affectee_a}" if suivi.affectee_a else ""
        noter(
            requete.user, Geste.DEMANDE, f"demande {demande.id} : {suivi.get_etat_display()}{a_qui}"
        )
        if suivi.etat == Traitement.CLOSE:
            requests.oublier_l_adresse(demande)
    messages.success(requete, f"{suivi} : {suivi.get_etat_display()}.")


@require_POST
@permission_required("console.repondre", raise_exception=True)
@dit_absentes
def repondre(requete: HttpRequest, cle: int) -> HttpResponse:
    """What is written there is read by the person in their conversation, as it is written."""
    _, suivi = _exiger(cle)
    texte = mots_de(requete)
    try:
        _repondre(requete, suivi, texte)
        return redirect("demande", cle)
    except ErreurVTE as erreur:
        messages.error(requete, str(erreur))
    except SQLAlchemyError as erreur:
        dire_absente(requete, erreur)
    return _page(requete, *_exiger(cle), texte=texte)


def _repondre(requete: HttpRequest, suivi: SuiviDemande, texte: str) -> None:
    """Errors: ErreurVTE, SQLAlchemyError; nothing is sent then."""
    exiger_des_mots(texte)
    voie = requests.voie_de(suivi.personne)
    if voie is None or not voie.se_prend:
        raise ErreurVTE("Cette personne ne lirait pas votre réponse : rien n'est parti.")
    vues, garder = requete.POST.get("reponses", ""), "garder" in requete.POST
    lues = int(vues) if vues.isdecimal() and len(vues) < 10 else None
    requests.repondre(suivi, voie, requete.user, texte, garder, lues)
    noter(requete.user, Geste.RELAIS, f"demande {suivi.pk} : réponse écrite")
    messages.success(requete, _sort(voie))


def _sort(voie: Voie) -> str:
    """What becomes of an answer that was just written."""
    if not voie.ouverte:
        return "Votre réponse sera remise quand la personne écrira de nouveau."
    if voie.canal != WEB:
        return "Votre réponse va lui être remise."
    return "Votre réponse est dans sa conversation."


@require_POST
@permission_required("console.traiter_demande", raise_exception=True)
@dit_absentes
def annoter(requete: HttpRequest, cle: int) -> HttpResponse:
    """A remark for colleagues; it goes with the request."""
    _, suivi = _exiger(cle)
    if texte := requete.POST.get("texte", "").strip():
        requests.noter_etape(suivi, requete.user, Gestes.NOTE, texte)
        noter(requete.user, Geste.DEMANDE, f"demande {cle} : note écrite")
        messages.success(requete, "La note est ajoutée.")
    return redirect("demande", cle)


def _exiger(cle: int) -> tuple[Demande, SuiviDemande]:
    with requests.les_demandes() as demandes:
        demande = demandes.lire(cle)
    if demande is None:
        raise Http404
    requests.relever()
    return demande, SuiviDemande.objects.select_related("affectee_a").get(demande=cle)


def _raconter(requete: HttpRequest, suivi: SuiviDemande, etat: str, affectee_a: object) -> None:
    """What has just changed, in its history."""
    if suivi.affectee_a != affectee_a:
        qui = f"à {suivi.affectee_a}" if suivi.affectee_a else "à personne"
        requests.noter_etape(suivi, requete.user, Gestes.AFFECTATION, qui)
    assignee = (etat, suivi.etat) == (Traitement.NOUVELLE, Traitement.AFFECTEE)
    if suivi.etat != etat and not assignee:
        requests.noter_etape(suivi, requete.user, _FERMETURES[Traitement(suivi.etat)])


def _page(
    requete: HttpRequest,
    demande: Demande,
    suivi: SuiviDemande,
    claire: bool = False,
    texte: str = "",
) -> HttpResponse:
    """`texte`: an answer that was not sent."""
    voie: Voie | None = None
    mots: dict[int, Mot] = {}
    etapes = list(Etape.objects.filter(demande=demande.id))
    try:
        voie = requests.voie_de(demande.conversation)
        if paroles := [e.parole for e in etapes if e.parole is not None]:
            with les_relais() as relais:
                mots = relais.mots(paroles)
    except SQLAlchemyError as erreur:
        dire_absente(requete, erreur)
    contexte = {
        "ligne": Ligne(demande, suivi, voie.conversation if voie else None, claire),
        "suivi": suivi,
        "voie": voie,
        "par_le_site": voie is not None and voie.canal == WEB,
        "pas": [Pas(etape, mots.get(etape.parole or 0)) for etape in etapes],
        "etats": Traitement.choices,
        "comptes": qui_traite(),
        "reponses": sum(etape.geste == Gestes.REPONSE for etape in etapes),
        "texte": texte,
        "garder": "garder" in requete.POST,
        "texte_max": TEXTE_MAX,
        "note_max": DETAIL_MAX,
    }
    return render(requete, "console/demande.html", contexte)
