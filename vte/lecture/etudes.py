"""In an apprenticeship, « elle a son BTS et elle fait une licence » : what she does, she prepares.

Alone, « il fait une licence » says as often what is nearly held; beside a work-study contract it is
what the contract leads to, whatever was asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from vte.dossier import ALTERNANCE
from vte.lecture.candidats import Candidat
from vte.lecture.lecture import Lecture
from vte.lecture.mention import Mention
from vte.texte import aplatir

CONFIANCE = 0.9
_FAIRE = (
    r"fait|fais|font|suit|suis|prepare|preparons|attaque|entre en|rentre en|enchaine|passe"
    r"|va faire|vais faire|va preparer|vais preparer"
)
# « Il a fait une licence » is over; no word but these stands between the verb and the diploma.
_FAIT = re.compile(
    rf"(?<!\ba )(?<!\bai )(?<!\bont )(?<!\bdeja )\b(?:{_FAIRE})\b"
    r" (?:(?:sur|avec|une?|le|la|l'|son|sa|mon|ma|en|maintenant|ensuite) )*$"
)


def preparer(
    texte: str,
    lue: Lecture,
    connus: Collection[str] | Mapping[str, Any],
    trouves: Sequence[Candidat],
) -> Lecture:
    """The reading in which the one diploma that is being done is prepared, not held."""
    contrat = lue.faits.get("contrat") or (
        connus.get("contrat") if isinstance(connus, Mapping) else None
    )
    if contrat not in ALTERNANCE or "niveau_prepare" in lue.faits:
        return lue
    plat = aplatir(texte)
    faits = [c for c in trouves if c.nature == "diplome" and _FAIT.search(plat[: c.debut])]
    if len(faits) != 1 or "niveau_prepare" not in faits[0].valeurs:
        return lue
    c = faits[0]
    prepare = Mention(
        "niveau_prepare", c.valeurs["niveau_prepare"], c.debut, c.fin, confiance=CONFIANCE
    )
    restent, doutes = (
        tuple(m for m in dites if m.cle == "profil" or m.fin <= c.debut or c.fin <= m.debut)
        for dites in (lue.mentions, lue.doutes)
    )
    return replace(lue, mentions=(*restent, prepare), doutes=doutes)
