"""Numbers that could count people, or answer a question about a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import COLLECTIF, NOMBRE, collectif, entier
from vte.lecture.candidats.lexique import DEBUT, FIN, lexique, ou
from vte.lecture.candidats.texte import Texte

_LEXIQUE = lexique("nombres")
_GENS = ou(_LEXIQUE["gens"])
# After a number that stands alone.
SEUL = re.compile(rf"(?=[ \x00]*(?:$|[^\w \x00]|{ou(_LEXIQUE['suite'])}\b))")
_FOURCHETTE = re.compile(
    rf"(?<![\w.,+/°-])(?:entre\s+(?P<a>{NOMBRE})\s+(?:et|a)\s+(?P<b>{NOMBRE})"
    rf"|(?:de\s+)?(?P<c>{NOMBRE})\s*(?:a|-|–|/|ou|voire)\s*(?P<d>{NOMBRE}))(?![\w/-]|[.,]\d)"
)
_COLLECTIF = re.compile(DEBUT + COLLECTIF)
_NOMBRE = re.compile(rf"(?<![\w.,°])(?<!(?<!\s)\+)(?:{NOMBRE})(?!\w|[/.]\d)")
_PERSONNE = re.compile(
    rf"{DEBUT}(?:aucune?|zero|pas (?:encore )?(?:de|d'|un seul|le moindre)|sans|ni)\s+{_GENS}{FIN}"
    rf"|{DEBUT}(?:(?:je suis|on est|il est|elle est|suis|tout|toute|travaille|bosse)\s+)+"
    rf"(?P<seul>seule?s?){FIN}"
    rf"|{DEBUT}(?:y a|j'ai|j'emploie|ya|n'ai|emploie)\s+(?P<personne>personne)(?! qui){FIN}"
)
_PERSONNE_EN_REPONSE = re.compile(
    rf"(?<!\w)(?<!une )(?<!par )(?<!de )(?<!la )(?<!cette )(?P<n>aucune?|personne)"
    rf"(?!\s+(?:ne|qui|idee|a |en )){FIN}"
)
_ORDINAL = re.compile(r"\s?(?:er|ere|e|eme|ieme|nd|nde)(?!\w)")
_UNE_PERSONNE = re.compile(rf"\s*(?:seule?\s+)?{_GENS}{FIN}")
_COMPTE = re.compile(rf"\s*(?:de\s+|d')?(?:\w+\s+)?{_GENS}{FIN}")
_UN_SEUL = re.compile(r"[^\w\x00]*une?(?:\s+seule?)?[^\w\x00]*")
_AN = range(1950, 2050)
_EN = re.compile(
    r"(?<!\w)(?:en|depuis|annee|promo(?:tion)?|session|fin|debut|des|juin|juillet|aout|septembre|"
    r"octobre|novembre|decembre|janvier|fevrier|mars|avril|mai|rentree|de|du)\s*$"
)
_NIVEAUX = ("niveau_obtenu", "niveau_prepare")


class Lu(NamedTuple):
    """A number, where it is and how it is written."""

    debut: int
    fin: int
    n: int
    forme: str


def nombres(texte: Texte) -> Iterator[Candidat]:
    """Each number, where it is."""
    prises: set[int] = set()
    for lu in _lus(texte.libre, texte.question):
        place = range(lu.debut, lu.fin)
        if prises.isdisjoint(place):
            prises.update(place)
            yield Candidat("nombre", lu.debut, lu.fin, _valeurs(texte, lu), lu.forme)


def _lus(libre: str, question: str | None) -> Iterator[Lu]:
    """From the longest form to the shortest."""
    yield from _fourchettes(libre)
    for m in _COLLECTIF.finditer(libre):
        yield Lu(m.start(), m.end(), collectif(m), "collectif")
    for m in _PERSONNE.finditer(libre):
        yield Lu(*m.span(m.lastgroup or 0), 0, "personne")
    for m in _PERSONNE_EN_REPONSE.finditer(libre) if question == "effectif" else ():
        yield Lu(m.start(), m.end(), 0, "personne")
    for m in _NOMBRE.finditer(libre):
        n = entier(m.group())
        if n is not None and not _ecarte(libre, m, n, question):
            yield Lu(m.start(), m.end(), n, _forme(m.group(), n))


def _forme(ecrit: str, n: int) -> str:
    if not ecrit[0].isdigit():
        return "lettres"
    return "annee" if n in _AN and len(ecrit) == 4 else "chiffres"


def _fourchettes(libre: str) -> Iterator[Lu]:
    """« entre 40 et 50 », « 40 à 50 »: worth the upper bound."""
    for m in _FOURCHETTE.finditer(libre):
        bas, haut = entier(m["a"] or m["c"]), entier(m["b"] or m["d"])
        if bas is None or haut is None or "0" in (m[0][0], (m["d"] or "1")[0]):
            continue
        if bas < haut and not (bas in _AN and haut in _AN):
            yield Lu(m.start(), m.end(), haut, "fourchette")


def _ecarte(libre: str, m: re.Match[str], n: int, question: str | None) -> bool:
    """An ordinal, a leading zero, an article, a year."""
    ecrit = m.group()
    if _ORDINAL.match(libre, m.end()) or (ecrit[0] == "0" and ecrit[1:2].isdigit()):
        return True
    if ecrit in ("un", "une"):
        return not (_UN_SEUL.fullmatch(libre) or _UNE_PERSONNE.match(libre, m.end()))
    if n in _AN and (len(ecrit) == 4 or ecrit.startswith("deux")):
        dite_en_reponse = question == "effectif" and not _EN.search(libre, 0, m.start())
        return not (dite_en_reponse or _COMPTE.match(libre, m.end()))
    return False


def _valeurs(texte: Texte, lu: Lu) -> dict[str, int]:
    """A head count; an answer to the open question when the number stands alone enough."""
    valeurs = {"effectif": lu.n} if lu.n <= 10_000_000 else {}
    if SEUL.match(texte.libre, lu.fin):
        if texte.question == "duree_mois" and lu.n <= 600:
            valeurs["duree_mois"] = lu.n
        if texte.question in _NIVEAUX and (lu.n or texte.question == "niveau_obtenu") and lu.n <= 8:
            valeurs[texte.question] = lu.n
    return valeurs
