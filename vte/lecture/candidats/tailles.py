"""Sizes of company: said by a word, or by a bound on the number of people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.dossier import taille_de
from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.chiffres import NOMBRE, entier
from vte.lecture.candidats.lexique import lexique, ou
from vte.lecture.candidats.texte import Texte

_MOTS = re.compile(
    r"(?<!\w)"
    + ou(f"(?P<{taille}>{ou(motifs)})" for taille, motifs in lexique("tailles").items())
    + r"(?!\w)"
)
# After these, a number bounds no people.
_AUTRE_UNITE = (
    r"(?!\s*(?:mois|moi\b|ans?\b|annees?|semaines?|jours?|semestres?|trimestres?|h\b|heures?|\x00|"
    r"km|%|€|euro|m2|fois|sites?|candidat|ou\s|a\s+\d))(?![\d.,]*\d)"
)
_N = rf"(?:(?:de\s+|d'|a\s+|les\s+)?(?:environ\s+)?)(?P<n>{NOMBRE}){_AUTRE_UNITE}"
_BORNES = (
    # (pattern, how many more than the number the company may have at most; None: at least)
    (
        rf"(?<!\w)(?<!\bplus ou )(?:moins|inf(?:erieure?s?)?\.?|en dessous|en-dessous|sous)\s+{_N}"
        rf"|(?:<|(?<![\w-])-\s?(?=d[e']))\s*{_N.replace('<n>', '<n2>')}",
        "moins",
    ),
    (
        rf"(?<!\w)(?:pas (?:plus|au-dela)|jamais plus|au plus|au maximum|max(?:imum|i)?\.?|"
        rf"jusqu'?\s?a|depass\w+ pas|(?:<=|≤))\s*{_N}",
        "au_plus",
    ),
    (
        rf"(?<!\w)(?<!pas )(?<!peu )(?:plus|superieure?s?|sup\.?|au-dessus|au dessus|au-dela|"
        rf"depass\w+)\s+{_N}"
        rf"|(?:>|(?<![\w+])\+\s?(?=d[e']))\s*{_N.replace('<n>', '<n2>')}",
        "plus",
    ),
    (rf"(?<!\w)(?:au moins|minimum|mini|au minimum|(?:>=|≥))\s*{_N}", "au_moins"),
    (
        rf"(?<![\w.,])(?P<n>{NOMBRE})\s*(?:\+|et plus|ou plus|(?:au )?mini?(?:mum)?)(?!\w)",
        "au_moins",
    ),
    (
        rf"(?<![\w.,])(?P<n>{NOMBRE})\s*(?:et moins|ou moins|(?:au )?max(?:i|imum)?)(?!\w)",
        "au_plus",
    ),
)
_COMPILEES = [(re.compile(motif), sens) for motif, sens in _BORNES]
_MOINS_SEUL = re.compile(rf"\s*-\s?(?P<n>{NOMBRE})\s*(?:salarie\w*|personnes?|pers)?\W*")
_ECART = {"moins": -1, "au_plus": 0, "plus": 1, "au_moins": 0}
_PME = 250  # a lower bound under it decides no size


def tailles(texte: Texte) -> Iterator[Candidat]:
    """Each size that is said, where it is."""
    for m in _MOTS.finditer(texte.plat):
        taille = m.lastgroup or ""
        yield Candidat("taille", m.start(), m.end(), {"taille": taille}, f"mot_{taille}")
    for debut, fin, n, sens in bornes(texte):
        if sens in ("moins", "au_plus") or n >= _PME:
            valeur = taille_de(max(0, n + _ECART[sens]))
            yield Candidat("taille", debut, fin, {"taille": valeur}, f"borne_{sens}")


def bornes(texte: Texte) -> list[tuple[int, int, int, str]]:
    """The bounds: start, end, number, and how it bounds; one place is one bound."""
    libre, trouvees = texte.libre, []
    if texte.question == "effectif" and (m := _MOINS_SEUL.fullmatch(libre)):
        return [(m.start("n") - 1, m.end("n"), entier(m["n"]) or 0, "moins")]
    prises: set[int] = set()
    for motif, sens in _COMPILEES:
        for m in motif.finditer(libre):
            groupe = "n" if m["n"] else "n2"
            n = entier(m[groupe])
            if n is None or prises & set(range(*m.span())):
                continue
            prises |= set(range(*m.span()))
            trouvees.append((m.start(), m.end(groupe) if groupe else m.end(), n, sens))
    return trouvees
