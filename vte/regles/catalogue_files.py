"""The files of a catalogue: what can be read of them, and what is wrong in each, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from vte.regles import located_yaml, sentences
from vte.regles.dispositif import Bareme, Dispositif
from vte.regles.located_yaml import LocatedMap, line_of
from vte.regles.mots import AIDES, Situations, fautes
from vte.regles.source import Source
from vte.regles.voisines import Voisine

M = TypeVar("M", bound=BaseModel)
SOURCES, VOISINES, DISPOSITIF, MOTS = "sources.yaml", "voisines.yaml", "dispositif.yaml", "mots"
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
    """`dispositifs` and `sources` by id, `voisines`, `mots` by group, as far as they can be read.

    `problemes`: why the rest cannot.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._located: dict[str, tuple[str, LocatedMap]] = {}  # file or barème -> file, content
        self.problemes: list[Probleme] = []
        self.sources = self._read_named(SOURCES, Source)
        self.voisines = tuple(self._read_named(VOISINES, Voisine, avec_id=True).values())
        lus = sorted(self._read_dispositifs(), key=lambda x: (x.rang, x.id))
        self.dispositifs = {x.id: x for x in lus}
        self.mots = dict(self._read_mots())
        self.temps = self._read_temps()

    def content(self, nom: str) -> LocatedMap:
        """What is written in a file, that of a scheme or a barème by its id."""
        return self._located[nom][1]

    def ou(self, nom: str) -> Sequence[str]:
        """The files of a scheme: its own, then those of its barèmes."""
        return [nom, *(b.id for b in self.dispositifs[nom].baremes)]

    def probleme(self, nom: str, chemin: Sequence[str | int], raison: str) -> Probleme:
        """What is wrong at a place (keys and ranks) of a file, of a scheme or of a barème."""
        fichier, brut = self._located[nom]
        return Probleme(fichier, line_of(brut, chemin), raison)

    def _read_named(self, fichier: str, modele: type[M], avec_id: bool = False) -> dict[str, M]:
        """A file that holds several things by their ids."""
        brut = self._yaml(fichier)
        self._located[fichier] = (fichier, brut)
        lues = (
            (
                nom,
                self._model(
                    modele, valeur, fichier, brut.lines[nom], **({"id": nom} if avec_id else {})
                ),
            )
            for nom, valeur in brut.items()
        )
        return {nom: lue for nom, lue in lues if lue is not None}

    def _read_dispositifs(self) -> Iterator[Dispositif]:
        for dossier in sorted(f for f in self._folder.iterdir() if f.is_dir() and f.name != MOTS):
            baremes = tuple(self._read_baremes(dossier))
            brut = self._read(f"{dossier.name}/{DISPOSITIF}", dossier.name)
            lu = self._model(
                Dispositif,
                brut,
                f"{dossier.name}/{DISPOSITIF}",
                1,
                id=dossier.name,
                baremes=baremes,
            )
            if brut and lu is not None:
                yield lu

    def _read_baremes(self, dossier: Path) -> Iterator[Bareme]:
        lus = []
        for chemin in sorted(dossier.glob("*.yaml")):
            if chemin.name == DISPOSITIF:
                continue
            fichier = f"{dossier.name}/{chemin.name}"
            brut = self._read(fichier, chemin.stem)
            lu = self._model(Bareme, brut, fichier, 1, id=chemin.stem) if brut else None
            lus += [lu] if lu is not None else []
        return iter(sorted(lus, key=lambda b: b.du))

    def _read(self, fichier: str, nom: str) -> LocatedMap:
        brut = self._yaml(fichier)
        self._located[nom] = (fichier, brut)
        return brut

    def _read_mots(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The sentences by group: those of the aids, those of the criteria of each scheme."""
        aides = self._yaml(f"{MOTS}/aides.yaml")
        self._check_mots(f"{MOTS}/aides.yaml", aides, AIDES)
        criteres = self._yaml(f"{MOTS}/criteres.yaml")
        tous = self.dispositifs.values()
        voulues, en_plus = sentences.attendues(tous), sentences.permises(tous)
        self._check_mots(f"{MOTS}/criteres.yaml", criteres, voulues, en_plus)
        yield from aides.items()
        yield from criteres.items()

    def _read_temps(self) -> dict[str, tuple[str, str]]:
        """The verbs by name: present, past."""
        fichier = f"{MOTS}/temps.yaml"
        brut = self._yaml(fichier)
        lus = {nom: tuple(map(str, formes)) for nom, formes in brut.items()}
        self.problemes += [
            Probleme(fichier, brut.lines[nom], "un verbe a deux formes, au présent et au passé")
            for nom, formes in lus.items()
            if len(formes) != 2
        ]
        return {nom: (f[0], f[1]) for nom, f in lus.items() if len(f) == 2}

    def _check_mots(
        self,
        fichier: str,
        brut: LocatedMap,
        attendues: Situations,
        permises: Situations | None = None,
    ) -> None:
        self.problemes += [
            Probleme(fichier, line_of(brut, chemin), raison)
            for chemin, raison in fautes(brut, attendues, permises)
        ]

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

    def _model(
        self, modele: type[M], brut: Any, fichier: str, ligne: int, **en_plus: Any
    ) -> M | None:
        """`brut`: as it is written, with its lines; `en_plus`: what is not written in it."""
        try:
            return modele.parse_obj({**brut, **en_plus} if isinstance(brut, dict) else brut)
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
