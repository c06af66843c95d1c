"""In an apprenticeship, « elle a son BTS et fait une licence »: what she does, she prepares.

Alone, « il fait une licence » says as often what is nearly held; beside a work-study contract it is
what the contract leads to, whatever was asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from vte.dossier import ALTERNANCE
from vte.lecture.attendu import PROBABLE
from vte.lecture.candidats import Candidat
from vte.lecture.lecture import Lecture
from vte.lecture.mention import Mention, se_touchent
from vte.texte import aplatir

CONFIANCE = 0.9
# As a form says it, and a page that hosts the widget: « Diplôme obtenu : BUT ».
_ETIQUETTE = re.compile(r"\bdiplome (?:deja )?obtenu ?: ?$")
_PREPARE = re.compile(r"\bprepar\w+|\ben vue de\b|\bpour (?:avoir|obtenir|decrocher)\b")
# What speaks of a diploma that is neither of the two.
_AILLEURS = re.compile(
    r"\b(?:pas|rate\w*|arrete\w*|abandonne\w*|frere|soeur|cousin\w*|collegue|ou|avant un|sans)\b"
)
_FAIRE = (
    r"fait|fais|font|suit|suis|prepare|preparons|attaque|entre en|rentre en|enchaine|passe"
    r"|va faire|vais faire|va preparer|vais preparer|ferait|ferais|preparerai[st]|suivrai[st]"
)
# « Il a fait une licence » is over; no word but these stands between the verb and the diploma.
_FAIT = re.compile(
    rf"(?<!\ba )(?<!\bai )(?<!\bont )(?<!\bdeja )\b(?:{_FAIRE})\b"
    r" (?:(?:sur|avec|une?|le|la|l'|son|sa|mon|ma|en|maintenant|ensuite) )*$"
)


def etiqueter(lue: Lecture, texte: str, trouves: Sequence[Candidat]) -> Lecture:
    """The reading in which what a label calls a diploma held is held, whatever the contract."""
    plat = aplatir(texte)
    diplomes = [c for c in trouves if "niveau_obtenu" in c.valeurs]
    dits = [c for c in diplomes if _ETIQUETTE.search(plat[: c.debut])]
    if len(dits) != 1 or lue.faits.get("niveau_obtenu") == dits[0].valeurs["niveau_obtenu"]:
        return lue
    return _dire(lue, "niveau_obtenu", dits[0], CONFIANCE)


def accorder(
    lue: Lecture,
    texte: str,
    connus: Collection[str] | Mapping[str, Any],
    trouves: Sequence[Candidat],
) -> Lecture:
    """The reading in which what is being done is prepared, and the lower of two is held."""
    contrat = lue.faits.get("contrat")
    if contrat is None and isinstance(connus, Mapping):
        contrat = connus.get("contrat")
    if contrat not in ALTERNANCE:
        return lue
    diplomes = [c for c in trouves if c.nature == "diplome" and "niveau_prepare" in c.valeurs]
    return _des_deux(_en_cours(lue, texte, diplomes), texte, connus, diplomes)


def _en_cours(lue: Lecture, texte: str, diplomes: Sequence[Candidat]) -> Lecture:
    """« Elle fait une licence » : it is prepared."""
    plat = aplatir(texte)
    faits = [c for c in diplomes if _FAIT.search(plat[: c.debut])]
    if len(faits) != 1 or "niveau_prepare" in lue.faits:
        return lue
    return _dire(lue, "niveau_prepare", faits[0], CONFIANCE)


def _des_deux(
    lue: Lecture, texte: str, connus: Collection[str], diplomes: Sequence[Candidat]
) -> Lecture:
    """« Un BTS et une licence » : what is held is the lower, what is prepared the higher."""
    niveaux = {c.valeurs["niveau_prepare"]: c for c in reversed(diplomes)}
    if len(niveaux) != 2 or _AILLEURS.search(aplatir(texte)):
        return lue
    bas, haut = min(niveaux), max(niveaux)
    surs = {m.cle for m in lue.mentions if m.confiance > PROBABLE}
    if not {"niveau_obtenu", "niveau_prepare"} & surs:
        return _les_deux(lue, texte, connus, niveaux[bas], niveaux[haut])
    for cle, niveau, autre in (("niveau_obtenu", bas, haut), ("niveau_prepare", haut, bas)):
        oppose = "niveau_prepare" if cle == "niveau_obtenu" else "niveau_obtenu"
        dit = lue.faits.get(oppose) == autre
        if dit and cle not in lue.faits and cle not in connus:
            lue = _dire(lue, cle, niveaux[niveau], None)
    return lue


def _les_deux(
    lue: Lecture, texte: str, connus: Collection[str], bas: Candidat, haut: Candidat
) -> Lecture:
    """Both, where one of two is said to be prepared and neither is known."""
    if not _PREPARE.search(aplatir(texte)) or {"niveau_obtenu", "niveau_prepare"} & {*connus}:
        return lue
    return _dire(_dire(lue, "niveau_obtenu", bas, None), "niveau_prepare", haut, None)


def _dire(lue: Lecture, cle: str, c: Candidat, confiance: float | None) -> Lecture:
    """With what this candidate says, and nothing else of its words; without confidence, likely."""
    mentions, doutes = (
        tuple(m for m in dites if m.cle == "profil" or (m.cle != cle and not se_touchent(m, c)))
        for dites in (lue.mentions, lue.doutes)
    )
    dite = Mention(cle, c.valeurs[cle], c.debut, c.fin, confiance=confiance or PROBABLE)
    if confiance is None:
        return replace(lue, mentions=mentions, doutes=(dite, *doutes))
    return replace(lue, mentions=(*mentions, dite), doutes=doutes)
