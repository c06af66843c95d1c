"""What kinds of errors are made, of false facts and of facts not taken; sentences stay unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from bench.lecture.comptes import Dite
from vte.lecture.candidats import cle_du_role
from vte.lecture.decision import PROFIL
from vte.lecture.mention import Mention
from vte.lecture.roles.exemples import RIEN, Exemple

RIEN_DE_DIT = "false: states nothing of this recruitment"
AUTRE_ROLE = "false: a value of another role"
AUTRE_VALEUR = "false: the right value was a candidate, another was taken"
SANS_CANDIDAT_FAUX = "false: no candidate has the right value"
QUI_FAUX = "false: who writes"
SANS_CANDIDAT = "not taken: no candidate has the value"
DEMANDEE = "not taken: asked back"
PAS_SURE = "not taken: not sure enough to be asked back"
QUI = "not taken: who writes"
Compte = Counter[tuple[str, str]]  # (kind of error, key)


def par_nature(dites: Iterable[Dite], exemples: Mapping[str, Exemple]) -> Compte:
    """How many of each; `exemples`: by the message's id."""
    compte: Compte = Counter()
    for d in dites:
        exemple = exemples[d.message.id]
        fausses = d.fausses
        compte.update((_faux(d, exemple, m), m.cle) for m in d.decision.faits if m.cle in fausses)
        compte.update((_omission(d, exemple, cle), cle) for cle in d.manquees - fausses)
    return compte


def par_genre(dites: Iterable[Dite]) -> dict[str, list[Dite]]:
    """The messages by the label of their register, the most frequent first."""
    genres: dict[str, list[Dite]] = {}
    for d in dites:
        genres.setdefault(d.message.genre or "-", []).append(d)
    return dict(sorted(genres.items(), key=lambda x: -len(x[1])))


def _faux(d: Dite, exemple: Exemple, mention: Mention) -> str:
    if mention.cle == PROFIL:
        return QUI_FAUX
    if mention.cle in d.message.faits:
        sans = mention.cle in {m.cle for m in exemple.manquees}
        return SANS_CANDIDAT_FAUX if sans else AUTRE_VALEUR
    return RIEN_DE_DIT if _role(exemple, mention) in (RIEN, mention.cle) else AUTRE_ROLE


def _role(exemple: Exemple, mention: Mention) -> str:
    """What the candidate that was taken is by the marks."""
    for candidat, role in zip(exemple.candidats, exemple.roles, strict=True):
        ici = (candidat.debut, candidat.fin) == (mention.debut, mention.fin)
        if ici and any(cle_du_role(r) == mention.cle for r in candidat.valeurs):
            return cle_du_role(role)
    return RIEN


def _omission(d: Dite, exemple: Exemple, cle: str) -> str:
    if cle == PROFIL:
        return QUI
    if cle in {m.cle for m in exemple.manquees}:
        return SANS_CANDIDAT
    return DEMANDEE if cle in d.demandees else PAS_SURE
