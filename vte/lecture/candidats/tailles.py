"""Sizes of company: said by a word, or by a bound on the number of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vte.dossier import taille_de
from vte.dossier.cles.taille import SEUIL_PME
from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import COMPTE, EN_CHIFFRES, GENS, compte, entier
from vte.lecture.candidats.lexique import lexique, ou, par_sorte
from vte.lecture.candidats.texte import Texte

_LEXIQUE = lexique("tailles")
_SENS = ("au_plus", "au_moins", "moins", "plus")
_MOTS = par_sorte((t, _LEXIQUE[t]) for t in ("grande", "eti", "pme"))
_N = rf"(?P<compte>{COMPTE})(?!\w|[.,]?\d|\s*{ou(_LEXIQUE['autres_unites'])}(?!\w))"
_ENVIRON = r"(?:de\s+|d'\s?|a\s+|les\s+)?(?:environ\s+)?"
_AVANT = re.compile(
    r"(?<![\w])"
    + ou(f"(?P<{sens}>{ou(_LEXIQUE['bornes'][sens])})" for sens in _SENS)
    + rf"\s*{_ENVIRON}{_N}"
)
_APRES = re.compile(
    rf"(?<![\w.,])(?P<compte>{COMPTE})\s*"
    + ou(f"(?P<{sens}>{ou(motifs)})" for sens, motifs in _LEXIQUE["apres"].items())
    + r"(?!\w|\s*(?:de|d'|\d))"
)
_PEU = re.compile(r"(?<!\w)(?:un )?peu\s*$")
_PLUS_OU = re.compile(r"plus ou\s*$")
# « -250 », all of an answer.
_MOINS_SEUL = re.compile(rf"\W*-\s?(?P<n>{EN_CHIFFRES})\s*{GENS}?\W*")
_ECART = {"moins": -1, "au_plus": 0, "plus": 1, "au_moins": 0}


class Borne(NamedTuple):
    """A bound: where it is, its number, and how it bounds (a key of _ECART)."""

    debut: int
    fin: int
    n: int
    sens: str

    @property
    def taille(self) -> str | None:
        """The size that it leaves; None when it decides none."""
        decide = self.sens in ("moins", "au_plus") or self.n >= SEUIL_PME
        return taille_de(max(0, self.n + _ECART[self.sens])) if decide else None


def tailles(texte: Texte, bornes: list[Borne]) -> Iterator[Candidat]:
    """Each size that is said, by a word or by one of `bornes`."""
    for m in _MOTS.finditer(texte.plat):
        taille = m.lastgroup or ""
        yield Candidat("taille", m.start(), m.end(), {"taille": taille}, f"mot_{taille}")
    for b in bornes:
        if b.taille:
            yield Candidat("taille", b.debut, b.fin, {"taille": b.taille}, f"borne_{b.sens}")


def chercher_bornes(texte: Texte) -> list[Borne]:
    """The bounds on a number of people; « un peu moins de 50 » is a number."""
    libre = texte.libre
    if texte.question == "effectif" and (m := _MOINS_SEUL.fullmatch(libre)):
        return [Borne(m.start("n") - 1, m.end("n"), entier(m["n"]) or 0, "moins")]
    avant = [b for m in _AVANT.finditer(libre) if not _approche(libre, m) and (b := _borne(m))]
    apres = [b for m in _APRES.finditer(libre) if (b := _borne(m))]
    pris = {b.fin for b in avant}
    return avant + [b for b in apres if not any(b.debut < fin <= b.fin for fin in pris)]


def _approche(libre: str, m: re.Match[str]) -> bool:
    avant = libre[max(0, m.start() - 10) : m.start()]
    return bool(_PEU.search(avant) or _PLUS_OU.search(avant))


def _borne(m: re.Match[str]) -> Borne | None:
    n, groupes = compte(m), m.groupdict()
    sens = next(s for s in _SENS if groupes.get(s))
    return None if n is None else Borne(m.start(), m.end(), n, sens)
