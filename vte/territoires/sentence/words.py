"""A text as the search for places reads it: its words, what is between them, what leads to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from vte.territoires import lexique
from vte.territoires.lexique import AUTOUR
from vte.territoires.noms import ARTICLES, LIAISONS, jetons
from vte.texte import aplatir

if TYPE_CHECKING:
    from vte.territoires.search import Recherche

LONGUEUR_MAX = 1000  # characters; the rest of a text is not read
# What may stand between two words of one name.
_COLLE = re.compile(r"[\s'’\-]*|\. ?|\s?/\s?")
FORTES, DE, FAIBLES = AUTOUR["fortes"], AUTOUR["de"], AUTOUR["faibles"]
REMPLISSAGE = LIAISONS | AUTOUR["remplissage"]
_CONTRACTES = {"au": "le", "aux": "les", "du": "le", "des": "les"}
# As people write while they speak: « o creusot », « ds le 62 », « c le creusot ».
_PARLEES = {"o": "au", "ds": "dans", "dan": "dans", "pr": "pour", "c": "est", "cest": "est"}


class Texte:
    """`mots`: the words in their common form; `reponse`: a commune has just been asked for."""

    def __init__(self, base: Recherche, texte: str, reponse: bool) -> None:
        self.base, self.index = base, base.index
        self.brut = texte[:LONGUEUR_MAX]
        self.plat = aplatir(self.brut)
        self.reponse = reponse
        self.jetons = jetons(self.brut)
        self.mots: list[str] = [j.mot for j in self.jetons]
        self._crie = self.brut.isupper()

    # Words and what is between them

    def entre(self, i: int) -> str:
        """What stands between the word before `i` and it; at the ends, what is left."""
        avant = self.jetons[i - 1].fin if i else 0
        apres = self.jetons[i].debut if i < len(self.jetons) else len(self.brut)
        return self.plat[avant:apres]

    def colle(self, i: int) -> bool:
        """Whether the word `i` may go on the name in which the word before it is."""
        return bool(_COLLE.fullmatch(self.entre(i)))

    def d_un_trait(self, i: int, j: int) -> bool:
        """Whether the words from `i` to `j` may be one name."""
        return all(map(self.colle, range(i + 1, j)))

    def ecrit(self, i: int, j: int) -> str:
        """The words from `i` to `j` as they are written."""
        return self.brut[self.jetons[i].debut : self.jetons[j - 1].fin]

    def capitale(self, i: int) -> bool:
        """Whether a capital says something: in a text all in capitals it says nothing."""
        return not self._crie and self.brut[self.jetons[i].debut].isupper()

    def sigle(self, i: int) -> bool:
        """« CESI », « UIMM »: no misspelt town."""
        jeton = self.jetons[i]
        return not self._crie and self.brut[jeton.debut : jeton.fin].isupper()

    def debute(self, i: int) -> bool:
        """Whether a sentence begins with the word `i`: its capital says nothing."""
        return i == 0 or bool(re.search(r"[.!?\n:•;]", self.entre(i)))

    # What leads to a name

    def preposition(self, i: int) -> str | None:
        """The preposition in front of the word `i`, the noun that calls for a place, or a colon."""
        if i and self.entre(i).strip() == ":":
            return ":"
        if not i or not self.colle(i):
            return None
        avant = _PARLEES.get(self.mots[i - 1], self.mots[i - 1])
        return avant if avant in FORTES or avant in DE or avant in FAIBLES else None

    def attendu(self, i: int) -> bool:
        """Whether a place is expected at the word `i`: « à », « sur », « près de », « gare de »."""
        avant = self.preposition(i)
        if avant in FORTES:
            return not (avant == "a" and self._verbe_avoir(i - 1))
        return avant in DE and i > 1 and self.mots[i - 2] in AUTOUR["de_quoi"]

    def pres_de(self, i: int) -> bool:
        """« à côté de Grenoble », « à 10 km de Nantua »: the place at `i` says where another is."""
        if self.preposition(i) in ("vers", "entre"):
            return True
        return self.preposition(i) in DE and i > 1 and self.mots[i - 2] in AUTOUR["proximite"]

    def chez_qui_est(self, i: int) -> bool:
        """« un artisan de guise », « une boîte de lens »: before `i`, what is somewhere."""
        return self.preposition(i) in DE and i > 1 and self.mots[i - 2] in AUTOUR["quelque_part"]

    def _verbe_avoir(self, i: int) -> bool:
        """« il a touché »; where « à » is written, « a » is the verb."""
        jeton = self.jetons[i]
        if self.brut[jeton.debut : jeton.fin] == "à":
            return False
        return self._ecrit_a_grave or (i > 0 and self.mots[i - 1] in AUTOUR["sujets"])

    @cached_property
    def _ecrit_a_grave(self) -> bool:
        return re.search(r"\bà\b", self.brut) is not None

    @cached_property
    def accentue(self) -> bool:
        """Whether the text has accents: where one is missing, that says something."""
        return re.search("[àâçéèêëîïôùûü]", self.brut, re.I) is not None

    def article_dit(self, i: int, j: int) -> str | None:
        """The article said of the name from `i` to `j`, contracted or not: « au Mans » -> "le"."""
        if j - i > 1 and self.mots[i] in ARTICLES:
            return self.mots[i]
        if i and self.mots[i - 1] in ARTICLES and self.colle(i):
            return self.mots[i - 1]
        return _CONTRACTES.get(self.preposition(i) or "")

    def apres_un_nombre(self, i: int) -> bool:
        """« 12 ponts », « 5 juillé »: what a number counts."""
        return (
            i > 0
            and self.entre(i) in (" ", "")
            and self.mots[i - 1].isdigit()
            and len(self.mots[i - 1]) < 5
        )

    def dans_un_compose(self, i: int) -> bool:
        """« Haute-Loire », « demi-tours »: a hyphen ties the word to the one before it."""
        return i > 0 and self.entre(i) == "-" and not self.mots[i - 1].isdigit()

    # The whole

    def presque_seul(self, i: int, j: int) -> bool:
        """Whether the words around those from `i` to `j` say nothing, in an answer."""
        autres = self.mots[:i] + self.mots[j:]
        return self.reponse and len(autres) <= 8 and all(m in REMPLISSAGE for m in autres)


def propres(mots: Sequence[str]) -> list[str]:
    """The words but the small ones."""
    return [m for m in mots if m not in LIAISONS]


def courants(mots: Sequence[str]) -> bool:
    """Whether all these words are of every day."""
    return all(m in lexique.mots_courants() for m in mots)


def a_double_sens(mots: Sequence[str]) -> bool:
    """Whether these words, in lower case, rather say something else than a place."""
    return all(m in lexique.mots_a_double_sens() or m in lexique.mots_courants() for m in mots)
