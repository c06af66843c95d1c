"""Lengths of time, in months, whatever they last: a contract, an age, a search."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import PETIT, SEUL, entier, valeur
from vte.lecture.candidats.lexique import DEBUT, FIN, lexique, ou
from vte.lecture.candidats.quantites import Quantite, lire_quantite, quantite
from vte.lecture.candidats.texte import Texte

_LEXIQUE = lexique("durees")
_DUREE = re.compile(rf"(?<![\w.,+]){quantite()}")
# « 12 ou 24 mois », « 6 à 12 mois », « 12/24 mois »: the first has the unit of the second.
_PREMIERE = re.compile(rf"(?<![\w.,+/])(?P<n>{PETIT})\s*(?:a|ou|et|-|/|voire)\s*$")
_DITES = [(re.compile(DEBUT + ou(m) + FIN), mois) for mois, m in _LEXIQUE["dites"].items()]
_RANG = re.compile(
    r"(?:premiere?|1e?re?|1r|deuxieme|[2-9]e(?:me)?|seconde?|2nde?|troisieme|quatrieme|derniere?|"
    r"prochaine?)\s*$"
)
_MOINS = re.compile(rf"{DEBUT}{ou(['~moins', 'inferieure? a'])}\s+(?:de\s+|d')$|<\s*$")
_PLUS = re.compile(
    rf"{DEBUT}(?<!pas )(?<!peu )(?:plus|superieure? a)\s+(?:de\s+|d')$|(?<![=-])>\s*$"
)
_ETIQUETTE = re.compile(DEBUT + ou(_LEXIQUE["etiquettes"]) + rf"(?P<n>{PETIT}){SEUL.pattern}")
_NU = re.compile(rf"(?<![\w.,+/°-])(?P<n>{PETIT})(?!\w|[/.,:]\d|\s*[%€]){SEUL.pattern}")
_EN_MOIS = ("mois", "moins_de", "plus_de")
_PRES = 45  # characters: what is said so near after a length may be one without its unit
AGE = "age"  # the form of a length that is one
_AGE = 14 * 12  # months: a longer one is an age
_LE_PLUS_LONG = 60  # months: a number alone is no longer contract


def durees(texte: Texte) -> Iterator[Candidat]:
    """Each length of time, where it is."""
    trouvees = list(_en_unites(texte.libre))
    reste = texte.sans((c.debut, c.fin) for c in trouvees)
    yield from trouvees
    yield from _dites(reste.libre)
    yield from _nues(reste, [c.fin for c in trouvees if c.forme in _EN_MOIS])


def _en_unites(libre: str) -> Iterator[Candidat]:
    for m in _DUREE.finditer(libre):
        if not _RANG.search(libre, max(0, m.start() - 14), m.start()):
            lue = lire_quantite(m)
            yield _candidat(libre, m.start(), m.end(), lue)
            yield from _premiere(libre, m.start(), lue)


def _premiere(libre: str, debut: int, lue: Quantite) -> Iterator[Candidat]:
    avant = _PREMIERE.search(libre, max(0, debut - 30), debut)
    if avant and not libre[avant.start() - 1 : avant.start()].isalnum():
        premiere = Quantite(valeur(avant["n"]) or 0.0, lue.unite, 0.0)
        yield _candidat(libre, avant.start("n"), avant.end("n"), premiere)


def _candidat(libre: str, debut: int, fin: int, lue: Quantite) -> Candidat:
    mois, forme = round(lue.mois), lue.unite
    if mois > _AGE:
        forme = AGE
    elif _MOINS.search(libre, max(0, debut - 20), debut):
        forme, mois = "moins_de", max(0, mois - 1)
    elif _PLUS.search(libre, max(0, debut - 20), debut):
        forme, mois = "plus_de", mois + 1
    return Candidat("duree", debut, fin, {"duree_mois": min(mois, 600)}, forme)


def _dites(libre: str) -> Iterator[Candidat]:
    for motif, mois in _DITES:
        for m in motif.finditer(libre):
            if not _RANG.search(libre, max(0, m.start() - 14), m.start()):
                yield Candidat("duree", m.start(), m.end(), {"duree_mois": mois}, "dite")


def _nues(texte: Texte, en_mois: list[int]) -> Iterator[Candidat]:
    """« durée : 24 »; « pas 12 mois, 24 »: a number without a unit after one in months."""
    places: set[tuple[int, int]] = set()
    for m in _ETIQUETTE.finditer(texte.libre):
        places.add(m.span("n"))
    for fin in en_mois:
        nus = _NU.finditer(texte.libre, fin)
        places |= {m.span("n") for m in nus if m.start() < fin + _PRES}
    for debut, fin in sorted(places):
        n = entier(texte.libre[debut:fin])
        if n is not None and (5 if texte.libre[debut].isalpha() else 1) < n <= _LE_PLUS_LONG:
            yield Candidat("duree", debut, fin, {"duree_mois": n}, "nue")
