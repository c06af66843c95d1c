"""The possible readings of a query: a name, and the communes that a precision allows.

« Valence Drôme », « 26 Valence », « la Roche sur Yon en Vendée », « BP 12 01117 Oyonnax CEDEX ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from vte.territoires import codes
from vte.territoires.codes import est_un_code
from vte.territoires.index import Index
from vte.territoires.noms import ARTICLES, LIAISONS, cle_de

_NUMERO = re.compile(r"\d{2,3}|2[ab]")
_AVANT_UNE_ZONE = frozenset(
    [
        "dans",
        "en",
        "du",
        "de",
        "d",
        "des",
        "le",
        "la",
        "l",
        "les",
        "departement",
        "dept",
        "dpt",
        "dep",
        "region",
        "code",
        "postal",
        "cp",
        "insee",
    ]
)
_ANNONCES = re.compile(
    r"^(?:(?:la|ma|notre|une|a|sur|vers|dans) )*(?:commune|ville|mairie|village|municipalite)"
    r"(?: nouvelle)? (?:de|d|du|des) "
)
_COURRIER = re.compile(
    r"\b(?:bp|cs|tsa|cidex) \d+\b|\bcedex(?: \d{1,2}\b)?|\b(?:france|fr|f)(?= \d{5}\b)"
    r"|(?<!\ben )\b(?:france|f)$"
)
_LONGUEUR_DE_ZONE = 6  # words
_DANS_UN_NOM = frozenset(("sur", "sous"))
ARRONDISSEMENTS = {"paris": 20, "lyon": 9, "marseille": 16}
_ROMAINS = {
    romain: rang
    for rang, romain in enumerate(
        [
            "i",
            "ii",
            "iii",
            "iv",
            "v",
            "vi",
            "vii",
            "viii",
            "ix",
            "x",
            "xi",
            "xii",
            "xiii",
            "xiv",
            "xv",
            "xvi",
            "xvii",
            "xviii",
            "xix",
            "xx",
        ],
        1,
    )
}
_AUTOUR_D_UN_ARRONDISSEMENT = LIAISONS | {"arrondissement", "arr", "ardt", "dans", "eme"}
_AUTOUR_D_UN_CODE = frozenset(
    ["code", "postal", "insee", "cp", "le", "c", "est", "f", "fr", "france"]
)


@dataclass(frozen=True)
class Precision:
    """Words that narrow the search, from `debut` to `fin`; `codes`: the communes allowed."""

    debut: int
    fin: int
    codes: frozenset[str]
    postal: str | None = None


@dataclass(frozen=True)
class Lecture:
    """A name (words, perhaps none) and the communes allowed; None: all of them."""

    nom: tuple[str, ...]
    permises: frozenset[str] | None = None
    postal: str | None = None

    @property
    def cle(self) -> str:
        return cle_de(self.nom)


def coller_les_codes(index: Index, mots: Sequence[str]) -> list[str]:
    """« 46 100 Figeac » -> « 46100 Figeac », when that is a postal code."""
    colles = list(mots)
    for i in range(len(colles) - 1, 0, -1):
        code = colles[i - 1] + colles[i]
        if re.fullmatch(r"\d{2} \d{3}", " ".join(colles[i - 1 : i + 1])) and (
            index.du_code_postal(code)
        ):
            colles[i - 1 : i + 1] = [code]
    return colles


def preparer(mots: Sequence[str]) -> list[str]:
    """The words without what is of an address only (PO box, CEDEX) nor « la commune de »."""
    phrase = _COURRIER.sub(" ", " ".join(mots))
    sans = _ANNONCES.sub("", " ".join(phrase.split()) + " ").split()
    return sans or list(mots)


def code_seul(mots: Sequence[str]) -> str | None:
    """The postal or INSEE code when these words say nothing more; else None."""
    codes = [m for m in mots if est_un_code(m)]
    return (
        codes[0]
        if len(codes) == 1 and {m for m in mots if m != codes[0]} <= _AUTOUR_D_UN_CODE
        else None
    )


def arrondissement(mots: Sequence[str]) -> str | None:
    """The key of an arrondissement of Paris, Lyon or Marseille; None when it is none."""
    villes = [m for m in mots if m in ARRONDISSEMENTS]
    autres = [m for m in mots if m not in ARRONDISSEMENTS and m not in _AUTOUR_D_UN_ARRONDISSEMENT]
    if len(villes) != 1 or len(autres) != 1:
        return None
    chiffres = autres[0].removesuffix("e")
    rang = int(chiffres) if chiffres.isdigit() and len(chiffres) < 3 else _ROMAINS.get(autres[0], 0)
    return f"{villes[0]} {rang}e" if 1 <= rang <= ARRONDISSEMENTS[villes[0]] else None


def precisions(index: Index, mots: Sequence[str]) -> list[Precision]:
    """The postal codes, départements and regions that are named, from left to right."""
    trouvees: list[Precision] = []
    place = 0
    while place < len(mots):
        trouvee = _code(index, mots, place) or _zone(index, mots, place)
        if trouvee is None:
            place += 1
            continue
        trouvees.append(_etendre(mots, trouvee))
        place = trouvee.fin
    return trouvees


def _code(index: Index, mots: Sequence[str], place: int) -> Precision | None:
    mot = mots[place]
    if code := codes.entier(index, mot):
        return Precision(place, place + 1, frozenset(index.du_code_postal(code)), code)
    if _NUMERO.fullmatch(mot) and mot.upper() in index.departements:
        return Precision(place, place + 1, frozenset(index.par_departement[mot.upper()]))
    return None


def _zone(index: Index, mots: Sequence[str], place: int) -> Precision | None:
    if place and mots[place - 1] in _DANS_UN_NOM:  # « Romans sur Isère »
        return None
    for fin in range(min(len(mots), place + _LONGUEUR_DE_ZONE), place, -1):
        if (cle := " ".join(mots[place:fin])) in index.zones:
            return Precision(place, fin, index.communes_de(cle))
    return None


def _etendre(mots: Sequence[str], p: Precision) -> Precision:
    """With the small words that lead to it: « dans le », « en »."""
    debut = p.debut
    while debut > 0 and mots[debut - 1] in _AVANT_UNE_ZONE:
        debut -= 1
    return Precision(debut, p.fin, p.codes, p.postal)


def departements_d_un_code(index: Index, postal: str) -> frozenset[str]:
    """The communes of the départements that a postal code's first figures say."""
    if postal.startswith("20"):
        return frozenset(index.par_departement["2A"] | index.par_departement["2B"])
    numero = postal[:3] if postal.startswith("97") else postal[:2].upper()
    return frozenset(index.par_departement.get(numero, ()))


