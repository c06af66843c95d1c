"""Of a marked message: its candidates, each with the role that the marks give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vte.lecture.candidats import A_VENIR, ROLES, Candidat, chercher, cle_du_role
from vte.lecture.corpus import Marque, Message

RIEN = "rien"
PROFILS = ("entreprise", "candidat")


@dataclass(frozen=True)
class Exemple:
    """`roles`: of each candidate, its role or RIEN; `manquees`: marks that no candidate gives."""

    message: Message
    candidats: tuple[Candidat, ...]
    roles: tuple[str, ...]
    manquees: tuple[Marque, ...]

    @property
    def profil(self) -> str:
        return str(self.message.faits.get("profil", RIEN))


def exemple(message: Message) -> Exemple:
    """The candidates of `message` and what each is. Errors: BaseAbsente."""
    candidats = tuple(chercher(message.texte, message.question))
    roles = [RIEN] * len(candidats)
    manquees = []
    for marque in message.marques:
        if marque.cle == "profil":
            continue
        place = _place(marque, candidats)
        if place is None:
            manquees.append(marque)
        else:
            roles[place[0]] = place[1]
    _a_venir(message, candidats, roles)
    return Exemple(message, candidats, tuple(roles), tuple(manquees))


def _place(marque: Marque, candidats: tuple[Candidat, ...]) -> tuple[int, str] | None:
    """The candidate of this value, and its role: rather where the mark stands."""
    possibles = [
        (_recouvre(c, marque), -abs(c.debut - marque.debut), i, role)
        for i, c in enumerate(candidats)
        for role in ROLES[c.nature]
        if cle_du_role(role) == marque.cle
        and role != A_VENIR
        and role in c.valeurs
        and (vaut(marque, c.valeurs[role]) or _est_le_lieu(marque, c))
    ]
    if not possibles:
        return None
    *_, i, role = max(possibles)
    return i, role


def _est_le_lieu(marque: Marque, candidat: Candidat) -> bool:
    """The place that is marked is the post's, whichever of its homonyms is meant."""
    return marque.cle == "commune" and _recouvre(candidat, marque) > 0


def _recouvre(candidat: Candidat, marque: Marque) -> int:
    return max(0, min(candidat.fin, marque.fin) - max(candidat.debut, marque.debut))


def vaut(marque: Marque, valeur: Any) -> bool:
    """Whether `valeur` is what the mark says: any date of a year, any choice that has the codes."""
    if marque.cle == "commune":
        return _meme_commune(marque.valeur, valeur)
    if marque.cle == "date_diplome" and len(str(marque.valeur)) == 4:
        return str(valeur).startswith(str(marque.valeur))
    return bool(valeur == marque.valeur)


def _meme_commune(voulue: Any, valeur: Any) -> bool:
    if isinstance(voulue, list):
        return isinstance(valeur, list)
    return isinstance(valeur, dict) and valeur["code"] == voulue


def _a_venir(message: Message, candidats: tuple[Candidat, ...], roles: list[str]) -> None:
    if message.a_venir is None:
        return
    debut, fin = message.a_venir
    for i, c in enumerate(candidats):
        if c.nature == "date" and c.debut < fin and c.fin > debut and roles[i] == RIEN:
            roles[i] = A_VENIR
            return
