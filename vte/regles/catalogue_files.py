"""The files of a catalogue: what can be read of them, and what is wrong in each, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from vte.regles import located_yaml
from vte.regles.bareme import Aide, Bareme, Source
from vte.regles.located_yaml import LocatedMap, line_of
from vte.regles.mots import SITUATIONS, fautes

M = TypeVar("M", bound=BaseModel)
_RAISONS = {
    "value_error.missing": "il manque « {champ} »",
    "value_error.extra": "clé inconnue : « {champ} »",
    "value_error.number.not_gt": "« {champ} » doit être plus grand que zéro",
    "value_error.number.not_ge": "« {champ} » est trop petit",
    "value_error.number.not_le": "« {champ} » est trop grand",
    "value_error.const": "« {champ} » n'a pas l'une des valeurs permises",
    "value_error.date": "« {champ} » n'est pas une date AAAA-MM-JJ",
    "type_error.none.not_allowed": "« {champ} » est vide",
}


@dataclass(frozen=True, order=True)
class Probleme:
    fichier: str
    ligne: int
    raison: str

    def __str__(self) -> str:
        return f"{self.fichier}:{self.ligne} : {self.raison}."


class CatalogueFiles:
    """`sources`, `aides`, `baremes` by id and `mots` by file, as far as they can be read.

    `problemes`: why the rest cannot.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._located: dict[str, tuple[str, LocatedMap]] = {}  # id -> (file, content)
        self.problemes: list[Probleme] = []
        self.sources = self._read_sources()
        self.mots = {nom: self._read_mots(nom) for nom in SITUATIONS}
        self.aides = {a.id: a for a in self._read_all("aides", Aide)}
        self.baremes = {b.id: b for b in self._read_all("baremes", Bareme)}

    def content(self, identifiant: str) -> LocatedMap:
        """The file of a barème or an aid, as it is written."""
        return self._located[identifiant][1]

    def probleme(self, identifiant: str, chemin: Sequence[str | int], raison: str) -> Probleme:
        """What is wrong at a place (keys and ranks) of the file of a barème or an aid."""
        fichier, brut = self._located[identifiant]
        return Probleme(fichier, line_of(brut, chemin), raison)

    def _read_sources(self) -> dict[str, Source]:
        brut = self._yaml("sources.yaml")
        lues = (
            (nom, self._model(Source, valeur, "sources.yaml", brut.lines[nom]))
            for nom, valeur in brut.items()
        )
        return {nom: source for nom, source in lues if source is not None}

    def _read_mots(self, nom: str) -> LocatedMap:
        fichier = f"mots/{nom}.yaml"
        brut = self._yaml(fichier)
        self.problemes += [
            Probleme(fichier, line_of(brut, chemin), raison)
            for chemin, raison in fautes(brut, SITUATIONS[nom])
        ]
        return brut

    def _read_all(self, sorte: str, modele: type[M]) -> Iterator[M]:
        for chemin in sorted((self._folder / sorte).glob("*.yaml")):
            fichier = f"{sorte}/{chemin.name}"
            brut = self._yaml(fichier)
            lu: M | None = self._model(modele, brut, fichier, 1) if brut else None
            if lu is not None:
                self._same_name(brut, fichier, chemin.stem)
                self._located[str(brut["id"])] = (fichier, brut)
                yield lu

    def _same_name(self, brut: LocatedMap, fichier: str, nom: str) -> None:
        if str(brut["id"]) != nom:
            raison = f"« id » vaut « {brut['id']} » : le fichier doit porter le même nom"
            self.problemes.append(Probleme(fichier, line_of(brut, ["id"]), raison))

    def _yaml(self, nom: str) -> LocatedMap:
        ligne = 1
        try:
            brut = located_yaml.read(self._folder / nom)
            if isinstance(brut, LocatedMap):
                return brut
            raison = "le fichier doit être un objet YAML"
        except yaml.MarkedYAMLError as erreur:
            ligne = erreur.problem_mark.line + 1 if erreur.problem_mark else 1
            raison = f"le YAML ne peut pas être lu : {erreur.problem}"
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as erreur:
            raison = f"le fichier ne peut pas être lu : {erreur}"
        self.problemes.append(Probleme(nom, ligne, raison))
        return located_yaml.empty()

    def _model(self, modele: type[M], brut: Any, fichier: str, ligne: int) -> M | None:
        try:
            return modele.parse_obj(brut)
        except ValidationError as erreur:
            for e in erreur.errors():
                chemin = [x for x in e["loc"] if x != "__root__"]
                ou = max(ligne, line_of(brut, chemin))
                self.problemes.append(Probleme(fichier, ou, _en_francais(e, chemin)))
            return None


def _en_francais(erreur: Any, chemin: Sequence[str | int]) -> str:
    if erreur["type"] == "value_error":  # one of ours, in French already
        return str(erreur["msg"])
    champ = next((x for x in reversed(chemin) if isinstance(x, str)), "le fichier")
    return _RAISONS.get(erreur["type"], "« {champ} » n'a pas la forme attendue").format(champ=champ)
