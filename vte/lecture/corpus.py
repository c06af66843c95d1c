"""The marked messages: what people write, and what each message says.

One JSON object a line in data/lecture/*.jsonl; data/lecture/README.md says what is marked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from vte.contenu import DONNEES
from vte.erreurs import ErreurVTE

CORPUS = DONNEES / "lecture"
JOUR = "2021-06-15"  # today in marked messages that do not say their own day, a Tuesday
_MARQUE = re.compile(r"\[([^\[\]]+)\](\{[^{}]*\})")


class CorpusInvalide(ErreurVTE):
    """A line of the corpus cannot be read; the message says which, and why."""

    code = "corpus_invalide"


class Marque(NamedTuple):
    """A fact and the characters that say it; a commune's value is its code, or several."""

    debut: int
    fin: int
    cle: str
    valeur: Any


@dataclass(frozen=True)
class Message:
    """`question`: the key that had been asked, or None; `genre`: a free label of the register.

    `a_venir`: where the date of a diploma still to come is said; such a date is no fact marked.
    `jour`: the day it was written, from which its dates count.
    """

    id: str
    texte: str
    question: str | None
    marques: tuple[Marque, ...]
    auteur: str
    genre: str = ""
    a_venir: tuple[int, int] | None = None
    jour: str = JOUR

    @property
    def faits(self) -> dict[str, Any]:
        return {m.cle: m.valeur for m in self.marques}

    def en_json(self) -> dict[str, Any]:
        """Its line of the corpus, which `messages` reads."""
        ecrit: dict[str, Any] = {
            "id": self.id,
            "question": self.question,
            "annote": annoter(self.texte, self.marques),
            "genre": self.genre,
            "auteur": self.auteur,
        }
        ecrit |= {"a_venir": list(self.a_venir)} if self.a_venir else {}
        return ecrit | ({"jour": self.jour} if self.jour != JOUR else {})


def lire_annote(annote: str) -> tuple[str, tuple[Marque, ...]]:
    """The plain text of a message marked in Rasa's notation, and its marks.

    `[45]{"entity": "effectif", "value": 45}`. Errors: ValueError, KeyError.
    """
    texte, marques, fin = "", [], 0
    for m in _MARQUE.finditer(annote):
        texte += annote[fin : m.start()]
        dite = json.loads(m[2])
        debut = len(texte)
        texte += m[1]
        marques.append(Marque(debut, len(texte), dite["entity"], dite["value"]))
        fin = m.end()
    return texte + annote[fin:], tuple(marques)


def annoter(texte: str, marques: tuple[Marque, ...]) -> str:
    """The notation that `lire_annote` reads."""
    for m in sorted(marques, reverse=True):
        dite = json.dumps({"entity": m.cle, "value": m.valeur}, ensure_ascii=False)
        texte = f"{texte[: m.debut]}[{texte[m.debut : m.fin]}]{dite}{texte[m.fin :]}"
    return texte


def messages(dossier: Path = CORPUS) -> list[Message]:
    """Every message of the folder's files, by file. Error: CorpusInvalide."""
    return [m for fichier in sorted(dossier.glob("*.jsonl")) for m in _du_fichier(fichier)]


def _du_fichier(fichier: Path) -> Iterator[Message]:
    lignes = fichier.read_text(encoding="utf-8").splitlines()
    for numero, ligne in enumerate(lignes, 1):
        if not ligne.strip():
            continue
        try:
            yield _message(json.loads(ligne))
        except (ValueError, KeyError, TypeError) as erreur:
            raise CorpusInvalide(f"{fichier.name}, ligne {numero} : {erreur!r}.") from erreur


def _message(ligne: Mapping[str, Any]) -> Message:
    texte, marques = lire_annote(ligne["annote"])
    debut, fin = ligne.get("a_venir", (None, None))
    return Message(
        ligne["id"],
        texte,
        ligne["question"],
        marques,
        ligne["auteur"],
        ligne.get("genre", ""),
        (debut, fin) if debut is not None else None,
        ligne.get("jour", JOUR),
    )
