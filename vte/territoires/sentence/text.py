"""A sentence as the search for a place reads it: its words, their places, what is masked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vte.territoires.lexique import mots_courants
from vte.territoires.noms import LIAISONS, jetons
from vte.territoires.results import Trouvaille
from vte.territoires.sentence import context
from vte.texte import aplatir

if TYPE_CHECKING:
    from vte.territoires.search import Recherche

_AVANT = 80  # characters looked at before a name


@dataclass(frozen=True)
class Lieu:
    """What was named, what the base knows of it, and where it is in the text."""

    trouvaille: Trouvaille
    debut: int
    fin: int


class Texte:
    """`plat`: flat, facts masked; `entier`: flat, nothing masked; `jetons`: the unmasked words."""

    def __init__(self, base: Recherche, texte: str, plat: str, question: bool) -> None:
        self.base, self.index = base, base.index
        self.texte, self.plat, self.question = texte, plat, question
        self.entier = aplatir(texte)
        self.jetons = [j for j in jetons(texte) if "\x00" not in plat[j.debut : j.fin]]

    def mots(self, debut: int = 0, fin: int | None = None) -> list[str]:
        """The words from one token to another, in their common form."""
        return [j.mot for j in self.jetons[debut:fin]]

    def avant(self, debut: int) -> str:
        """What stands before a place in the flat text."""
        return self.plat[max(0, debut - _AVANT) : debut]

    def etudes(self, debut: int) -> bool:
        """Whether what precedes says where one studies: « en master à »; diplomas are masked."""
        return bool(context.ETUDES.search(self.entier[:debut][-_AVANT:]))

    def seul(self, debut: int, fin: int) -> bool:
        """Whether nothing else is said."""
        return not re.sub(r"[\W\x00]", "", self.plat[:debut] + self.plat[fin:])

    def capitale(self, debut: int) -> bool:
        return self.texte[debut].isupper() and not self.texte.isupper()

    def rien_de_plus(self, fin: int) -> bool:
        """« Roanne alors », « Figeac du coup »: what follows says nothing."""
        suite = [j.mot for j in self.jetons if j.debut >= fin]
        return (
            len(suite) <= 4
            and all(m in LIAISONS or m in mots_courants() for m in suite)
            and not {"de", "d"} & set(suite[:1])
        )

    def compte(self, place: int) -> bool:
        """Whether the next word makes a count of the number before it: « 45 salariés »."""
        return place < len(self.jetons) and bool(
            context.NOMBRE_ET_UNITE.match(self.jetons[place].mot)
        )

    def lieu(self, trouvaille: Trouvaille, i: int, j: int) -> Lieu | None:
        """What the tokens from `i` to `j` name; None when nothing was found."""
        if not trouvaille.resultats:
            return None
        return Lieu(trouvaille, self.jetons[i].debut, self.jetons[j - 1].fin)
