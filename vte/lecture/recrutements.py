"""Several recruitments in one message: « 2 alternants à Vierzon et un CDI à Bourges ».

Each clause that hires on its own is one: a count or an article before the contract, a coordination
between (never « ou »: one of two is a hesitation), and a place of its own or the word that there
are two. The marked messages are of one recruitment each, so that this is a rule and not learnt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vte.lecture.candidats import Candidat
from vte.lecture.decision import Juge
from vte.lecture.mention import Mention
from vte.texte import aplatir

_COMPTE = r"(?:\d{1,2}|une?|deux|trois|quatre|cinq|six)"
_ENTRE = (
    r"(?:jeunes? |contrats? |postes? |offres? |futurs? |nouveaux? |personnes? )*"
    r"(?:de |d'|en )?(?:contrat )?"
)
_EMBAUCHE = re.compile(rf"\b{_COMPTE}\s+{_ENTRE}(?:en |d'|de |l')?\s*$")
_LIEN = re.compile(r"\bet\b|\bplus\b|\bainsi que\b|\bpuis\b|[,;+\n]")
_PAS_DEUX = re.compile(
    r"\bou\b|\bpas\b|\bni\b|\bplutot\b|\bau lieu\b|\bcontre\b|\bavant\b|\bdeja\b|\ban(?:cien|t)\w*"
    r"|\bfini\w*|\bsort\w*|\bapres\b|\bentre\b|\bhesit\w*|\bavai\w+"
    r"|\b(?:ai|as|a|avons|avez|ont) (?:eu|pris|embauche|recrute|fait)\b"
)
# In a question, a contract that nobody says to be hiring for is but an example.
_ON_EMBAUCHE = re.compile(r"\b(?:recrut|embauch|engag|pren|cherch)\w*")
_DEUX = re.compile(
    r"\b(?:deux|2|trois|3|plusieurs)\s+(?:recrutements?|embauches?|postes?|contrats|besoins|projets)\b"
)
_FAIT = 0.35  # probability from which a role is taken within a clause: whose it is, is settled
# Two that are told apart as in a list.
_LISTE = re.compile(
    r"\b(?:d'une part|(?:un|le|mon) (?:1er|premier))\b.+?"
    r"(?P<second>\bd'autre part\b|\b(?:un|le|mon) (?:2e|2eme|second|deuxieme)\b)",
    re.S,
)
COMMUNES = ("profil", "effectif", "taille")  # keys: of the company, or of who writes


def separer(
    texte: str, juges: Sequence[Juge], dits: Sequence[Mention]
) -> tuple[tuple[Mention, ...], ...]:
    """The facts of each recruitment, in order; () when there is but one.

    `dits`: the facts of the message as a whole: what the company is holds for each.
    """
    plat = aplatir(texte)
    if liste := _LISTE.search(plat):
        return _enumeres(liste, juges, dits)
    contrats = [j for j in juges if j.candidat.nature == "contrat" and _engage(plat, j.candidat)]
    if len(contrats) < 2 or not _coordonnes(plat, contrats):
        return ()
    parts = [_faits_de(part) for part in _parts(juges, contrats)]
    if not _DEUX.search(plat) and not all("commune" in part for part in parts):
        return ()
    return _joindre([m for m in dits if m.cle in COMMUNES], parts)


def _enumeres(
    liste: re.Match[str], juges: Sequence[Juge], dits: Sequence[Mention]
) -> tuple[tuple[Mention, ...], ...]:
    """« D'une part… ; d'autre part… »: what is said before the list holds for both."""
    debut, milieu = liste.start(), liste.start("second")
    parts = [
        _faits_de([j for j in juges if debut <= j.candidat.debut < milieu]),
        _faits_de([j for j in juges if j.candidat.debut >= milieu]),
    ]
    if not all("contrat" in part for part in parts):
        return ()
    return _joindre([m for m in dits if m.cle in COMMUNES or 0 < m.fin <= debut], parts)


def _joindre(
    communs: Sequence[Mention], parts: Sequence[dict[str, Mention]]
) -> tuple[tuple[Mention, ...], ...]:
    """What holds for all, unless a recruitment says it otherwise."""
    de_tous = {m.cle: m for m in communs}
    return tuple(tuple((de_tous | part).values()) for part in parts)


def _engage(plat: str, candidat: Candidat) -> bool:
    return bool(_EMBAUCHE.search(plat[: candidat.debut]))


def _coordonnes(plat: str, contrats: Sequence[Juge]) -> bool:
    """Whether all are hired together: neither one of two, nor one after the other."""
    premier, dernier = contrats[0].candidat, contrats[-1].candidat
    milieu = plat[premier.fin : dernier.debut]
    dit = "?" not in plat or bool(_ON_EMBAUCHE.search(plat[: premier.debut]))
    return dit and bool(_LIEN.search(milieu)) and not _PAS_DEUX.search(plat[: dernier.fin])


def _parts(juges: Sequence[Juge], contrats: Sequence[Juge]) -> list[list[Juge]]:
    """The candidates of each recruitment: from its contract on, up to the next one's."""
    debuts = [c.candidat.debut for c in contrats]
    fins = [*debuts[1:], max(j.candidat.fin for j in juges) + 1]
    return [
        [j for j in juges if debut <= j.candidat.debut < fin]
        for debut, fin in zip(debuts, fins, strict=True)
    ]


def _faits_de(part: Sequence[Juge]) -> dict[str, Mention]:
    """By key; of two values of one, the first."""
    trouves: dict[str, Mention] = {}
    for juge in part:
        if (role := _role(juge)) is not None:
            mention = juge.mention(role, juge.roles.get(role, 0.0))
            trouves.setdefault(mention.cle, mention)
    return trouves


def _role(juge: Juge) -> str | None:
    """What a candidate is in its own clause; a place to choose, or a number, is nothing there."""
    valeurs, nature = juge.candidat.valeurs, juge.candidat.nature
    if nature in ("contrat", "lieu"):
        (seul,) = valeurs
        return None if isinstance(valeurs[seul], list) else seul
    role = max(juge.roles, key=lambda r: juge.roles[r], default=None)
    return role if role and juge.roles[role] >= _FAIT and nature != "nombre" else None
