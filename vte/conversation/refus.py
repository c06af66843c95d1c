"""A refusal that rests on one fact: the fact in words, and the button that says it again."""

from __future__ import annotations

from collections.abc import Mapping

from vte.conversation.parole import Bouton, charge
from vte.dossier import LES_CLES, question_de
from vte.regles import Verdict, presentation

# The keys that a criterion judges, the first that is known; one that weighs several is not here.
_JUGE: Mapping[str, tuple[str, ...]] = {
    "periode": ("date_debut",),
    "territoire": ("commune",),
    "taille": ("effectif", "taille"),
    "contrat": ("contrat",),
    "duree": ("duree_mois",),
    "niveau_obtenu": ("niveau_obtenu",),
    "niveau_prepare": ("niveau_prepare",),
}


def jugees(critere: str) -> tuple[str, ...]:
    """The keys that this criterion judges; () of one that weighs several, or that is not known."""
    return _JUGE.get(critere, ())


def cle_du_refus(verdict: Verdict) -> str | None:
    """The key on which alone the refusal rests; None: it is no refusal, or has several reasons."""
    if not verdict.refuse or len(verdict.obstacles) != 1:
        return None
    faits = verdict.dossier.en_json()
    return next((c for c in jugees(verdict.obstacles[0].id) if c in faits), None)


def motif(verdict: Verdict) -> str:
    """« le poste est à Lyon (69) »; "" where the refusal does not rest on one fact."""
    cle = cle_du_refus(verdict)
    return LES_CLES[cle].constater(verdict.dossier.en_json()[cle]) if cle else ""


def obstacles(verdict: Verdict) -> str:
    """What refuses, and the fact where there is only one."""
    nommes, fait = presentation.obstacles(verdict), motif(verdict)
    return f"{nommes}, parce que {fait}" if fait else nommes


def changer(verdict: Verdict) -> tuple[Bouton, ...]:
    """« Changer la commune »."""
    cle = cle_du_refus(verdict)
    posee = question_de(cle) if cle else None
    if posee is None:
        return ()
    # Of « La date de début », « la date » is enough where the fact was just named, and fits.
    nom = " ".join(LES_CLES[posee].titre.split()[:2])
    return (Bouton(f"Changer {nom[0].lower()}{nom[1:]}", charge(a_modifier=posee)),)
