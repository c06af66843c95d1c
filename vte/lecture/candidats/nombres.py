"""Numbers that could count people, or answer a question about a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import COLLECTIF, GENS, NOMBRE, SEUL, collectif, entier
from vte.lecture.candidats.lexique import DEBUT, FIN, lexique, ou
from vte.lecture.candidats.texte import Texte

# What parts the two ends of a range.
_OU, _TIRET = re.compile(r"\s*(?:a|ou|voire)\s*"), re.compile(r"\s?[-–/]\s?")
_ET = re.compile(r"\s*(?:et|a)\s*")
_BORNE = re.compile(rf"(?<![\w.,+°]){NOMBRE}(?!\w|[.,]\d)")
_ENTRE = re.compile(r"(?<!\w)entre\s+$")
_DE = re.compile(r"(?<!\w)de\s+$")
_COLLECTIF = re.compile(DEBUT + COLLECTIF)
_NOMBRE = re.compile(
    rf"(?<![\w.,°])(?<!(?<!\s)\+){NOMBRE}(?:(?!\w|[/.]\d)|(?<=\d)(?=(?:{GENS}|p){FIN}))"
)
_ORDINAL = re.compile(r"\s?(?:er|ere|e|eme|ieme|nd|nde)(?!\w)")
_DE_GENS = re.compile(rf"\s*(?:de\s+|d')?(?:\w+\s+)?{GENS}{FIN}")
_UNE_PERSONNE = re.compile(rf"\s*(?:seule?\s+)?{GENS}{FIN}")
_UN_SEUL = re.compile(r"[^\w\x00]*une?(?:\s+seule?)?[^\w\x00]*")
_AN = range(1950, 2050)
_AVANT_UN_AN = re.compile(rf"{DEBUT}{ou(lexique('nombres')['avant_un_an'])}\s*$")
_NIVEAUX = ("niveau_obtenu", "niveau_prepare")


class _Lu(NamedTuple):
    """A number, where it is and how it is written."""

    debut: int
    fin: int
    n: int
    forme: str


def nombres(texte: Texte) -> Iterator[Candidat]:
    """Each number, where it is; of those that overlap, the longest form."""
    prises: set[int] = set()
    for lu in _lus(texte.libre, texte.question):
        place = range(lu.debut, lu.fin)
        if prises.isdisjoint(place):
            prises.update(place)
            yield Candidat("nombre", lu.debut, lu.fin, _valeurs(texte, lu), lu.forme)


def _lus(libre: str, question: str | None) -> Iterator[_Lu]:
    yield from _fourchettes(libre)
    for m in _COLLECTIF.finditer(libre):
        if m["fois"] or not m[0].endswith("s"):  # not « des dizaines »
            yield _Lu(m.start(), m.end(), collectif(m), "collectif")
    for m in _NOMBRE.finditer(libre):
        n = entier(m[0])
        if n is not None and not _ecarte(libre, m, n, question):
            yield _Lu(m.start(), m.end(), n, _forme(m[0], n))


def _forme(ecrit: str, n: int) -> str:
    if not ecrit[0].isdigit():
        return "lettres"
    return "annee" if n in _AN and len(ecrit) == 4 else "chiffres"


def _fourchettes(libre: str) -> Iterator[_Lu]:
    """« entre 40 et 50 », « 40 à 50 »: worth the upper bound."""
    bornes = list(_BORNE.finditer(libre))
    for bas, haut in zip(bornes, bornes[1:], strict=False):
        debut = _debut(libre, bas, haut)
        n, m = entier(bas[0]), entier(haut[0])
        if debut is None or n is None or m is None or "0" in (bas[0][0], haut[0][0]):
            continue
        if n < m and not (n in _AN and m in _AN):
            yield _Lu(debut, haut.end(), m, "fourchette")


def _debut(libre: str, bas: re.Match[str], haut: re.Match[str]) -> int | None:
    """Where the range that two numbers make begins; None when they make none."""
    entre = _ENTRE.search(libre, 0, bas.start())
    if entre and _ET.fullmatch(libre, bas.end(), haut.start()):
        return entre.start()
    en_chiffres = bas[0][-1].isdigit() and haut[0][0].isdigit()
    liens = (_OU, _TIRET) if en_chiffres else (_OU,)
    if not any(lien.fullmatch(libre, bas.end(), haut.start()) for lien in liens):
        return None
    de = _DE.search(libre, 0, bas.start())
    return de.start() if de else bas.start()


def _ecarte(libre: str, m: re.Match[str], n: int, question: str | None) -> bool:
    """An ordinal, a leading zero, an article, a year."""
    ecrit = m[0]
    if _ORDINAL.match(libre, m.end()):
        return True
    if ecrit[0] == "0" and ecrit[1:2].isdigit():
        return question != "effectif" or not n
    if ecrit in ("un", "une"):
        return not (_UN_SEUL.fullmatch(libre) or _UNE_PERSONNE.match(libre, m.end()))
    if n in _AN and (len(ecrit) == 4 or ecrit.startswith("deux")):
        en_reponse = question == "effectif" and not _AVANT_UN_AN.search(libre, 0, m.start())
        return not (en_reponse or _DE_GENS.match(libre, m.end()))
    return False


def _valeurs(texte: Texte, lu: _Lu) -> dict[str, int]:
    """A head count; an answer to the open question when the number stands alone enough."""
    valeurs = {"effectif": lu.n} if lu.n <= 10_000_000 else {}
    if SEUL.match(texte.libre, lu.fin):
        if texte.question == "duree_mois" and lu.n <= 600:
            valeurs["duree_mois"] = lu.n
        if texte.question in _NIVEAUX and (lu.n or texte.question == "niveau_obtenu") and lu.n <= 8:
            valeurs[texte.question] = lu.n
    return valeurs
