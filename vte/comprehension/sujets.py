"""What a message may be about, from the metadata of the intents in data/nlu.

A topic is one file of data/nlu/faq, or of data/nlu/dossier where it is about the person's own
dossier; other intents that can be proposed say how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from vte.contenu import NLU, SUJETS, ContenuInvalide, fichiers

A_SUJETS = ("faq", "dossier")  # the intents that have topics
TOPICS = tuple(f"{intent}/" for intent in A_SUJETS)


@dataclass(frozen=True, slots=True)
class Sujet:
    """A topic: `nom` is its intent (`faq/montant`), `titre` that of its button, `question` what
    the button says, `sources` the identifiers of what its answer rests on, `dossier` the criteria
    and the schemes of a verdict that it is about: what they say of known facts comes with it.
    """

    nom: str
    titre: str
    question: str
    sources: tuple[str, ...]
    dossier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposition:
    """The button that proposes an intent or a topic: its title, and what it sends."""

    titre: str
    payload: str


@lru_cache(maxsize=1)
def sujets() -> Mapping[str, Sujet]:
    """The topics of the project by name, read once. Error: ContenuInvalide."""
    return MappingProxyType({n: s for dossier in SUJETS for n, s in lire_sujets(dossier).items()})


@lru_cache(maxsize=1)
def propositions() -> Mapping[str, Proposition]:
    """What can be proposed, by intent or topic, read once. Error: ContenuInvalide."""
    des_sujets = {s.nom: Proposition(s.titre, s.question) for s in sujets().values()}
    return MappingProxyType(des_sujets | lire_propositions(NLU))


def lire_sujets(dossier: Path) -> Mapping[str, Sujet]:
    """The topics of the files of `dossier`. Error: ContenuInvalide."""
    trouves: dict[str, Sujet] = {}
    for fichier, bloc in _blocs(dossier):
        sujet = _sujet(fichier, bloc)
        if sujet.nom in trouves:
            raise ContenuInvalide(fichier, f"« {sujet.nom} » est déjà dans un autre fichier.")
        trouves[sujet.nom] = sujet
    return MappingProxyType(trouves)


def lire_propositions(dossier: Path) -> dict[str, Proposition]:
    """The buttons of the intents of `dossier`, topics apart. Error: ContenuInvalide."""
    return {
        bloc["intent"]: Proposition(*_textes(fichier, bloc, "title", "payload"))
        for fichier, bloc in _blocs(dossier, "metadata:")
        if "metadata" in bloc and not bloc["intent"].startswith(TOPICS)
    }


def _sujet(fichier: Path, bloc: Mapping[str, Any]) -> Sujet:
    titre, question = _textes(fichier, bloc, "title", "question")
    sources, dossier = (bloc["metadata"].get(cle) for cle in ("sources", "dossier"))
    if not isinstance(sources, list):
        raise ContenuInvalide(fichier, _manque("sources", bloc["intent"]))
    return Sujet(bloc["intent"], titre, question, tuple(sources), tuple(dossier or ()))


def _textes(fichier: Path, bloc: Mapping[str, Any], *cles: str) -> tuple[str, ...]:
    metadonnees = bloc.get("metadata") or {}
    for cle in cles:
        if not isinstance(metadonnees.get(cle), str):
            raise ContenuInvalide(fichier, _manque(cle, bloc["intent"]))
    return tuple(metadonnees[cle] for cle in cles)


def _manque(cle: str, intent: str) -> str:
    return f"il manque « {cle} » : ajoutez-le sous « metadata: » de « {intent} »."


def _blocs(dossier: Path, mot: str = "") -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for fichier, contenu in fichiers(dossier, mot):
        for bloc in contenu.get("nlu") or []:
            if "intent" in bloc:
                yield fichier, bloc