def lectures(index: Index, mots: Sequence[str]) -> Iterator[Lecture]:
    """From the most to the least precise: all the precisions, each alone, then none."""
    toutes = precisions(index, mots)[:4]
    groupes = [toutes] if len(toutes) == 1 else [toutes, *([p] for p in toutes)] if toutes else []
    for choisies in groupes:
        nom = _reste(mots, choisies)
        postal = next((p.postal for p in choisies if p.postal), None)
        permises = [p.codes for p in choisies if p.codes or not p.postal]
        if permises:
            yield Lecture(nom, frozenset.intersection(*permises), postal)
        if postal and nom:
            yield Lecture(nom, departements_d_un_code(index, postal), postal)
    yield Lecture(tuple(mots))


def lectures_mal_ecrites(index: Index, mots: Sequence[str]) -> Iterator[Lecture]:
    """The readings in which the département or region is misspelt: « Laval Mayene »."""
    for longueur in range(min(4, len(mots) - 1), 0, -1):
        for debut in (len(mots) - longueur, 0):
            zone = _zone_approchee(index, " ".join(mots[debut : debut + longueur]))
            if zone is not None:
                precise = _etendre(mots, Precision(debut, debut + longueur, zone))
                yield Lecture(_reste(mots, [precise]), zone)


def _zone_approchee(index: Index, nom: str) -> frozenset[str] | None:
    if len(nom) < 5:
        return None
    trouve = process.extractOne(
        nom, index.zones.keys(), scorer=OSA.distance, score_cutoff=2 if len(nom) > 9 else 1
    )
    return index.communes_de(trouve[0]) if trouve else None


def _reste(mots: Sequence[str], precises: Sequence[Precision]) -> tuple[str, ...]:
    pris = {i for p in precises for i in range(p.debut, p.fin)}
    reste = [m for i, m in enumerate(mots) if i not in pris]
    while reste and reste[-1] in LIAISONS:
        reste.pop()
    while len(reste) > 1 and reste[0] in LIAISONS - ARTICLES:
        reste.pop(0)
    return tuple(reste)
