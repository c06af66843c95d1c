"""Every value that a text could hold, by kind."""

from __future__ import annotations

from collections.abc import Iterable

from vte.lecture.candidats.candidat import A_VENIR, ROLES, Candidat, cle_du_role
from vte.lecture.candidats.contrats import contrats
from vte.lecture.candidats.dates import dates
from vte.lecture.candidats.diplomes import diplomes
from vte.lecture.candidats.durees import durees
from vte.lecture.candidats.nombres import nombres
from vte.lecture.candidats.tailles import chercher_bornes, tailles
from vte.lecture.candidats.texte import Texte

__all__ = ["A_VENIR", "ROLES", "Candidat", "chercher", "cle_du_role"]

# Forms of a date that are a quantity of time as well (« il y a 8 mois »), or a number (« le 12 »).
_COMPTEES = {"il_y_a", "dans"}
_DOUTEUSES = {"jour_seul", "jour_mois", "annee", "mois_abrege"}


def chercher(texte: str, question: str | None = None) -> list[Candidat]:
    """All candidates of `texte`, by place; `question`: the key that is open."""
    lu = Texte.de(texte, question)
    des_dates, des_diplomes = dates(lu), list(diplomes(lu))
    ecrites = [c for c in des_dates if c.nature == "date"]
    sans_dates = lu.sans(_places(c for c in ecrites if c.forme not in _COMPTEES))
    des_durees = list(durees(sans_dates.sans(_places(des_diplomes))))
    reste = lu.sans(
        _places([*des_diplomes, *(c for c in des_durees if c.forme != "nue")])
        + _places(c for c in ecrites if c.forme not in _DOUTEUSES)
    )
    bornes = chercher_bornes(reste)
    trouves = [
        *des_dates,
        *des_durees,
        *des_diplomes,
        *contrats(lu),
        *tailles(lu, bornes),
        *nombres(reste.sans((b.debut, b.fin) for b in bornes)),
        *_lieux(texte, question),
    ]
    return sorted(trouves, key=lambda c: (c.debut, c.fin))


def _places(candidats: Iterable[Candidat]) -> list[tuple[int, int]]:
    return [(c.debut, c.fin) for c in candidats]


def _lieux(texte: str, question: str | None) -> list[Candidat]:
    try:
        from vte.lecture.candidats.lieux import lieux
    except ImportError:  # not there yet
        return []
    return lieux(texte, question)
