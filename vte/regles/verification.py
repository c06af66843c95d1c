"""Vérifier les fichiers de barèmes : ce qui ne va pas, en français, avec le fichier et la ligne."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from vte.mots import jour
from vte.regles.bareme import Aide, Bareme, Montant, Source
from vte.regles.phrases import CRITERES
from vte.regles.yaml_situe import Carte, ligne_de, lire

M = TypeVar("M", bound=BaseModel)
_UN_JOUR = timedelta(days=1)
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


class Fichiers:
    """Les fichiers d'un catalogue : ce qui s'y lit, et ce qui n'y va pas."""

    def __init__(self, dossier: Path) -> None:
        self._dossier = dossier
        self._problemes: list[Probleme] = []
        self._bruts: dict[str, tuple[str, Any]] = {}  # identifiant -> (fichier, contenu situé)
        self.sources = self._lire_sources()
        self.aides = {a.id: a for a in self._lire_tous("aides", Aide)}
        self.baremes = {b.id: b for b in self._lire_tous("baremes", Bareme)}

    def problemes(self, listes: Collection[str] | None = None) -> list[Probleme]:
        """Tout ce qui ne va pas ; `listes` : les listes de la base, si l'on veut que celles des barèmes en soient."""
        trouves = [*self._problemes, *self._suite_des_baremes()]
        for identifiant in (*self.aides, *self.baremes):
            trouves += self._sources_connues(identifiant)
        for aide in self.aides.values():
            trouves += self._montants(aide.id, (), aide)
        for b in self.baremes.values():
            trouves += self._bareme(b, listes)
            for place, aide in enumerate(b.aides):
                trouves += self._montants(b.id, ("aides", place), aide)
        if not self.baremes:
            trouves.append(Probleme("baremes", 1, "aucun barème ne peut être lu"))
        return sorted(set(trouves))

    # Lire

    def _lire_sources(self) -> dict[str, Source]:
        brut = self._yaml("sources.yaml")
        lues = (
            (nom, self._modele(Source, valeur, "sources.yaml", brut.lignes[nom]))
            for nom, valeur in brut.items()
        )
        return {nom: source for nom, source in lues if source is not None}

    def _lire_tous(self, sorte: str, modele: type[M]) -> Iterator[M]:
        for chemin in sorted((self._dossier / sorte).glob("*.yaml")):
            nom = f"{sorte}/{chemin.name}"
            brut = self._yaml(nom)
            lu: M | None = self._modele(modele, brut, nom, 1) if brut else None
            if lu is not None:
                identifiant = str(brut["id"])
                if identifiant != chemin.stem:
                    self._problemes.append(
                        Probleme(
                            nom,
                            ligne_de(brut, ["id"]),
                            f"« id » vaut « {identifiant} » : le fichier doit porter le même nom",
                        )
                    )
                self._bruts[identifiant] = (nom, brut)
                yield lu

    def _yaml(self, nom: str) -> Carte:
        try:
            brut = lire(self._dossier / nom)
        except yaml.MarkedYAMLError as erreur:
            ligne = erreur.problem_mark.line + 1 if erreur.problem_mark else 1
            self._problemes.append(
                Probleme(nom, ligne, f"le YAML ne peut pas être lu : {erreur.problem}")
            )
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as erreur:
            self._problemes.append(Probleme(nom, 1, f"le fichier ne peut pas être lu : {erreur}"))
        else:
            if isinstance(brut, Carte):
                return brut
            self._problemes.append(Probleme(nom, 1, "le fichier doit être un objet YAML"))
        vide = Carte()
        vide.ligne, vide.lignes = 1, {}
        return vide

    def _modele(self, modele: type[M], brut: Any, fichier: str, ligne: int) -> M | None:
        try:
            return modele.parse_obj(brut)
        except ValidationError as erreur:
            for e in erreur.errors():
                chemin = [x for x in e["loc"] if x != "__root__"]
                self._problemes.append(
                    Probleme(fichier, max(ligne, ligne_de(brut, chemin)), _en_francais(e, chemin))
                )
            return None

    # Vérifier

    def _probleme(self, identifiant: str, chemin: tuple[str | int, ...], raison: str) -> Probleme:
        fichier, brut = self._bruts[identifiant]
        return Probleme(fichier, ligne_de(brut, chemin), raison)

    def _sources_connues(self, identifiant: str) -> Iterator[Probleme]:
        _, brut = self._bruts[identifiant]
        for chemin, valeur in _parcourir(brut):
            if (
                str(chemin[-1]).startswith("source")
                and isinstance(valeur, str)
                and valeur not in self.sources
            ):
                yield self._probleme(
                    identifiant,
                    chemin,
                    f"source inconnue : « {valeur} » n'est pas dans sources.yaml",
                )

    def _montants(
        self, identifiant: str, ou: tuple[str | int, ...], aide: Aide
    ) -> Iterator[Probleme]:
        """Ni trou ni recouvrement entre les montants d'une aide ; une période sans montant connu est écrite."""
        for i, a in enumerate(aide.montants):
            for b in aide.montants[:i]:
                if _se_recouvrent(a, b):
                    yield self._probleme(
                        identifiant,
                        (*ou, "montants", i),
                        f"ce montant en recouvre un autre, du {b.du} au {b.au}",
                    )
        tries = sorted(enumerate(aide.montants), key=lambda x: x[1].du)
        fin = None
        for i, m in tries:
            if fin is not None and m.du > fin + _UN_JOUR:
                raison = f"aucun montant du {jour(fin + _UN_JOUR)} au {jour(m.du - _UN_JOUR)} : écrivez cette période, avec « montant: null » s'il est inconnu"
                yield self._probleme(identifiant, (*ou, "montants", i), raison)
            fin = m.au if fin is None else max(fin, m.au)

    def _suite_des_baremes(self) -> Iterator[Probleme]:
        tries = sorted(self.baremes.values(), key=lambda b: b.du)
        for avant, apres in zip(tries, tries[1:], strict=False):
            if apres.du <= avant.au:
                yield self._probleme(
                    apres.id,
                    ("du",),
                    f"ce barème commence le {jour(apres.du)}, avant la fin de {avant.id}, le {jour(avant.au)}",
                )
            elif apres.du > avant.au + _UN_JOUR and apres.trou_avant is None:
                trou = f"du {jour(avant.au + _UN_JOUR)} au {jour(apres.du - _UN_JOUR)}"
                yield self._probleme(
                    apres.id,
                    ("du",),
                    f"aucun barème {trou} : si c'est voulu, dites pourquoi dans « trou_avant »",
                )

    def _bareme(self, b: Bareme, listes: Collection[str] | None) -> Iterator[Probleme]:
        if listes is not None and b.liste not in listes:
            yield self._probleme(
                b.id,
                ("liste",),
                f"liste inconnue de la base : « {b.liste} » ; connues : {', '.join(sorted(listes))}",
            )
        for place, aide in enumerate(b.cumul):
            if aide not in self.aides:
                yield self._probleme(
                    b.id, ("cumul", place), f"aide inconnue : « {aide} » n'est pas dans aides/"
                )
        ids = {a.id for a in b.aides} | CRITERES.keys()
        for place, divergence in enumerate(b.divergences):
            if divergence.sur not in ids:
                yield self._probleme(
                    b.id,
                    ("divergences", place),
                    f"« {divergence.sur} » n'est ni un critère ni une aide",
                )


def _se_recouvrent(a: Montant, b: Montant) -> bool:
    return (
        _croisent((a.du, a.au), (b.du, b.au))
        and _croisent(a.effectif, b.effectif)
        and _croisent(a.niveau, b.niveau)
    )


def _croisent(a: Any, b: Any) -> bool:
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def _parcourir(
    brut: Any, chemin: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(brut, dict):
        for cle, valeur in brut.items():
            yield (*chemin, cle), valeur
            yield from _parcourir(valeur, (*chemin, cle))
    elif isinstance(brut, list):
        for place, valeur in enumerate(brut):
            yield from _parcourir(valeur, (*chemin, place))


def _en_francais(erreur: Any, chemin: list[Any]) -> str:
    if erreur["type"] == "value_error":  # l'une des nôtres, déjà en français
        return str(erreur["msg"])
    champ = next((str(x) for x in reversed(chemin) if isinstance(x, str)), "le fichier")
    return _RAISONS.get(erreur["type"], "« {champ} » n'a pas la forme attendue").format(champ=champ)
