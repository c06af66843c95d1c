"""The files of words that Rasa reads too: domain.yml, and the YAML files of data/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from vte.erreurs import ErreurVTE

RACINE = Path(__file__).parents[1]
DOMAINE = RACINE / "domain.yml"
DONNEES = RACINE / "data"
NLU = DONNEES / "nlu"
SUJETS = (NLU / "faq", NLU / "dossier")


class ContenuInvalide(ErreurVTE):
    """A file of words lacks something, or says it twice; the message says which and what to do."""

    code = "contenu_invalide"

    def __init__(self, fichier: Path, message: str) -> None:
        super().__init__(f"{_court(fichier)} : {message}")
        self.fichier = fichier


def fichiers(chemin: Path, mot: str = "") -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """(file, content) of the YAML file `chemin`, or of each one under it, by name.

    Only those in whose text `mot` stands: most files hold nothing but examples, long to parse.
    Error: ContenuInvalide, for what is not YAML.
    """
    for fichier in sorted(chemin.rglob("*.yml")) if chemin.is_dir() else [chemin]:
        texte = fichier.read_text(encoding="utf-8")
        if mot in texte:
            yield fichier, _lire(fichier, texte)


def _lire(fichier: Path, texte: str) -> Mapping[str, Any]:
    try:
        contenu = yaml.load(texte, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as erreur:
        raise ContenuInvalide(fichier, f"ce n'est pas du YAML ({erreur}).") from erreur
    if not isinstance(contenu, dict):
        raise ContenuInvalide(fichier, "il faut des clés comme « nlu: » ou « responses: ».")
    return contenu


def _court(fichier: Path) -> Path:
    return fichier.relative_to(RACINE) if fichier.is_relative_to(RACINE) else fichier


def exemples(chemin: Path) -> list[tuple[str, str]]:
    """(sentence, intent) of each example under `chemin`, topics whole. Error: ContenuInvalide."""
    return [exemple for _, contenu in fichiers(chemin) for exemple in exemples_de(contenu)]


def exemples_de(contenu: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The same, of what one file holds."""
    return [
        (ligne.removeprefix("-").strip(), bloc["intent"])
        for bloc in contenu.get("nlu") or []
        if "intent" in bloc
        for ligne in str(bloc.get("examples") or "").splitlines()
        if ligne.strip()
    ]
