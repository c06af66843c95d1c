"""Asks the open question: in full twice, by a reminder twice, then leaves it open.

Nobody is asked the same thing three times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vte.conversation.entretien import CHOIX, Entretien
from vte.conversation.etat import Etat
from vte.conversation.parole import Bouton, Parole, charge
from vte.dossier import cle
from vte.territoires import Fiche, Resultat, ouvrir

FOIS_EN_ENTIER, RAPPELS = 2, 2
BOUTONS = 6  # beyond, the person names the département


def demander(etat: Etat, question: str) -> tuple[Etat, Parole]:
    """The state in which the question is open, and how it is put this time."""
    posees = {nom: n for nom, n in etat.posees.items() if _encore_ouverte(etat.entretien, nom)}
    fois = posees.get(question, 0) + 1
    suite = replace(etat, question=question, posees=posees | {question: fois})
    return suite, _poser(etat.entretien, question, fois)


def _encore_ouverte(entretien: Entretien, question: str) -> bool:
    """A fact that is known now is no longer counted."""
    return question not in entretien.faits or question == entretien.a_modifier


def _poser(entretien: Entretien, question: str, fois: int) -> Parole:
    if fois > FOIS_EN_ENTIER + RAPPELS:
        return Parole("utter_rappel_en_suspens")
    en_entier = fois <= FOIS_EN_ENTIER
    if question == CHOIX:
        return _demander_laquelle(entretien, en_entier)
    return Parole(
        f"utter_{'demander' if en_entier else 'rappel'}_{question}", boutons=_choix(question)
    )


def _choix(question: str) -> tuple[Bouton, ...]:
    return tuple(Bouton(c.titre, charge(**{c.cle: c.valeur})) for c in cle(question).choix)


def _demander_laquelle(entretien: Entretien, en_entier: bool) -> Parole:
    """Which commune is meant, among homonyms or in the group of communes that was named."""
    fiches = [f for f in map(ouvrir().fiche, entretien.possibles) if f is not None]
    groupe = dict(entretien.groupe or {})
    reponse = "utter_rappel_commune_choix"
    if en_entier:
        reponse = _en_entier(len(fiches), groupe)
    valeurs = {"nombre": str(len(fiches)), **_du_groupe(groupe)}
    return Parole(reponse, valeurs, tuple(map(_bouton, fiches[:BOUTONS])))


def _en_entier(nombre: int, groupe: Mapping[str, Any]) -> str:
    if groupe:
        return f"utter_demander_commune_groupe_{groupe['nature']}"
    if nombre == 1:  # a village that bears the name of a département or a region
        return "utter_demander_commune_choix_seule"
    longue = "" if nombre <= BOUTONS else "_longue"
    return f"utter_demander_commune_choix{longue}"


def _du_groupe(groupe: Mapping[str, Any]) -> dict[str, str]:
    return {f"groupe_{nom}": str(groupe[nom]) for nom in ("nom", "communes", "membres") if groupe}


def _bouton(fiche: Fiche) -> Bouton:
    return Bouton(titre_de_commune(fiche), charge(commune=fiche.code))


def titre_de_commune(commune: Fiche | Resultat) -> str:
    """« Saint-Denis (93, Seine-Saint-Denis) »: what tells it from its homonyms.

    By the name of one that it has absorbed: « Vire Normandie (14, Calvados), ancienne commune :
    Vire ».
    """
    departement = ouvrir().departements[commune.departement]
    titre = f"{commune.nom} ({commune.departement}, {departement})"
    ancien = commune.ancien_nom if isinstance(commune, Resultat) else None
    return f"{titre}, ancienne commune\u00a0: {ancien}" if ancien else titre
