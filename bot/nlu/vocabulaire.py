"""Which words of a sentence the subject never uses: « combien pèse un éléphant » asks how much, but of nothing we speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from spacy.lang.fr.stop_words import STOP_WORDS

from vte.texte import aplatir

# The words that carry no meaning, flat.
OUTILS = {aplatir(mot) for mot in STOP_WORDS}
_SEUILS = (1, 2, 3)


def pleins(lemmes: Iterable[str]) -> list[str]:
    """The words that carry a meaning: no stop word, no figure, no single letter."""
    return [m for m in lemmes if len(m) > 2 and m not in OUTILS and not any(c.isdigit() for c in m)]


def compter(phrases: Iterable[Sequence[str]]) -> Counter[str]:
    """In how many sentences of the subject each word is."""
    return Counter(mot for lemmes in phrases for mot in set(pleins(lemmes)))


def traits(lemmes: Sequence[str], connus: Mapping[str, int], ailleurs: int = 1) -> list[str]:
    """How many of the words that carry a meaning stand in no sentence of the subject.

    `ailleurs`: in how many sentences a word must be; 2 for a sentence that was itself counted.
    """
    mots = pleins(lemmes)
    inconnus = sum(connus.get(m, 0) < ailleurs for m in mots)
    part = (
        ["INCONNUS_TOUS"]
        if mots and inconnus == len(mots)
        else ["INCONNUS_MOITIE"]
        if inconnus * 2 >= max(1, len(mots))
        else []
    )
    return [f"INCONNUS_{n}" for n in _SEUILS if inconnus >= n] + part
