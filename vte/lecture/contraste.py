"""« 18 mois, pas 10 », once 10 is known: of two values the old one is named, so the other is meant.

A reader that does not know what was said cannot tell which of the two is a fact, or of what; the
value that is known tells both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from vte.lecture.candidats import Candidat, chercher
from vte.lecture.correction import se_corrige
from vte.lecture.lecture import Lecture
from vte.lecture.mention import Mention, se_touchent
from vte.texte import aplatir

# Keys whose bare values can be found when the key is known; a commune and a speaker are read alone.
_CLES = (
    "effectif",
    "duree_mois",
    "contrat",
    "date_debut",
    "date_diplome",
    "niveau_obtenu",
    "niveau_prepare",
)
_NOMBRES = {"effectif", "duree_mois"}
_ZERO = re.compile(r"\b(?:zeros?|chiffre)\b")
# « C 57 pas 60 », « un zéro de trop »: a correction that needs no word of one.
_OPPOSE = re.compile(
    rf"\d\s*(?:,\s*)?(?:et )?pas (?:a |au |en |le |la |les |du |de )?\d|{_ZERO.pattern}"
)
CONFIANCE = 0.9  # of a message that corrects and names the value known, nine in ten mean the other


def contraster(texte: str, lue: Lecture, sus: Mapping[str, Any]) -> Lecture:
    """The reading with the value that stands against the one known, if there is exactly one.

    `sus`: the JSON values that are known, by key.
    """
    if not se_corrige(texte) and not _OPPOSE.search(aplatir(texte)):
        return lue
    trouvees = [
        m
        for cle in _CLES
        if cle in sus
        for m in (*_opposee(texte, cle, sus[cle]), *_au_zero_pres(texte, cle, sus[cle]))
    ]
    if len({m.cle for m in trouvees}) != 1 or trouvees[0].cle in lue.faits:
        return lue
    dite = trouvees[0]
    doutes = tuple(m for m in lue.doutes if not se_touchent(m, dite))
    return replace(lue, mentions=(*lue.mentions, dite), doutes=doutes, derniere=dite.cle)


def _opposee(texte: str, cle: str, sue: Any) -> Iterator[Mention]:
    """The only other value of this key beside the one known, both named in the text."""
    dites = [c for c in chercher(texte, cle) if cle in c.valeurs]
    anciennes = [c for c in dites if _est(c, cle, sue)]
    autres = [c for c in dites if not any(se_touchent(c, a) for a in anciennes)]
    valeurs = {str(c.valeurs[cle]) for c in autres}
    if anciennes and len(valeurs) == 1:
        nouvelle = max(autres, key=lambda c: c.fin - c.debut)
        yield Mention(
            cle,
            nouvelle.valeurs[cle],
            nouvelle.debut,
            nouvelle.fin,
            a_l_annee=nouvelle.a_l_annee,
            confiance=CONFIANCE,
        )


def _est(candidat: Candidat, cle: str, sue: Any) -> bool:
    """Whether it is the value known; of a date, its year says it."""
    valeur = candidat.valeurs[cle]
    return valeur == sue or (candidat.a_l_annee and str(valeur)[:4] == str(sue)[:4])


def _au_zero_pres(texte: str, cle: str, sue: Any) -> Iterator[Mention]:
    """« 600, j'ai mis un zéro de trop », once 6 000 is known."""
    if cle not in _NOMBRES or not _ZERO.search(aplatir(texte)):
        return
    voulues = [c for c in chercher(texte, cle) if c.valeurs.get(cle) in (sue * 10, sue / 10)]
    if len({c.valeurs[cle] for c in voulues}) == 1:
        c = voulues[-1]
        yield Mention(cle, c.valeurs[cle], c.debut, c.fin, confiance=CONFIANCE)
