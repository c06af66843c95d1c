"""Où en est un entretien : ce que l'on sait, ce que l'on demande, ce qu'une réponse change.

Les règles conduisent : la question est la première des clés `manquants` du verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from vte.dossier import CLES, LES_CLES, Dossier, changer, depuis_json, questions_repondues
from vte.erreurs import DossierInvalide
from vte.francais import Lecture
from vte.regles import evaluer, inconnues
from vte.territoires import ouvrir

CHOIX = "commune_choix"
_TERMINES = ("non_eligible", "hors_periode")


@dataclass(frozen=True)
class Entretien:
    """`possibles` : codes INSEE entre lesquels choisir ; `passees` : clés auxquelles on a répondu « je ne sais pas ».

    `groupe` : l'intercommunalité ou le territoire nommé, dont `possibles` sont les communes (Groupe.en_json).
    `a_modifier` : la clé que l'on veut redire ; `poursuivre` : aller au bout des questions malgré un refus.
    """

    dossier: Dossier = Dossier()
    possibles: tuple[str, ...] = ()
    passees: tuple[str, ...] = ()
    groupe: Mapping[str, Any] | None = None
    a_modifier: str | None = None
    poursuivre: bool = False

    @property
    def faits(self) -> dict[str, Any]:
        return self.dossier.en_json()


def reprendre(slots: Mapping[str, Any]) -> Entretien:
    """L'entretien que gardent les slots (voir `en_slots`).

    Erreurs : DossierInvalide, BaseAbsente.
    """
    dossier = depuis_json({cle: slots.get(cle) for cle in CLES}, ouvrir().commune)
    possibles, passees = (tuple(slots.get(nom) or ()) for nom in ("communes_possibles", "passees"))
    return Entretien(
        dossier,
        possibles,
        passees,
        slots.get("groupe"),
        slots.get("a_modifier"),
        bool(slots.get("poursuivre")),
    )


def en_slots(entretien: Entretien) -> dict[str, Any]:
    """Toutes les valeurs de slots d'un entretien, celles qui sont inconnues à None."""
    faits = entretien.faits
    return {cle: faits.get(cle) for cle in CLES} | {
        "communes_possibles": list(entretien.possibles) or None,
        "groupe": entretien.groupe,
        "passees": list(entretien.passees) or None,
        "a_modifier": entretien.a_modifier,
        "poursuivre": entretien.poursuivre or None,
    }


def question(entretien: Entretien) -> str | None:
    """La clé à demander, `commune_choix` entre homonymes, ou None quand le verdict peut être dit."""
    ouverte = (
        CHOIX
        if entretien.possibles and entretien.a_modifier in (None, "commune")
        else entretien.a_modifier
    )
    verdict = evaluer(entretien.dossier)
    if verdict["statut"] in _TERMINES and not entretien.poursuivre:
        return ouverte if entretien.a_modifier else None
    cles = inconnues(entretien.dossier) if entretien.poursuivre else verdict["manquants"]
    return ouverte or next((cle for cle in cles if cle not in entretien.passees), None)


def peut_poursuivre(entretien: Entretien) -> bool:
    """Vrai si, refusé, le dossier a encore des questions que l'on n'a pas posées."""
    refuse = evaluer(entretien.dossier)["statut"] in _TERMINES
    return (
        refuse
        and not entretien.poursuivre
        and question(replace(entretien, poursuivre=True)) is not None
    )


def entendre(entretien: Entretien, lecture: Lecture) -> Entretien:
    """L'entretien après une lecture : les faits nouveaux remplacent les anciens, les homonymes attendent un choix."""
    suite = noter(entretien, lecture.faits)
    if lecture.lieu is not None and lecture.lieu.ambigu:
        codes = tuple(r.code for r in lecture.lieu.resultats)
        groupe = lecture.lieu.groupe.en_json() if lecture.lieu.groupe else None
        suite = replace(
            suite, dossier=suite.dossier.avec(commune=None), possibles=codes, groupe=groupe
        )
    return suite


def noter(entretien: Entretien, faits: Mapping[str, Any]) -> Entretien:
    """L'entretien où `faits` (clés et valeurs JSON du dossier) sont notés ; un fait invalide est laissé de côté."""
    suite = entretien
    for cle, valeur in sorted(faits.items(), key=lambda fait: LES_CLES[fait[0]].rang):
        suite = _noter_un(suite, cle, valeur)
    return suite


def _noter_un(entretien: Entretien, cle: str, valeur: Any) -> Entretien:
    if LES_CLES[cle].couverte(entretien.faits.get(cle), valeur):
        return entretien  # le plus précis est déjà su
    try:
        dossier = changer(entretien.dossier, {cle: valeur}, ouvrir().commune)
    except DossierInvalide:
        return entretien
    a_modifier = None if entretien.a_modifier in questions_repondues(cle) else entretien.a_modifier
    suite = replace(
        entretien,
        dossier=dossier,
        passees=tuple(p for p in entretien.passees if p not in questions_repondues(cle)),
        a_modifier=a_modifier,
    )
    return replace(suite, possibles=(), groupe=None) if cle == "commune" else suite


def passer(entretien: Entretien, cle: str | None) -> Entretien:
    """« Je ne sais pas » à la question `cle` : on ne la redemande pas, le verdict dira ce qui manque."""
    if cle is None:
        return entretien
    entretien = replace(entretien, a_modifier=None)
    if cle in entretien.faits:  # on voulait la redire ; elle reste ce qu'elle est
        return entretien
    if cle == CHOIX:
        return replace(
            entretien, possibles=(), groupe=None, passees=(*entretien.passees, "commune")
        )
    return replace(entretien, passees=(*entretien.passees, cle))
