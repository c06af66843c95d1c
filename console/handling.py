"""Whom a request is assigned to and how far it is, whoever else changes it at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from console.models import Etape, SuiviDemande
from console.models.demandes import A_REPONDRE, Gestes, Traitement
from vte.erreurs import ErreurVTE

LA_COMMANDE = "la commande"  # who did it, where nobody is logged in
_PORTES = "django.contrib.auth.backends.ModelBackend"


class DejaChangee(ErreurVTE):
    """Somebody else changed the same thing of this request; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            "Cette demande a changé depuis que vous l'avez ouverte\u00a0: "
            "relisez-la, puis recommencez. Rien n'est enregistré."
        )


def qui_traite() -> QuerySet:
    """The open accounts that may handle requests, by name."""
    comptes: QuerySet = get_user_model().objects.with_perm(
        "console.traiter_demande", backend=_PORTES
    )
    return comptes.order_by("username")


def changements(suivi: SuiviDemande, dit: Mapping[str, str]) -> dict[str, Any]:
    """What a form asks to change, among its state and its assignee.

    The form says what its page showed (`etat_vu`, `affectee_vue`): only what differs was changed.
    Error: DejaChangee, where somebody else has changed that meanwhile.
    """
    voulu: dict[str, Any] = {}
    etat, actuel = dit.get("etat", ""), suivi.etat
    if etat in Traitement.values and _change(etat, dit.get("etat_vu", actuel), actuel):
        voulu["etat"] = etat
    qui, tient = dit.get("affectee_a", ""), str(suivi.affectee_a_id or "")
    if _change(qui, dit.get("affectee_vue", tient), tient):
        voulu["affectee_a"] = next((c for c in qui_traite() if str(c.pk) == qui), None)
    return voulu


def _change(dit: str, vu: str, actuel: str) -> bool:
    """Error: DejaChangee."""
    if dit in (vu, actuel):
        return False
    if vu != actuel:
        raise DejaChangee
    return True


def changer(suivi: SuiviDemande, voulu: Mapping[str, Any]) -> None:
    """Saves these fields alone; assigned to somebody it is not new, to nobody it is.

    Error: DejaChangee, where the row is not as `suivi` was read any more.
    """
    lue = SuiviDemande.objects.filter(pk=suivi.pk, etat=suivi.etat, affectee_a=suivi.affectee_a_id)
    for champ, valeur in voulu.items():
        setattr(suivi, champ, valeur)
    if suivi.etat in A_REPONDRE:
        suivi.etat = Traitement.AFFECTEE if suivi.affectee_a else Traitement.NOUVELLE
    champs = {nom: getattr(suivi, nom) for nom in {"etat", *voulu}}
    if not lue.update(**champs, le=timezone.now()):
        raise DejaChangee


def liberer(par: Any, compte: Any) -> None:
    """What this account was to answer is new again; `par`: who took its right away, None for the
    command."""
    with transaction.atomic():
        siennes = SuiviDemande.objects.filter(affectee_a=compte, etat__in=A_REPONDRE)
        qui = par.get_username() if par is not None else LA_COMMANDE
        Etape.objects.bulk_create(
            Etape(
                demande=suivi.demande,
                personne=suivi.personne,
                qui=qui,
                geste=Gestes.AFFECTATION,
                texte="à personne",
            )
            for suivi in siennes
        )
        siennes.update(affectee_a=None, etat=Traitement.NOUVELLE, le=timezone.now())
