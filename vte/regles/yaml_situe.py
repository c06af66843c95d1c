"""Lire du YAML en gardant la ligne de chaque clé, pour dire où est une erreur."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml


class Carte(dict[str, Any]):
    """Un objet YAML ; `ligne` : la sienne ; `lignes` : celle de chaque clé."""

    ligne: int
    lignes: dict[str, int]


class Suite(list[Any]):
    """Une liste YAML ; `lignes` : celle de chaque élément."""

    lignes: list[int]


class _Lecteur(yaml.SafeLoader):
    pass


def _carte(lecteur: _Lecteur, noeud: yaml.MappingNode) -> Carte:
    carte = Carte()
    carte.ligne = noeud.start_mark.line + 1
    carte.lignes = {}
    for cle, valeur in noeud.value:
        nom = lecteur.construct_object(cle, deep=True)
        if nom in carte:
            raise yaml.constructor.ConstructorError(
                None, None, f"la clé « {nom} » est écrite deux fois", cle.start_mark
            )
        carte[nom] = lecteur.construct_object(valeur, deep=True)
        carte.lignes[nom] = cle.start_mark.line + 1
    return carte


def _suite(lecteur: _Lecteur, noeud: yaml.SequenceNode) -> Suite:
    suite = Suite(lecteur.construct_object(x, deep=True) for x in noeud.value)
    suite.lignes = [x.start_mark.line + 1 for x in noeud.value]
    return suite


_Lecteur.add_constructor("tag:yaml.org,2002:map", _carte)
_Lecteur.add_constructor("tag:yaml.org,2002:seq", _suite)


def lire(chemin: Path) -> Any:
    """Le contenu du fichier. Erreurs : OSError, UnicodeDecodeError, yaml.YAMLError (avec sa ligne)."""
    return yaml.load(chemin.read_text(encoding="utf-8"), _Lecteur)  # noqa: S506  (_Lecteur est un SafeLoader)


def ligne_de(racine: Any, chemin: Sequence[str | int]) -> int:
    """La ligne de ce que désigne `chemin` (clés et rangs), ou de ce qui en existe."""
    ligne = getattr(racine, "ligne", 1)
    for etape in chemin:
        if isinstance(racine, Carte) and etape in racine:
            ligne, racine = racine.lignes[str(etape)], racine[str(etape)]
        elif isinstance(racine, Suite) and isinstance(etape, int) and etape < len(racine):
            ligne, racine = racine.lignes[etape], racine[etape]
        else:
            break
    return ligne
