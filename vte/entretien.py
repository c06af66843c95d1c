"""Où en est un entretien : ce que l'on sait, ce que l'on demande, ce qu'une réponse change.

Les règles conduisent : la question est la première des clés `manquants` du verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from vte.dossier import CLES, Dossier, depuis_json, taille_de
from vte.erreurs import DossierInvalide
from vte.francais import Lecture
from vte.regles import evaluer
from vte.territoires import ouvrir

CHOIX = "commune_choix"
_TERMINES = ("non_eligible", "hors_periode")
_PRECIS = ("apprentissage", "professionnalisation")


@dataclass(frozen=True)
class Entretien:
    """`possibles` : codes INSEE entre lesquels choisir ; `passees` : clés auxquelles on a répondu « je ne sais pas ».

    `groupe` : l'intercommunalité ou le territoire nommé, dont `possibles` sont les communes (Groupe.en_json).
    """

    dossier: Dossier = Dossier()
    possibles: tuple[str, ...] = ()
    passees: tuple[str, ...] = ()
    groupe: Mapping[str, Any] | None = None

    @property
    def faits(self) -> dict[str, Any]:
        return self.dossier.en_json()


def reprendre(slots: Mapping[str, Any]) -> Entretien:
    """L'entretien que gardent les slots `communes_possibles`, `groupe`, `passees` et les clés du dossier.

    Erreurs : DossierInvalide, BaseAbsente.
    """
    dossier = depuis_json({cle: slots.get(cle) for cle in CLES}, ouvrir().commune)
    return Entretien(dossier, tuple(slots.get("communes_possibles") or ()), tuple(slots.get("passees") or ()), slots.get("groupe"))


def en_slots(entretien: Entretien) -> dict[str, Any]:
    """Toutes les valeurs de slots d'un entretien, celles qui sont inconnues à None."""
    faits = entretien.faits
    return {cle: faits.get(cle) for cle in CLES} | {
        "communes_possibles": list(entretien.possibles) or None,
        "groupe": entretien.groupe,
        "passees": list(entretien.passees) or None,
    }


def question(entretien: Entretien) -> str | None:
    """La clé à demander, `commune_choix` entre homonymes, ou None quand le verdict peut être dit."""
    verdict = evaluer(entretien.dossier)
    if verdict["statut"] in _TERMINES:
        return None
    if entretien.possibles:
        return CHOIX
    return next((cle for cle in verdict["manquants"] if cle not in entretien.passees), None)


def progression(entretien: Entretien) -> dict[str, int]:
    """`{"answered", "total"}` : questions auxquelles on a répondu, et questions que ce dossier demande."""
    d = entretien.dossier
    cles = ["commune", "effectif", "contrat", "date_debut", "niveau_obtenu"]
    cles += [] if d.contrat == "cdi" else ["duree_mois"]
    cles += ["niveau_prepare" if d.en_alternance else "date_diplome"]
    connues = set(entretien.faits) | set(entretien.passees) | ({"effectif"} if d.taille else set())
    return {"answered": sum(cle in connues for cle in cles), "total": len(cles)}


def entendre(entretien: Entretien, lecture: Lecture) -> Entretien:
    """L'entretien après une lecture : les faits nouveaux remplacent les anciens, les homonymes attendent un choix."""
    suite = noter(entretien, lecture.faits)
    if lecture.lieu is not None and lecture.lieu.ambigu:
        codes = tuple(r.code for r in lecture.lieu.resultats)
        groupe = lecture.lieu.groupe.en_json() if lecture.lieu.groupe else None
        suite = replace(suite, dossier=suite.dossier.avec(commune=None), possibles=codes, groupe=groupe)
    return suite


def noter(entretien: Entretien, faits: Mapping[str, Any]) -> Entretien:
    """L'entretien où `faits` (clés et valeurs JSON du dossier) sont notés ; un fait invalide est laissé de côté."""
    suite = entretien
    # Le contrat d'abord : celui d'avant, un CDI, refuserait la durée qui vient avec le nouveau.
    for cle, valeur in sorted(faits.items(), key=lambda fait: fait[0] != "contrat"):
        suite = _noter_un(suite, cle, valeur)
    return suite


def _noter_un(entretien: Entretien, cle: str, valeur: Any) -> Entretien:
    faits = entretien.faits
    if cle == "contrat" and valeur == "alternance" and faits.get("contrat") in _PRECIS:
        return entretien  # le plus précis est déjà su
    for oubliee in _contredites(faits, cle, valeur):
        faits.pop(oubliee, None)
    try:
        dossier = depuis_json(faits | {cle: valeur}, ouvrir().commune)
    except DossierInvalide:
        return entretien
    suite = replace(entretien, dossier=dossier, passees=tuple(p for p in entretien.passees if p != cle))
    return replace(suite, possibles=(), groupe=None) if cle == "commune" else suite


def _contredites(faits: Mapping[str, Any], cle: str, valeur: Any) -> Iterable[str]:
    """Ce que le nouveau fait rend faux : le dernier dit l'emporte."""
    if cle == "effectif":
        return ("taille",)
    if cle == "taille" and "effectif" in faits and taille_de(faits["effectif"]) != valeur:
        return ("effectif",)
    return ()


def passer(entretien: Entretien, cle: str | None) -> Entretien:
    """« Je ne sais pas » à la question `cle` : on ne la redemande pas, le verdict dira ce qui manque."""
    if cle is None:
        return entretien
    if cle == CHOIX:
        return replace(entretien, possibles=(), groupe=None, passees=(*entretien.passees, "commune"))
    return replace(entretien, passees=(*entretien.passees, cle))
