"""The interview: what is known of a recruitment, what is still asked, what an answer changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vte.dossier import LES_CLES, Dossier, changer, questions_repondues
from vte.erreurs import DossierInvalide
from vte.lecture import LieuLu
from vte.lecture.choix import CHOIX
from vte.regles import Verdict
from vte.territoires import ouvrir


@dataclass(frozen=True)
class Entretien:
    """`possibles`: INSEE codes to choose from; `passees`: keys answered « je ne sais pas ».

    `groupe`: the EPCI or territory that was named, of which `possibles` are the communes.
    `a_modifier`: the key to say again; `poursuivre`: go on in spite of a refusal.
    """

    dossier: Dossier = Dossier()
    possibles: tuple[str, ...] = ()
    passees: tuple[str, ...] = ()
    groupe: Mapping[str, Any] | None = None
    a_modifier: str | None = None
    poursuivre: bool = False

    @property
    def faits(self) -> dict[str, Any]:
        """The known keys, in JSON values."""
        return self.dossier.en_json()


def question(entretien: Entretien, verdict: Verdict) -> str | None:
    """The key to ask, CHOIX between homonyms, or None when all can be said.

    `verdict`: that of the interview's dossier; its missing keys conduct, then those that would
    change another scheme.
    """
    return du_vte(entretien, verdict) or _premiere(entretien, verdict.precisions)


def du_vte(entretien: Entretien, verdict: Verdict) -> str | None:
    """The same, of what the statut waits for; None when the verdict can be said."""
    choisir = entretien.possibles and entretien.a_modifier in (None, "commune")
    ouverte = CHOIX if choisir else entretien.a_modifier
    if verdict.refuse and not entretien.poursuivre:
        return ouverte if entretien.a_modifier else None
    cles = verdict.inconnues if entretien.poursuivre else verdict.manquants
    return ouverte or _premiere(entretien, cles)


def _premiere(entretien: Entretien, cles: Sequence[str]) -> str | None:
    return next((nom for nom in cles if nom not in entretien.passees), None)


def peut_poursuivre(entretien: Entretien, verdict: Verdict) -> bool:
    """True when a refused dossier still has questions of the VTE that were not put."""
    if not verdict.refuse or entretien.poursuivre:
        return False
    return du_vte(replace(entretien, poursuivre=True), verdict) is not None


def entendre(
    entretien: Entretien, faits: Mapping[str, Any], lieu: LieuLu | None = None
) -> Entretien:
    """The interview after a reading: new facts replace the old ones, homonyms wait for a choice."""
    return hesiter(noter(entretien, faits), lieu)


def hesiter(entretien: Entretien, lieu: LieuLu | None) -> Entretien:
    """The same; if `lieu` may be several communes, they wait for a choice."""
    if lieu is None or not lieu.ambigu:
        return entretien
    codes = tuple(r.code for r in lieu.resultats)
    groupe = lieu.groupe.en_json() if lieu.groupe else None
    sans = entretien.dossier.avec(commune=None)
    return replace(entretien, dossier=sans, possibles=codes, groupe=groupe)


def admettre(entretien: Entretien, nom: str, valeur: Any) -> Entretien:
    """The interview with a fact that was confirmed: what cannot stand beside it is forgotten."""
    suite = noter(entretien, {nom: valeur})
    if nom in suite.faits:
        return suite
    sans = dict.fromkeys(LES_CLES[nom].heurte(entretien.faits, valeur))
    return noter(replace(entretien, dossier=entretien.dossier.avec(**sans)), {nom: valeur})


def noter(entretien: Entretien, faits: Mapping[str, Any]) -> Entretien:
    """The interview with `faits` (JSON values) noted; an invalid fact is left aside."""
    suite = entretien
    for nom in sorted(faits, key=lambda nom: LES_CLES[nom].rang):
        suite = _noter_un(suite, nom, faits[nom])
    return suite


def _noter_un(entretien: Entretien, nom: str, valeur: Any) -> Entretien:
    if LES_CLES[nom].couverte(entretien.faits.get(nom), valeur):
        return entretien  # what is known says more
    try:
        dossier = changer(entretien.dossier, {nom: valeur}, ouvrir().commune)
    except DossierInvalide:
        return entretien
    suite = _repondre(replace(entretien, dossier=dossier), questions_repondues(nom))
    return replace(suite, possibles=(), groupe=None) if nom == "commune" else suite


def _repondre(entretien: Entretien, questions: Collection[str]) -> Entretien:
    """These are answered: they are neither passed nor to be said again."""
    return replace(
        entretien,
        passees=tuple(p for p in entretien.passees if p not in questions),
        a_modifier=None if entretien.a_modifier in questions else entretien.a_modifier,
    )


def passer(entretien: Entretien, nom: str | None) -> Entretien:
    """« Je ne sais pas » : the question is not put again; the verdict says what is missing."""
    if nom is None:
        return entretien
    entretien = replace(entretien, a_modifier=None)
    if nom in entretien.faits:  # it was to be said again; it stays what it is
        return entretien
    if nom == CHOIX:
        passees = (*entretien.passees, "commune")
        return replace(entretien, possibles=(), groupe=None, passees=passees)
    return replace(entretien, passees=(*entretien.passees, nom))
