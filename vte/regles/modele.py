"""What every model of a catalogue is: closed, unchangeable, one of a kind; and its sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, Extra, root_validator

from vte.mots import ESPACE, jour, nombre
from vte.regles.mots import CHIFFRE_A_LA_MAIN, cites_par, par_audience


class Modele(BaseModel):
    """Read from a file; two are the same only if they are one, so that one can be a cache's key."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, autre: object) -> bool:
        return self is autre


class Intervalle(Modele):
    """From `du` to `au`, both days included."""

    du: date
    au: date

    @root_validator(skip_on_failure=True)
    def _dans_l_ordre(cls, valeurs: dict[str, Any]) -> dict[str, Any]:
        if valeurs["au"] < valeurs["du"]:
            raise ValueError(
                f"l'intervalle finit le {valeurs['au']}, avant de commencer le {valeurs['du']}"
            )
        return valeurs

    def contient(self, quand: date | None) -> bool:
        return quand is not None and self.du <= quand <= self.au


class Phrase(Modele):
    """A sentence whose {names} cite the other values; `dit`: the sentence written."""

    texte: str
    dit: str = ""  # written when the file is read: a verdict cites it as it is

    class Config:
        extra = Extra.allow

    @root_validator(skip_on_failure=True)
    def _ecrire(cls, valeurs: dict[str, Any]) -> dict[str, Any]:
        texte = valeurs["texte"]
        if re.search(r"\d", texte):
            raise ValueError(f"{CHIFFRE_A_LA_MAIN} : donnez-lui un nom et citez-le entre accolades")
        cites = cites_par(texte)
        if manquants := {nom for nom in cites if valeurs.get(nom) is None}:
            raise ValueError(
                f"la phrase cite {', '.join(sorted(manquants))}, qui n'a pas de valeur"
            )
        if inutiles := {nom for nom in valeurs if nom not in cls.__fields__ and nom not in cites}:
            raise ValueError(
                f"clé inconnue ou jamais citée par la phrase : {', '.join(sorted(inutiles))}"
            )
        ecrites = {nom: _ecrite(valeur) for nom, valeur in valeurs.items()}
        return valeurs | {"dit": texte.replace("} ", "}" + ESPACE).format(**ecrites)}


def _ecrite(valeur: Any) -> str:
    if isinstance(valeur, date):
        return jour(valeur)
    return nombre(valeur) if isinstance(valeur, int) else str(valeur)


class Reserve(Phrase):
    """A sentence with its source: what is not verified, does not add up, or explains a bound."""

    source: str


def connus(
    noms: tuple[str, ...] | None, possibles: tuple[str, ...], sorte: str
) -> tuple[str, ...] | None:
    """The names themselves. Error: ValueError, when one of them is not among the possible."""
    inconnus = [n for n in noms or () if n not in possibles]
    if inconnus:
        raise ValueError(
            f"{sorte} inconnu : {', '.join(inconnus)} ; possibles : {', '.join(possibles)}"
        )
    return noms


def sans_chiffre(texte: str) -> str:
    """The text itself. Error: ValueError, when a figure is written in it."""
    if re.search(r"\d", texte):
        raise ValueError(CHIFFRE_A_LA_MAIN)
    return texte


def pour_chacun(texte: Any) -> Mapping[str, str]:
    """A text by audience, without a figure. Error: ValueError."""
    return {a: sans_chiffre(t) for a, t in par_audience(texte).items()}
