"""Every value that a text could hold, by kind."""

from __future__ import annotations

from vte.lecture.candidats.candidat import A_VENIR, ROLES, Candidat, cle_du_role
from vte.lecture.candidats.contrats import contrats
from vte.lecture.candidats.dates import dates
from vte.lecture.candidats.diplomes import diplomes
from vte.lecture.candidats.durees import durees
from vte.lecture.candidats.nombres import nombres
from vte.lecture.candidats.tailles import bornes, tailles
from vte.lecture.candidats.texte import Texte

__all__ = ["A_VENIR", "ROLES", "Candidat", "chercher", "cle_du_role"]

# Forms of a date that a number may be as well (« 10/12 personnes », « sept »).
_DATES_DOUTEUSES = {"jour_seul", "jour_mois", "annee"}


def chercher(texte: str, question: str | None = None) -> list[Candidat]:
    """All candidates of `texte`, by place; `question`: the key that is open."""
    lu = Texte.de(texte, question)
    des_dates, des_diplomes = dates(lu), list(diplomes(lu))
    ecrites = [c for c in des_dates if c.nature == "date"]
    des_durees = list(
        durees(lu.sans(_places(c for c in ecrites if c.forme not in ("il_y_a", "dans"))))
    )
    reste = lu.sans(_places([*des_diplomes, *des_durees, *(c for c in ecrites if _sure(c, lu))]))
    bornees = frozenset(i for d, f, _, _ in bornes(reste) for i in range(d, f))
    trouves = [
        *des_dates,
        *des_durees,
        *des_diplomes,
        *contrats(lu),
        *tailles(reste),
        *nombres(reste, bornees),
        *_lieux(texte, question),
    ]
    return sorted(trouves, key=lambda c: (c.debut, c.fin))


def _places(candidats: object) -> list[tuple[int, int]]:
    return [(c.debut, c.fin) for c in candidats]  # type: ignore[attr-defined]


def _sure(candidat: Candidat, lu: Texte) -> bool:
    """Whether this date can be nothing else."""
    return candidat.forme not in _DATES_DOUTEUSES and lu.plat[
        candidat.debut : candidat.fin
    ] not in ("sept", "set")


def _lieux(texte: str, question: str | None) -> list[Candidat]:
    try:
        from vte.lecture.candidats.lieux import lieux
    except ImportError:  # not there yet
        return []
    return lieux(texte, question)
