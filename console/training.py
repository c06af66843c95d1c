"""Corrected sentences as training data.

In the format of data/nlu, none twice, none that contradicts what is there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from console.search import mots
from vte.contenu import exemples_de
from vte.donnees_personnelles import masquer
from vte.erreurs import ErreurVTE
from vte.invisibles import sans_invisibles
from vte.texte import aplatir

NLU = Path(__file__).parents[1] / "data" / "nlu"
FICHIER = NLU / "corrections.yml"
_NOTATION = re.compile(r"\](?=[(\[{])")
TEXTE_MAX = 500  # characters
_TETE = (
    'version: "3.1"\nnlu:\n'
    "  # Sentences of real conversations, masked, corrected by one person of the team"
    " and accepted by another (docs/guide-console.md).\n"
)


class CorrectionRefusee(ErreurVTE):
    """The sentence cannot become training data; the message says why."""

    code = "correction_refusee"


def nettoyer(texte: str) -> str:
    """The sentence on one line, masked, all of it visible, and none of it a note for Rasa.

    A note is written right after a bracket: « [x](y) », « [x]{…} », « [x][…] ».
    """
    propre = " ".join(masquer(sans_invisibles(texte)).split())
    return _NOTATION.sub("] ", propre)[:TEXTE_MAX].strip()


def cle(texte: str) -> str:
    """What makes two sentences the same: their words, without case, accents or punctuation."""
    return " ".join(mots(texte)) or aplatir(texte).strip()


def intentions() -> list[str]:
    """The intents that the training data has examples of."""
    return sorted(set(_exemples().values()))


def modeles() -> Mapping[str, str]:
    """An example of each intent: the first of its file that is a sentence, and not a long one."""
    return _lire_les_modeles(_fichiers())


def connue(texte: str) -> str | None:
    """The intent of this sentence in the training data, None if it is not there."""
    return _exemples().get(cle(texte))


def verifier(texte: str, intention: str, sauf_connue: bool = False) -> None:
    """`sauf_connue`: it may be known with this intent already, for a fact is corrected.

    Error: CorrectionRefusee, for a sentence that the training data has already, or an intent that
    it does not know.
    """
    if not cle(texte):
        raise CorrectionRefusee("Cette phrase est vide.")
    if intention not in intentions():
        raise CorrectionRefusee(f"« {intention} » n'est pas une intention de l'assistant.")
    if (deja := connue(texte)) == intention and sauf_connue:
        return
    if deja == intention:
        raise CorrectionRefusee(
            "Cette phrase est déjà dans les données d'entraînement, avec cette intention."
        )
    if deja:
        raise CorrectionRefusee(
            f"Cette phrase est déjà dans les données d'entraînement avec l'intention « {deja} » :"
            " c'est là qu'il faut la changer (data/nlu)."
        )


def ecrire(phrases: Iterable[tuple[str, str]]) -> str:
    """The training file of these (sentence, intent): each once, in alphabetical order."""
    par_intention: dict[str, dict[str, str]] = defaultdict(dict)
    for texte, intention in phrases:
        par_intention[intention].setdefault(cle(texte), nettoyer(texte))
    blocs = [
        f"  - intent: {intention}\n    examples: |\n"
        + "".join(f"      - {texte}\n" for texte in sorted(textes.values()))
        for intention, textes in sorted(par_intention.items())
    ]
    return _TETE + ("".join(blocs) or "  []\n")


def fusionner(chemin: Path, phrases: Iterable[tuple[str, str]]) -> int:
    """Adds to the file at `chemin` the sentences that the training data does not have.

    Says how many.
    """
    deja = lire(chemin)
    connues = {cle(texte) for texte, _ in deja} | set(_exemples())
    neuves: dict[str, tuple[str, str]] = {}
    for texte, intention in phrases:
        if cle(texte) not in connues:
            neuves.setdefault(cle(texte), (texte, intention))
    if neuves:
        chemin.write_text(ecrire([*deja, *neuves.values()]), encoding="utf-8")
    return len(neuves)


def lire(chemin: Path) -> list[tuple[str, str]]:
    """The (sentence, intent) of a file of data/nlu; none if it is not there."""
    if not chemin.exists():
        return []
    contenu = (
        yaml.load(
            chemin.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
        or {}
    )
    return exemples_de(contenu)


def _exemples() -> Mapping[str, str]:
    """Key of each sentence of the training data -> its intent; read again when a file changes."""
    return _lire_tout(_fichiers())


def _fichiers() -> tuple[tuple[Path, int], ...]:
    return tuple((chemin, chemin.stat().st_mtime_ns) for chemin in sorted(NLU.rglob("*.yml")))


@lru_cache(maxsize=2)
def _lire_les_modeles(fichiers: tuple[tuple[Path, int], ...]) -> Mapping[str, str]:
    premiers: dict[str, str] = {}
    for texte, intention in (paire for chemin, _ in fichiers for paire in lire(chemin)):
        deja = premiers.get(intention)
        if deja is None or (not _montrable(deja) and _montrable(texte)):
            premiers[intention] = texte
    return premiers


def _montrable(texte: str) -> bool:
    return 2 <= len(texte.split()) <= 12


@lru_cache(maxsize=2)
def _lire_tout(fichiers: tuple[tuple[Path, int], ...]) -> Mapping[str, str]:
    return {cle(texte): intention for chemin, _ in fichiers for texte, intention in lire(chemin)}
