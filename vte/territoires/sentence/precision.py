"""What makes a name precise in a sentence: « Valence (26) », « dans le Lot, à Figeac »."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from vte.territoires import query
from vte.territoires.lexique import pays_etrangers
from vte.territoires.noms import LIAISONS
from vte.territoires.sentence.text import Lieu, Texte


def preciser(t: Texte, i: int, j: int) -> Lieu | None:
    """The search for the tokens from `i` to `j`, with the département or the code that is said."""
    nom = t.mots(i, j)
    if j < len(t.jetons) and t.jetons[j].mot in pays_etrangers():  # « Montréal Québec »
        return None
    for precision in (*apres(t, j), *_ailleurs_dit(t, i, j)):
        trouvee = t.base.nommer([*nom, *precision], fautes=False)
        if trouvee.resultats and trouvee.groupe is None:
            return t.lieu(trouvee, i, j)
    return t.lieu(t.base.nommer(nom, fautes=False), i, j)


def apres(t: Texte, j: int) -> Iterator[list[str]]:
    """What follows the name, when it makes it precise: up to eight words, with a code or a zone."""
    suite = t.mots(j, j + 8)
    for p in islice(query.precisions(t.index, suite), 1):
        petits = all(m in LIAISONS or m in ("dans", "departement", "cp") for m in suite[: p.debut])
        if petits and not t.compte(j + p.fin):
            yield suite[: p.fin]


def _ailleurs_dit(t: Texte, i: int, j: int) -> Iterator[list[str]]:
    """A zone said with « dans » or « en » anywhere, or a postal code just before the name."""
    liste = t.mots()
    for p in query.precisions(t.index, liste):
        amenee = p.debut < p.fin - 1 and liste[p.debut] in ("dans", "en", "departement", "dept")
        if (
            (p.fin <= i or p.debut >= j)
            and (amenee or (p.postal and p.fin == i))
            and not t.compte(p.fin)
        ):
            yield liste[p.debut : p.fin]
