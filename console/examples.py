"""Corrected messages as marked examples for the reader of facts, in the format of data/lecture."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from console.models import Correction
from vte.lecture.corpus import CORPUS, JOUR, Marque, Message

FICHIER = CORPUS / "corrections.jsonl"
CONSOLE = "console"  # their author and their genre: none of the people who wrote or marked them


def exemple(correction: Correction) -> Message:
    """The message of a correction that marks it whole."""
    jour = correction.jour.isoformat() if correction.jour else JOUR
    marques, a_venir = [], None
    for cle, (debut, fin) in correction.places.items():
        valeur = _du_corpus(correction.faits[cle])
        if cle == "date_diplome" and valeur > jour:  # a diploma still to come is no fact
            a_venir = (debut, fin)
        else:
            marques.append(Marque(debut, fin, cle, valeur))
    return Message(
        _identifiant(correction),
        correction.texte,
        correction.question or None,
        tuple(sorted(marques)),
        CONSOLE,
        CONSOLE,
        a_venir,
        jour,
    )


def _du_corpus(valeur: Any) -> Any:
    """A commune is its code there."""
    if isinstance(valeur, list):
        return [commune["code"] for commune in valeur]
    return valeur["code"] if isinstance(valeur, dict) else valeur


def _identifiant(correction: Correction) -> str:
    """The same for the same words and question, in whatever database they are."""
    dit = f"{correction.question}|{correction.texte}"
    return f"{CONSOLE}-{sha256(dit.encode()).hexdigest()[:12]}"


def ecrire(exemples: Iterable[Message]) -> str:
    """The file of these examples."""
    return "".join(_ligne(e.en_json()) for e in exemples)


def fusionner(chemin: Path, exemples: Iterable[Message]) -> int:
    """Adds to the file at `chemin` the examples that it does not have; says how many."""
    deja = chemin.read_text(encoding="utf-8") if chemin.exists() else ""
    connus = {json.loads(ligne)["id"] for ligne in deja.splitlines() if ligne.strip()}
    neufs = [e for e in exemples if e.id not in connus]
    if neufs:
        entier = deja if not deja or deja.endswith("\n") else f"{deja}\n"
        chemin.write_text(entier + ecrire(neufs), encoding="utf-8")
    return len(neufs)


def _ligne(ecrit: dict[str, Any]) -> str:
    return json.dumps(ecrit, ensure_ascii=False) + "\n"
