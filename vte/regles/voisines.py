"""The aids near a recruitment: named with their state on its day, never judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import validator

from vte.dossier import CONTRATS, Dossier
from vte.horloge import aujourdhui
from vte.regles.modele import Intervalle, Modele, Phrase, connus, sans_chiffre


class Etat(Intervalle, Phrase):
    """What there is to say of an aid from `du` to `au`; `fermee`: nobody gets it then."""

    source: str
    fermee: bool = False


class Voisine(Modele):
    """`contrats`: those for which it is worth a word; `etats`: without overlap."""

    id: str
    libelle: str
    contrats: tuple[str, ...]
    aupres_de: str
    etats: tuple[Etat, ...]

    @validator("contrats")
    def _contrats_connus(cls, contrats: tuple[str, ...]) -> tuple[str, ...] | None:
        return connus(contrats, CONTRATS, "contrat")

    @validator("aupres_de")
    def _ecrit_sans_chiffre(cls, texte: str) -> str:
        return sans_chiffre(texte)

    def etat(self, jour: date) -> Etat | None:
        """Its state on a day; None where nothing is known."""
        return next((e for e in self.etats if e.contient(jour)), None)


@dataclass(frozen=True, slots=True)
class VoisineDite:
    """`etat`: a sentence; `source`: an id; `fermee`: ended, suspended or abolished on that day."""

    id: str
    libelle: str
    etat: str
    aupres_de: str
    source: str
    fermee: bool = False

    @property
    def dit(self) -> str:
        """What there is to say of it, and whom to ask."""
        return f"{self.etat}. À voir avec {self.aupres_de}."


def dire(voisines: tuple[Voisine, ...], d: Dossier) -> tuple[VoisineDite, ...]:
    """Those that this contract may meet, on the day it is signed or begins, else today."""
    jour = d.date_conclusion or d.date_debut or aujourdhui()
    dites = []
    for v in voisines:
        etat = v.etat(jour) if d.contrat is None or d.contrat in v.contrats else None
        if etat is not None:
            dites.append(
                VoisineDite(v.id, v.libelle, etat.dit, v.aupres_de, etat.source, etat.fermee)
            )
    return tuple(dites)
