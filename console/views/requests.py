"""The list of requests for a person, masked: by state, by when they are due, by reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from console import requests
from console.dates import debut_du_jour, fin_du_jour
from console.models import SuiviDemande
from console.models.demandes import Traitement
from console.periods import champ_de_jour
from console.views.away import dit_absentes
from vte.demandes import Demande, lire_reference
from vte.donnees_personnelles import apercu, initiales, masquer

PAR_PAGE = 25
RETARD, MIENNES, NON_REMISES, ECHEANCE = "retard", "miennes", "non_remises", "echeance"
ETATS = [
    *Traitement.choices,
    (RETARD, "en retard"),
    (MIENNES, "à moi"),
    (NON_REMISES, "réponse non remise"),
]
TRIS = [("", "les plus récentes"), (ECHEANCE, "à répondre d'abord")]


@dataclass(frozen=True)
class Ligne:
    """A request as staff see it; `claire`: unmasked."""

    demande: Demande
    suivi: SuiviDemande
    conversation: int | None
    claire: bool = False

    @property
    def le(self) -> datetime:
        return datetime.fromisoformat(self.demande.le)

    @property
    def nom(self) -> str:
        return str(self.demande.nom) if self.claire else initiales(str(self.demande.nom))

    @property
    def coordonnee(self) -> str:
        return str(self.demande.coordonnee) if self.claire else apercu(str(self.demande.coordonnee))

    @property
    def sujet(self) -> str:
        return str(self.demande.sujet) if self.claire else masquer(str(self.demande.sujet))


class Jours(forms.Form):
    """On which days requests came; both may be left empty."""

    du = champ_de_jour("Reçue du", requis=False)
    au = champ_de_jour("au", requis=False)

    def filtrer(self, suivis: QuerySet) -> QuerySet:
        """Those of these days; all of them where a day is no day, which the form says."""
        if not self.is_valid():
            return suivis
        du, au = self.cleaned_data["du"], self.cleaned_data["au"]
        suivis = suivis.filter(recue_le__gte=debut_du_jour(du)) if du else suivis
        return suivis.filter(recue_le__lt=fin_du_jour(au)) if au else suivis


@require_GET
@permission_required("console.view_suividemande", raise_exception=True)
@dit_absentes
def lister(requete: HttpRequest) -> HttpResponse:
    requests.relever()
    if dite := requete.GET.get("reference", "").strip():
        trouvee = _de_reference(dite)
        if trouvee is not None:
            return redirect("demande", trouvee.demande)
        messages.error(requete, "Aucune demande n'a cette référence.")
    etat, tri = requete.GET.get("etat", ""), requete.GET.get("tri", "")
    jours = Jours(requete.GET)
    suivis = _triees(
        jours.filtrer(_choisies(requete, etat)), tri or (ECHEANCE if etat == RETARD else "")
    )
    page = Paginator(suivis, PAR_PAGE).get_page(requete.GET.get("page"))
    contexte = {
        "page": page,
        "lignes": lignes(page.object_list),
        "etats": ETATS,
        "etat": etat,
        "tris": TRIS,
        "tri": tri,
        "jours": jours,
        "a_l_heure": requete.GET.get("retard") == "non",
    }
    return render(requete, "console/demandes.html", contexte)


def lignes(suivis: Iterable[SuiviDemande]) -> list[Ligne]:
    """Each with the request itself; one that was erased meanwhile is left out."""
    lus = list(suivis)
    with requests.les_demandes() as base:
        demandes = base.parmi([s.demande for s in lus])
    gens = requests.conversations_de({d.conversation for d in demandes.values()})
    return [
        Ligne(d, s, gens.get(d.conversation))
        for s in lus
        if (d := demandes.get(s.demande)) is not None
    ]


def _de_reference(dite: str) -> SuiviDemande | None:
    if (reference := lire_reference(dite)) is None:
        return None
    trouvee: SuiviDemande | None = SuiviDemande.objects.filter(reference=reference).first()
    return trouvee


def _choisies(requete: HttpRequest, etat: str) -> QuerySet:
    connues = SuiviDemande.objects.filter(recue_le__isnull=False).select_related("affectee_a")
    choix: dict[str, Callable[[], QuerySet]] = {
        "": lambda: connues,
        RETARD: connues.en_retard,
        MIENNES: lambda: connues.affectees(requete.user),
        NON_REMISES: lambda: requests.non_remises().select_related("affectee_a"),
        Traitement.NOUVELLE: connues.nouvelles,
    }
    choisies = choix.get(etat, lambda: connues.filter(etat=etat))()
    return choisies.a_l_heure() if requete.GET.get("retard") == "non" else choisies


def _triees(suivis: QuerySet, tri: str) -> QuerySet:
    if tri == ECHEANCE:
        return suivis.order_by(F("echeance").asc(nulls_last=True), "demande")
    return suivis.order_by("-recue_le", "-demande")
