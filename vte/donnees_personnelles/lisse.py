"""The smooth text: one way of writing a space, a dash, a digit; each character knows its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from vte.invisibles import invisible

Place = tuple[int, int]  # start and end
_EQUIVALENTS = dict.fromkeys("·•∙⋅․。．｡", ".") | dict.fromkeys("⁄∕⧸", "/")
_EQUIVALENTS |= dict.fromkeys("’‘ʼ`´", "'") | {"−": "-"}
_NOM = re.compile(r"\[[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+){0,4}\]")
CACHE = "\x00"  # what is masked already: no word, no digit, no separator


@dataclass(frozen=True)
class Lisse:
    """`texte`, smooth; `places`: of each of its characters, in the text that was smoothed."""

    texte: str
    places: tuple[Place, ...]

    def place(self, debut: int, fin: int) -> Place:
        """Where the smooth characters from `debut` to `fin` stand in the text as typed."""
        return self.places[debut][0], self.places[fin - 1][1]


def lisser(texte: str, noms: frozenset[str]) -> Lisse:
    """`noms`: what stands for masked data, never to be read again."""
    lisses: list[str] = []
    places: list[Place] = []
    for i, caractere in enumerate(texte):
        lisse = _lisse(caractere)
        if places and (not lisse or (lisse == " " and lisses[-1] == " ")):
            places[-1] = (places[-1][0], i + 1)
        elif lisse:
            lisses.append(lisse)
            places.append((i, i + 1))
    return Lisse(_cacher("".join(lisses), noms), tuple(places))


def _cacher(lisse: str, noms: frozenset[str]) -> str:
    return _NOM.sub(lambda m: CACHE * len(m.group()) if m.group() in noms else m.group(), lisse)


@lru_cache(maxsize=4096)
def _lisse(caractere: str) -> str:
    """One character, or none for what is not seen or only marks the one before."""
    if invisible(caractere) or unicodedata.category(caractere) in ("Mn", "Me"):
        return ""
    if caractere in "\n":
        return caractere
    if caractere.isspace() or caractere == "\u2800":
        return " "
    if unicodedata.category(caractere) == "Pd":
        return "-"
    if (chiffre := unicodedata.decimal(caractere, -1)) >= 0:
        return str(chiffre)
    simple = unicodedata.normalize("NFKC", _EQUIVALENTS.get(caractere, caractere))
    return simple if len(simple) == 1 else caractere
