"""Which role is taken for which: of each candidate, what it is and what it was likeliest to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from bench.lecture.comptes import Dite
from vte.lecture.roles.exemples import PROFILS, RIEN, Exemple
from vte.lecture.roles.profond import ROLES_LUS

NOMS = (*ROLES_LUS[1:], *PROFILS, RIEN)
Paires = Counter[tuple[str, str]]  # (what it is, what it was taken for)


def confusion(dites: Iterable[Dite], exemples: Mapping[str, Exemple]) -> Paires:
    """Counts; `exemples`: by the message's id."""
    paires: Paires = Counter()
    for d in dites:
        if d.jugee is None:
            continue
        exemple = exemples[d.message.id]
        for role, juge in zip(exemple.roles, d.jugee.juges, strict=True):
            paires[role, vraisemblable(juge.roles)] += 1
        if exemple.profil != RIEN:  # that nobody said who writes is the rule, not an error
            paires[exemple.profil, vraisemblable(d.jugee.profil)] += 1
    return paires


def vraisemblable(roles: Mapping[str, float]) -> str:
    """The likeliest; none, when that is likelier than each."""
    rien = 1 - sum(roles.values())
    role = max(roles, key=lambda r: roles[r], default=RIEN)
    return role if roles.get(role, 0.0) > rien else RIEN


def les_pires(paires: Paires, combien: int) -> list[tuple[str, str, int]]:
    """(what it is, taken for, how often), the most frequent errors first."""
    fautes = [(a, b, n) for (a, b), n in paires.most_common() if a != b]
    return fautes[:combien]
