"""From which probability a fact is taken or asked back: set on messages by unseen authors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vte.lecture.candidats import cle_du_role
from vte.lecture.corpus import Message
from vte.lecture.decision import INFIME, PROFIL, Decision, Juge, Seuils, decider
from vte.lecture.roles.exemples import vaut

CLES = (
    "commune",
    "effectif",
    "taille",
    "contrat",
    "duree_mois",
    "date_debut",
    "niveau_obtenu",
    "date_diplome",
    "niveau_prepare",
)
FAUX_MAX, QUESTIONS_MAX = 0.035, 0.13  # shares of the messages: a false fact, a fact asked back
_GRILLE = [i / 100 for i in range(40, 97, 3)]
_GRILLE_DES_DOUTES = [i / 100 for i in range(15, 96, 5)]
_PRIX = (2.0, 3.0, 4.0, 6.0, 8.0)  # of a false fact, in messages read right


@dataclass(frozen=True)
class Jugee:
    """A marked message, and what was said of it by models that never saw its author."""

    message: Message
    juges: Sequence[Juge]
    profil: Mapping[str, float]


@dataclass(frozen=True)
class Compte:
    """Of so many messages: all right, with a false fact, with a fact asked back."""

    messages: int = 0
    justes: int = 0
    faux: int = 0
    doutes: int = 0


def erreurs(message: Message, decision: Decision) -> tuple[set[str], set[str]]:
    """The keys that are missing or wrong, and those that are false (wrong, or not said at all).

    A size may follow from a head count; the date of a diploma still to come is not marked.
    """
    marques = {m.cle: m for m in message.marques}
    lus: dict[str, Any] = {m.cle: m.valeur for m in decision.faits}
    manques, faux = set(), set()
    for cle, marque in marques.items():
        if cle not in lus:
            # Several communes: right when none is taken. A year alone may be left to be asked.
            if not (cle == "commune" and isinstance(marque.valeur, list)) and not (
                cle == "date_diplome" and len(str(marque.valeur)) == 4
            ):
                manques.add(cle)
        elif (cle == "commune" and isinstance(marque.valeur, list)) or not vaut(marque, lus[cle]):
            manques.add(cle)
            faux.add(cle)
    for cle in lus.keys() - marques.keys():
        derivee = cle == "taille" and "effectif" in marques
        a_venir = cle == "date_diplome" and lus[cle] > message.jour
        if not derivee and not a_venir:
            faux.add(cle)
    return manques, faux


def compter(jugees: Sequence[Jugee], seuils: Seuils) -> Compte:
    justes = faux = doutes = 0
    for j in jugees:
        decision = decider(
            j.juges, j.profil, seuils, j.message.question, len(j.message.texte.split())
        )
        manquent, fausses = erreurs(j.message, decision)
        justes += not manquent and not fausses
        faux += bool(fausses)
        doutes += bool(decision.doutes)
    return Compte(len(jugees), justes, faux, doutes)


def regler(jugees: Sequence[Jugee]) -> Seuils:
    """The thresholds that read most messages right, within FAUX_MAX and QUESTIONS_MAX."""
    seuils = next(s for prix in _PRIX if _tient(jugees, s := _au_prix(jugees, prix)) or prix == 8)
    return _avec_doutes(jugees, seuils)


def _tient(jugees: Sequence[Jugee], seuils: Seuils) -> bool:
    return compter(jugees, seuils).faux <= FAUX_MAX * len(jugees)


def _au_prix(jugees: Sequence[Jugee], prix: float) -> Seuils:
    """Key by key, the threshold that is worth most when a false fact costs `prix`."""
    seuils = Seuils({c: 0.6 for c in (*CLES, PROFIL)}, {c: 1.0 for c in (*CLES, PROFIL)})
    touchees = {cle: _touchees(jugees, cle) for cle in (*CLES, PROFIL)}
    for _ in range(2):
        for cle, siennes in touchees.items():
            essais = [replace(seuils, sur={**seuils.sur, cle: s}) for s in _GRILLE]
            valeurs = [_valeur(compter(siennes, essai), prix) for essai in essais]
            seuils = essais[valeurs.index(max(valeurs))]
    return seuils


def _touchees(jugees: Sequence[Jugee], cle: str) -> list[Jugee]:
    """The messages that the threshold of this key can change."""
    if cle == PROFIL:
        return list(jugees)
    return [
        j
        for j in jugees
        if any(cle_du_role(r) == cle and p > INFIME for x in j.juges for r, p in x.roles.items())
    ]


def _valeur(compte: Compte, prix: float) -> float:
    return compte.justes - prix * compte.faux


def _avec_doutes(jugees: Sequence[Jugee], seuils: Seuils) -> Seuils:
    """The lowest probability, of all keys alike, from which one may ask without asking too much."""
    for bas in _GRILLE_DES_DOUTES:
        essai = replace(seuils, doute={c: min(bas, seuils.sur[c]) for c in seuils.sur})
        if compter(jugees, essai).doutes <= QUESTIONS_MAX * len(jugees):
            return essai
    return seuils
